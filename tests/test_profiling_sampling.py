"""The first look books time where it is spent, on functions and lines of the project."""

from pathlib import Path

import pytest

from advisor.profiling import attributing
from advisor.profiling.attributing import Frame, Samples
from advisor.profiling.running import Finished
from advisor.profiling.sampling import LineTime, Profile, Spot, profile, sample
from advisor.targeting import resolve
from tests.profiling_help import SETTINGS, ignore, write

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

HELPERS = """
    import time

    def spend(seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            pass
"""


def profiled(folder: Path, text: str) -> Profile:
    write(folder, "helpers.py", HELPERS)
    write(folder, "run.py", text)
    return sample(resolve(["run.py"], folder), SETTINGS, ignore)


def spot(found: Profile, function: str) -> Spot:
    return next(s for s in found.spots if s.function == function)


def test_time_is_told_from_calls_recursion_and_callers(tmp_path: Path) -> None:
    found = profiled(
        tmp_path,
        """
        from helpers import spend

        def down(n):
            if n:
                return down(n - 1)
            spend(0.2)

        def main():
            down(5)
            total = sum(i * i for i in range(300000))
            return total

        main()
        """,
    )
    down, main, spend = spot(found, "down"), spot(found, "main"), spot(found, "spend")
    assert found.spots[0].function == "spend"
    assert spend.path == tmp_path / "helpers.py"
    assert down.self_share < down.share <= 1.0
    assert main.share > down.share
    assert main.self_share > 0  # the generator expression is its own
    assert {line.line for line in down.lines} == {6, 7}
    assert [(path.name, name) for path, name, _ in spend.callers] == [("run.py", "down")]
    assert [(name, weight <= 1.0) for _, name, weight in down.callers] == [("main", True)]
    assert sum(s.self_share for s in found.spots) == pytest.approx(1.0)
    assert spot(found, "<module>").share == pytest.approx(1.0)
    assert found.run.seconds >= main.seconds > 0.2
    assert {s.path.name for s in found.spots} == {"run.py", "helpers.py"}


def test_comprehensions_lambdas_and_class_bodies_belong_to_where_they_stand(
    tmp_path: Path,
) -> None:
    found = profiled(
        tmp_path,
        """
        from helpers import spend

        class Shop:
            spend(0.03)
            rows = [spend(0.01) for _ in range(3)]

            def sell(self):
                key = lambda n: (spend(0.01), n)
                return sorted({n: 1 for n in [3, 2, 1]}, key=key)

        Shop().sell()
        """,
    )
    assert {s.function for s in found.spots} == {"<module>", "Shop.sell", "spend"}
    assert spot(found, "Shop.sell").first_line == 8
    assert {5, 6}.issubset(line.line for line in spot(found, "<module>").lines)


def test_a_long_operation_in_c_is_booked_on_its_own_line(tmp_path: Path) -> None:
    found = profiled(
        tmp_path,
        """
        import numpy as np

        def cube(x):
            return x * x * x

        def total(x):
            return float(x.sum())

        x = np.ones(3_000_000)
        for _ in range(8):
            y = cube(x)
        print(total(y))
        """,
    )
    cube = spot(found, "cube")
    assert cube.self_share > spot(found, "total").self_share
    assert [line.line for line in cube.lines] == [5]


def test_nothing_of_libraries_or_of_ours_is_a_spot(tmp_path: Path) -> None:
    found = profiled(
        tmp_path,
        """
        import collections, dataclasses, json
        Pair = collections.namedtuple("Pair", "a b")
        text = json.dumps([[i, str(i)] for i in range(100000)])
        print(len(json.loads(text)), Pair(1, 2))
        """,
    )
    assert {(s.path.name, s.function) for s in found.spots} == {("run.py", "<module>")}


def frame(name: str, line: int) -> Frame:
    return Frame(Path("a.py"), name, 1, line)


def test_shares_lines_and_icicle_follow_from_weighted_stacks(tmp_path: Path) -> None:
    write(tmp_path, "run.py", "")
    weights = {
        (frame("<module>", 9),): 0.25,
        (frame("<module>", 9), frame("f", 2)): 0.5,
        (frame("<module>", 8), frame("f", 3), frame("f", 3), frame("f", 2)): 0.25,
    }
    samples = Samples(weights, 7, 2.0, "", ("a note",))
    finished = Finished(3.0, 0, timed_out=False, stdout=b"out", stderr=b"err")
    found = profile(resolve(["run.py"], tmp_path), samples, finished)
    assert [(s.function, s.self_share, s.share, s.seconds) for s in found.spots] == [
        ("f", 0.75, 0.75, 1.5),
        ("<module>", 0.25, 1.0, 2.0),
    ]
    assert found.spots[0].lines == (LineTime(2, 1.5, 0.75), LineTime(3, 0.5, 0.25))
    assert found.spots[0].callers == ((Path("a.py"), "<module>", 0.75),)
    assert (("a.py:<module>:9",), 250) in found.stacks
    assert (found.samples, found.notes) == (7, ("a note",))
    assert (found.run.seconds, found.run.stdout, found.run.stderr) == (2.0, b"out", b"err")


def test_half_a_line_from_a_killed_program_is_no_harm(tmp_path: Path) -> None:
    text = "('frame', 0, 'a.py', 'f', 1, 2)\n('stack', 0, (0,))\n('samples', 3, ((0, 0.5),))\n('sam"
    (tmp_path / "samples").write_text(text)
    samples = attributing.read(tmp_path / "samples", tmp_path)
    assert list(samples.weights.values()) == [0.5]
    assert (samples.count, samples.seconds) == (3, None)


def test_a_library_that_runs_the_projects_code_is_a_program_like_any(tmp_path: Path) -> None:
    write(
        tmp_path,
        "test_some.py",
        """
        import unittest

        def work():
            return sum(number % 7 for number in range(1_000_000))

        class Some(unittest.TestCase):
            def test_work(self):
                self.assertTrue(work())
        """,
    )
    target = resolve(["-m", "unittest", "-q", "test_some"], tmp_path)
    found = sample(target, SETTINGS, ignore)
    assert found.run.exit_code == 0, found.run.stderr
    assert spot(found, "work").self_share > 0.3
