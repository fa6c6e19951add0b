"""The second look keeps real calls as they were, by value, and leaves the program alone."""

import pickle
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from advisor import parsing
from advisor.errors import TargetFailedError
from advisor.observing import Seen
from advisor.profiling.recording import Call, Recording, profile_once, record, with_lines
from advisor.profiling.sampling import LineTime, Spot
from advisor.sandbox import replaying
from advisor.settings import Settings
from advisor.targeting import resolve
from tests.profiling_help import (
    SETTINGS,
    function_region,
    ignore,
    loop_region,
    recorded,
    write,
)


def one(folder: Path, text: str, function: str = "work") -> Recording:
    path = write(folder, "run.py", text)
    (recording,) = recorded(folder, "run.py", function_region(path, function))
    return recording


def replayed(call: Call) -> Any:
    """What the recorded call does now, in this process, which knows nothing of the script."""
    invocation = replaying.original(call.snapshot)
    return invocation.function(*invocation.arguments, **invocation.keywords)


def given(call: Call) -> dict[str, Seen]:
    return dict(call.parameters)


def test_a_call_is_kept_as_it_was_before_it_changed_anything(tmp_path: Path) -> None:
    recording = one(
        tmp_path,
        """
        RATE = 10
        def work(rows, *, scale=2):
            for row in rows:
                row[0] = row[0] * scale + RATE
            return len(rows)
        rows = [[1.0, 2.0], [3.0, 4.0]]
        work(rows, scale=3)
        RATE = 20
        work(rows)
        """,
    )
    first, second = recording.calls
    assert recording.count == 2
    assert given(first)["rows"].shape == (2, 2)
    assert given(first)["scale"] == Seen("int", value=3)
    assert given(second)["scale"] == Seen("int", value=2)
    assert dict(first.names) == {"RATE": Seen("int", value=10)}
    assert dict(second.names) == {"RATE": Seen("int", value=20)}
    assert first.result == Seen("int", value=2)
    assert first.raised == ""
    invocation = replaying.original(second.snapshot)
    assert invocation.arguments == ([[13.0, 2.0], [19.0, 4.0]],)
    assert invocation.globals["RATE"] == 20
    assert replayed(second) == 2


def test_first_calls_new_types_and_growing_sizes_are_kept_and_all_are_counted(
    tmp_path: Path,
) -> None:
    recording = one(
        tmp_path,
        """
        def work(xs):
            return sum(xs)
        for _ in range(5):
            work([1, 2])
        work([1.5, 2.5])
        work((1, 2))
        for n in (3, 4, 10, 11, 100):
            work([1] * n)
        """,
    )
    assert recording.count == 12
    seen = [(given(c)["xs"].kind, given(c)["xs"].length) for c in recording.calls]
    assert seen == [
        ("list", 2),
        ("list", 2),
        ("list", 2),
        ("tuple", 2),
        ("list", 10),
        ("list", 100),
    ]


def test_some_later_calls_are_kept_though_they_look_like_the_first(tmp_path: Path) -> None:
    recording = one(
        tmp_path,
        """
        import time
        def work(x):
            return x
        begun = time.monotonic()
        while time.monotonic() < begun + 0.6:
            work(time.monotonic() - begun)
        """,
    )
    values = [given(call)["x"].value for call in recording.calls]
    numbers = [value for value in values if isinstance(value, float)]
    assert 3 <= len(numbers) <= 8
    assert numbers == sorted(numbers)
    assert recording.count > 1000


def test_only_the_outermost_call_of_a_recursion_is_kept(tmp_path: Path) -> None:
    recording = one(
        tmp_path,
        """
        def work(n):
            return n if n < 2 else work(n - 1) + work(n - 2)
        print(work(10), work(12))
        """,
    )
    assert [given(c)["n"].value for c in recording.calls] == [10, 12]
    assert recording.count == 177 + 465
    assert [replayed(call) for call in recording.calls] == [55, 144]


def test_an_exception_is_told_and_goes_on(tmp_path: Path) -> None:
    recording = one(
        tmp_path,
        """
        def work(x):
            return 1 / x
        try:
            work(0)
        except ZeroDivisionError:
            work(4)
        """,
    )
    assert [(c.raised, c.result) for c in recording.calls] == [
        ("ZeroDivisionError", None),
        ("", Seen("float", value=0.25)),
    ]


def test_a_generator_stays_lazy_and_its_items_are_its_time(tmp_path: Path) -> None:
    recording = one(
        tmp_path,
        """
        import sys
        log = []
        def work(n):
            for i in range(n):
                log.append(i)
                yield i
        items = work(3)
        assert log == []
        assert next(items) == 0 and log == [0]
        assert list(items) == [1, 2]
        """,
    )
    (call,) = recording.calls
    assert call.result == Seen("generator")
    assert call.seconds > 0
    assert list(replayed(call)) == [0, 1, 2]


def test_a_generator_that_is_never_used_up_is_kept_all_the_same(tmp_path: Path) -> None:
    recording = one(
        tmp_path,
        """
        def work(n):
            while True:
                yield n
                n += 1
        kept = work(3)
        print(next(kept), next(kept))
        unused = work(4)
        """,
    )
    (call,) = recording.calls
    assert call.result == Seen("generator")
    assert given(call)["n"].value == 3
    assert recording.count == 1


def test_methods_of_every_kind_are_kept_with_what_they_read_of_self(tmp_path: Path) -> None:
    text = """
        class Base:
            scale = 2
            def __init__(self, rows):
                self.rows = rows
                self.inner = Inner()
                self.steps = 0
            def helper(self, x):
                return x * self.scale * self.weight()
            def weight(self):
                return self.factor
        class Inner:
            rate = 5
            def __init__(self):
                self.size = 1
        class Grid(Base):
            factor = 3
            __slots__ = ("size",)
            @property
            def total(self):
                return sum(self.rows)
            def method(self):
                self.steps += 1
                self.size = 7 * self.inner.size + self.inner.rate
                return [self.helper(x) for x in self.rows]
            @classmethod
            def make(cls, n):
                return cls([n])
            @staticmethod
            def square(x):
                return x * x
        grid = Grid([1, 2])
        print(grid.method(), grid.total, Grid.make(3).rows, Grid.square(4))
        """
    path = write(tmp_path, "run.py", text)
    names = ("Grid.method", "Grid.total", "Grid.make", "Grid.square")
    found = recorded(tmp_path, "run.py", *(function_region(path, name) for name in names))
    method, total, make, square = (recording.calls[0] for recording in found)
    assert given(method)["self"].name == "__main__.Grid"
    assert dict(method.names) == {
        "self.steps": Seen("int", value=0),
        "self.inner": Seen(
            "object", "__main__.Inner", items=(Seen("int", value=1),), names=("size",)
        ),
        "self.inner.size": Seen("int", value=1),
        "self.rows": Seen("list", items=(Seen("int"),), length=2, shape=(2,)),
    }
    assert replayed(method) == [6, 12]
    assert (replayed(total), replayed(make).rows, replayed(square)) == (3, [3], 16)


def test_decorators_closures_and_caches_are_as_the_program_has_them(tmp_path: Path) -> None:
    text = """
        import functools
        def noisy(f):
            @functools.wraps(f)
            def wrapper(*args):
                return f(*args) + 1000
            return wrapper
        @functools.lru_cache(maxsize=None)
        def cached(n):
            return n if n < 2 else cached(n - 1) + cached(n - 2)
        def outer(k):
            @noisy
            def work(x):
                return x + k + cached(10)
            return work
        f, g = outer(1), outer(2)
        assert (f(1), g(1)) == (1057, 1058)
        assert f.__wrapped__.__name__ == "work" and f.__wrapped__.__code__.co_argcount in (0, 1)
        """
    recording = one(tmp_path, text, "outer.<locals>.work")
    assert [replayed(call) for call in recording.calls] == [57, 58]
    assert [dict(c.names)["k"].value for c in recording.calls] == [1, 2]
    assert dict(recording.calls[0].names)["cached"].kind == "object"


def test_a_loop_at_module_level_and_in_a_function_is_kept_as_a_function(tmp_path: Path) -> None:
    text = """
        data = [1.0, 2.0, 3.0]
        def square(x):
            return x * x
        total = 0.0
        for x in data:
            total += square(x)
        print(total)
        def main(n):
            best = -1
            for i in range(n):
                if i % 7 == 3:
                    best = i
            print(best, i)
        main(20)
        """
    path = write(tmp_path, "run.py", text)
    loops = loop_region(path, "<module>", 6), loop_region(path, "main", 11)
    regions = (*loops, function_region(path, "main"))
    profile, found = profile_once(resolve(["run.py"], tmp_path), regions, SETTINGS, ignore)
    assert (profile.run.exit_code, profile.run.stdout) == (0, b"14.0\n17 19\n")
    first, second, _ = (recording.calls[0] for recording in found)
    assert {"data", "total"} <= set(given(first))
    assert replaying.original(first.snapshot).function.__name__ == regions[0].name
    assert 14.0 in replayed(first)
    assert 17 in replayed(second)
    assert [recording.count for recording in found] == [1, 1, 1]
    assert all(b"__advisor" not in r.calls[0].snapshot for r in found)
    assert "<module>" in {spot.function for spot in profile.spots}


def test_a_run_of_statements_inside_another_is_kept_in_the_same_run(tmp_path: Path) -> None:
    text = """
        import random
        def main(n):
            random.seed(n)
            numbers = [random.randrange(9) for _ in range(n)]
            total = 0
            for number in numbers:
                for i in range(number):
                    total += i
            print(total)
        main(30)
        """
    path = write(tmp_path, "run.py", text)
    lines = tuple(LineTime(line, 0.3, 0.3) for line in (5, 7, 8, 9))
    spot = Spot(path, "main", 3, 1.0, 1.0, 1.0, lines, ())
    outer, inner = parsing.parse(spot, share=0.01)
    assert (outer.first_line, inner.first_line) == (5, 7)
    (alone,) = recorded(tmp_path, "run.py", inner)
    both = recorded(tmp_path, "run.py", inner, outer)
    assert [recording.count for recording in both] == [1, 1]
    assert [r.calls[0].parameters for r in both] == [
        alone.calls[0].parameters,
        (("n", Seen("int", value=30)),),
    ]
    assert replayed(both[0].calls[0]) == replayed(alone.calls[0])
    assert all(b"__advisor" not in recording.calls[0].snapshot for recording in both)


def test_a_snapshot_holds_no_probe_and_loads_without_the_script(tmp_path: Path) -> None:
    write(tmp_path, "shop/__init__.py", "")
    write(
        tmp_path,
        "shop/parts.py",
        """
        print("parts are loaded")
        SIZE = 3
        class Part:
            def __init__(self, n):
                self.n = n
            def grow(self):
                return inner(self.n) + SIZE
        def inner(n):
            total = 0
            for i in range(n):
                total += i
            return total
        """,
    )
    write(
        tmp_path,
        "run.py",
        """
        import shop.parts
        from shop import parts as p
        from shop.parts import Part
        def work(part):
            return part.grow() + p.inner(4) + shop.parts.SIZE
        print(work(Part(5)))
        """,
    )
    regions = (
        function_region(tmp_path / "run.py", "work"),
        function_region(tmp_path / "shop/parts.py", "inner"),
    )
    work, inner = recorded(tmp_path, "run.py", *regions)
    names = dict(work.calls[0].names)
    assert names["p"] == Seen("module", "shop.parts")
    assert names["shop.parts.SIZE"] == Seen("int", value=3)
    loader = "import pickle, sys; f, a, k = pickle.load(open('call', 'rb')); print(f(*a, **k))"
    for call, result in ((work.calls[0], b"22\n"), (inner.calls[0], b"10\n")):
        (tmp_path / "call").write_bytes(call.snapshot)
        done = subprocess.run(
            [sys.executable, "-I", "-c", loader], cwd=tmp_path, capture_output=True, check=False
        )
        assert (done.stdout, done.stderr) == (result, b"")
        assert b"__advisor" not in call.snapshot
        assert b"advisor.profiling" not in call.snapshot


def test_views_and_read_only_arrays_come_back_as_such(tmp_path: Path) -> None:
    recording = one(
        tmp_path,
        """
        import numpy as np
        def work(whole, row, column, fixed):
            row[0] = 9.0
            return whole[0, 0]
        whole = np.arange(6.0).reshape(2, 3)
        fixed = np.asfortranarray(np.arange(4.0).reshape(2, 2))
        fixed.flags.writeable = False
        work(whole, whole[0], whole[:, 1], fixed)
        """,
    )
    (call,) = recording.calls
    whole, row, column, fixed = replaying.original(call.snapshot).arguments
    row[1] = -1.0
    assert whole[0, 1] == column[0] == -1.0
    assert column.strides == (24,)
    assert not fixed.flags.writeable
    assert fixed.flags.f_contiguous
    assert fixed.tolist() == [[0.0, 1.0], [2.0, 3.0]]
    assert replayed(call) == 9.0


EFFECTS: dict[str, set[str]] = {
    "open('x')": {"opens a file"},
    "open('new', 'w').close()": {"opens a file"},
    "__import__('os').remove('x')": {"changes files"},
    "input()": {"asks for input"},
    "print(1)": {"prints"},
    "sys.stdout.write('x')": {"prints"},
    "time.perf_counter()": {"reads the clock"},
    "clock()": {"reads the clock"},
    "datetime.datetime.now()": {"reads the clock"},
    "date.today()": {"reads the clock"},
    "time.sleep(0)": {"waits"},
    "random.random()": {"draws random numbers"},
    "gauss(0, 1)": {"draws random numbers"},
    "np.random.rand()": {"draws random numbers"},
    "generator.random()": set(),
    "threading.Thread(target=list).start()": {"starts a thread"},
    "subprocess.run(['true'])": {"starts a process"},
    "socket.getaddrinfo('localhost', 1)": {"uses the network"},
    "math.sqrt(2)": set(),
    "__import__('colorsys').ONE_THIRD": set(),
    "helper()": {"reads the clock"},
    "thing.method()": {"reads the clock"},
    "thing.print()": set(),
}
SURROUNDINGS = """
    import datetime, math, random, socket, subprocess, sys, threading, time
    import numpy as np
    from datetime import date
    from random import gauss
    from time import monotonic as clock
    generator = random.Random(1)
    def helper():
        return time.time()
    class Thing:
        def method(self):
            return helper()
        def print(self):
            return 1
    thing = Thing()
    open("x", "w").close()
    print("outside")
"""


@pytest.fixture(scope="module")
def seen_effects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What one run tells of each statement in a function of its own."""
    folder = tmp_path_factory.mktemp("effects")
    text = textwrap.dedent(SURROUNDINGS)
    for number, statement in enumerate(EFFECTS):
        text += f"def work_{number}():\n    {statement}\n"
        text += f"try:\n    work_{number}()\nexcept EOFError:\n    pass\n"
    path = write(folder, "run.py", text)
    regions = (function_region(path, f"work_{number}") for number in range(len(EFFECTS)))
    found = recorded(folder, "run.py", *regions)
    return {s: set(r.effects) for s, r in zip(EFFECTS, found, strict=True)}


@pytest.mark.parametrize("statement", EFFECTS)
def test_what_it_does_besides_computing_is_told(
    seen_effects: dict[str, set[str]], statement: str
) -> None:
    assert seen_effects[statement] == EFFECTS[statement]


def test_a_call_that_cannot_be_kept_names_the_argument_and_the_program_goes_on(
    tmp_path: Path,
) -> None:
    path = write(
        tmp_path,
        "run.py",
        """
        import threading
        def work(n, lock, *, rest=0):
            return n
        for n in range(10):
            work(n, threading.Lock())
        def other():
            return GUARD
        GUARD = threading.Lock()
        other()
        """,
    )
    regions = function_region(path, "work"), function_region(path, "other")
    work, other = recorded(tmp_path, "run.py", *regions)
    assert (work.calls, work.count) == ((), 10)
    assert work.unpicklable == (
        "its argument lock cannot be kept: cannot pickle '_thread.lock' object"
    )
    assert other.unpicklable.startswith("what it reads cannot be kept: cannot pickle")


def test_what_is_never_called_or_compiled_by_a_decorator_is_no_error(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "run.py",
        """
        def jit(f):
            assert f.__code__.co_argcount == 1
            return f
        @jit
        def work(x):
            return x
        def never():
            return 1
        async def later():
            return 2
        later().close()
        work(1)
        """,
    )
    regions = [function_region(path, name) for name in ("work", "never", "later")]
    work, never, later = recorded(tmp_path, "run.py", *regions)
    assert "a decorator compiles it" in work.unpicklable
    assert (never.count, never.calls, never.unpicklable) == (0, (), "")
    assert "asynchronous" in later.unpicklable


def test_lines_have_their_share_of_the_region(tmp_path: Path) -> None:
    recording = one(
        tmp_path,
        """
        def work(n):
            total = 0
            for i in range(n):
                total += sum(range(200))
            return total
        work(500)
        """,
    )
    (recording,) = with_lines([recording], SETTINGS)
    costs = {cost.line: cost for cost in recording.lines}
    assert costs[5].hits == 500
    assert costs[5].share > costs[3].share
    assert sum(cost.share for cost in recording.lines) == pytest.approx(1.0)


ENDLESS = """
    import time
    def work(x):
        return x
    {before}
    work(1)
    end = time.monotonic() + {seconds}
    while time.monotonic() < end:
        work(1)
    open("ended", "w").close()
"""


def test_the_run_is_stopped_when_nothing_new_is_seen(tmp_path: Path) -> None:
    recording = one(tmp_path, ENDLESS.format(before="", seconds=50))
    assert not recording.complete
    assert recording.calls
    assert recording.count > len(recording.calls)
    assert not (tmp_path / "ended").exists()


@pytest.mark.parametrize("before", ["open('half', 'w').close()", "import os; os.mkdir('half')"])
def test_a_run_that_has_changed_something_is_never_stopped_half_way(
    tmp_path: Path, before: str
) -> None:
    recording = one(tmp_path, ENDLESS.format(before=before, seconds=1))
    assert recording.complete
    assert (tmp_path / "ended").exists()


def test_the_program_runs_once_and_whole_when_asked_to(tmp_path: Path) -> None:
    path = write(tmp_path, "run.py", ENDLESS.format(before="", seconds=1))
    regions = [function_region(path, "work")]
    profile, (recording,) = profile_once(resolve(["run.py"], tmp_path), regions, SETTINGS, ignore)
    assert recording.complete
    assert recording.calls
    assert profile.spots
    assert (tmp_path / "ended").exists()


def test_what_was_kept_survives_a_hang_and_a_sudden_end(tmp_path: Path) -> None:
    text = """
        import os, time
        def work(x):
            return x
        work(1)
        {end}
        """
    path = write(tmp_path, "run.py", text.format(end="os._exit(3)"))
    region = function_region(path, "work")
    (recording,) = recorded(tmp_path, "run.py", region)
    assert [call.result for call in recording.calls] == [Seen("int", value=1)]
    write(tmp_path, "run.py", text.format(end="open('x', 'w'); time.sleep(60)"))
    target = resolve(["run.py"], tmp_path)
    (recording,) = record(target, [region], Settings(run_timeout=1.0), ignore)
    assert len(recording.calls) == 1
    write(tmp_path, "run.py", "def work(x):\n    return x\nwhile True: pass\n")
    with pytest.raises(TargetFailedError):
        record(resolve(["run.py"], tmp_path), [region], Settings(run_timeout=1.0), ignore)


def test_a_module_and_its_neighbours_are_watched_in_any_layout_of_file(tmp_path: Path) -> None:
    write(tmp_path, "tool/__init__.py", "")
    (tmp_path / "tool" / "parts.py").write_bytes(
        b"# coding: latin-1\r\ndef work(x):\r\n\tname = '\xe9'\r\n\treturn name * x\r\n"
    )
    write(tmp_path, "tool/job.py", "from .parts import work\nprint(len(work(3)))\n")
    region = function_region(tmp_path / "tool/parts.py", "work")
    target = resolve(["-m", "tool.job"], tmp_path)
    profile, (recording,) = profile_once(target, [region], SETTINGS, ignore)
    assert profile.run.stdout == b"3\n"
    assert replayed(recording.calls[0]) == "ééé"


def test_without_regions_the_program_does_not_run_again(tmp_path: Path) -> None:
    write(tmp_path, "run.py", "open('ran', 'w')\n")
    assert recorded(tmp_path, "run.py") == ()
    assert not (tmp_path / "ran").exists()


def test_calls_cross_the_border_as_plain_data(tmp_path: Path) -> None:
    recording = one(tmp_path, "def work(x):\n    return x\nwork([1])\n")
    assert pickle.loads(pickle.dumps(recording)) == recording  # noqa: S301  (made the line before)
