"""What a verdict promises: equal only if nothing tells them apart, and nothing harms the scan."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import cloudpickle
import numpy as np
import pytest

from advisor import verifying
from advisor.building import Built
from advisor.emitting import Candidate
from advisor.parsing import Region
from advisor.profiling.recording import Call, Recording
from advisor.settings import Settings
from advisor.verifying import Verdict, noise
from advisor.verifying.pasting import pasted

QUICK = Settings(job_timeout=5.0, invented=120, memory=1 << 30)


def region_of(source: str, name: str) -> Region:
    tree = ast.parse(source)
    (node,) = (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == name)
    holders = [n.name for n in tree.body if isinstance(n, ast.ClassDef) and node in n.body]
    text = dedent(ast.get_source_segment(source, node, padded=True) or "") + "\n"
    return Region(
        path=Path("script.py"),
        digest="",
        function=".".join([*holders, name]),
        kind="function",
        first_line=node.body[0].lineno,
        last_line=node.end_lineno or 0,
        name=name,
        parameters=tuple(a.arg for a in node.args.args),
        results=(),
        source=text,
        offset=0,
        helpers=(),
        method_of=holders[0] if holders else "",
    )


def record(source: str, name: str, *calls: tuple[Any, ...]) -> Recording:
    """A recording of calls, as if a script with this source had made them."""
    kept = []
    for arguments in calls:
        names: dict[str, Any] = {"__name__": "__main__"}
        exec(source, names)
        function = names[name] if name in names else getattr(names["Model"], name)
        given = [names["Model"](*a.args) if isinstance(a, New) else a for a in arguments]
        snapshot = cloudpickle.dumps((function, tuple(given), {}))
        kept.append(Call((), (), None, "", 0.01, snapshot))
    return Recording(region_of(source, name), len(calls), tuple(kept), (), ())


class New:
    """Stands for an instance of the script's own class."""

    def __init__(self, *args: Any) -> None:
        self.args = args


def judge(
    recording: Recording,
    *bodies: str,
    prelude: str = "",
    fast_call: str = "",
    settings: Settings = QUICK,
) -> list[Verdict]:
    """The verdicts on bodies in place of the function's, in their order."""
    builds = [
        Built(
            Candidate(
                region=recording.region,
                name=str(number),
                backend="python",
                why="",
                body=dedent(body),
                fast_call=fast_call,
                prelude=prelude,
            ),
            None,
            0.0,
        )
        for number, body in enumerate(bodies)
    ]
    verdicts = {v.built.candidate.name: v for v in verifying.verify(builds, recording, settings)}
    return [verdicts[str(number)] for number in range(len(bodies))]


def statuses(verdicts: Sequence[Verdict]) -> list[str]:
    return [verdict.status for verdict in verdicts]


TOTAL = """
def total(xs):
    s = 0.0
    for x in xs:
        s += x * x
    return s
"""
LOOP = "s = 0.0\nfor x in xs:\n    s += x * x\nreturn s\n"


# --- equal, wrong, rounding ------------------------------------------------------------------


def test_the_same_statements_are_equal_on_recorded_and_invented_calls() -> None:
    (verdict,) = judge(record(TOTAL, "total", ([0.5, 1.5],), ([2.5] * 9,)), LOOP)
    assert (verdict.status, verdict.exactness, verdict.max_error) == ("equal", "identical", 0.0)
    assert verdict.recorded == 2
    assert verdict.invented >= 100
    assert verdict.reason == verdict.counterexample == ""


def test_a_wrong_one_is_shown_with_a_small_call_to_paste() -> None:
    (verdict,) = judge(
        record(TOTAL, "total", ([i / 7 for i in range(3000)],)), LOOP.replace("x * x", "x * 2 * x")
    )
    assert verdict.status == "wrong"
    assert verdict.reason.startswith("differs: result: ")
    assert verdict.counterexample.startswith("total([")
    assert len(verdict.counterexample) < 200


def test_another_order_of_summing_is_rounding_where_it_stays_within_what_is_lost_anyway() -> None:
    recording = record(TOTAL, "total", ([i / 7 for i in range(3000)],))
    # Where squares overflow fsum raises.
    guard = "if type(xs) is list and set(map(type, xs)) == {float} and max(map(abs, xs)) < 1e99:\n"
    head = "from math import fsum\n" + guard
    good, bad = judge(
        recording,
        head + "    return fsum(x * x for x in xs)\n" + LOOP,
        head + "    return fsum(x * x for x in xs) * (1 + 1e-11)\n" + LOOP,
    )
    assert (good.status, good.exactness) == ("equal", "rounding")
    assert 0 < good.max_error < 1e-12
    assert bad.status == "wrong"


def test_rounding_is_judged_by_the_operations_when_the_inputs_are_whole() -> None:
    source = """
def series(n):
    s = 0.0
    for k in range(1, n):
        s += 1.0 / (k * k)
    return s
"""
    forwards = "s = 0.0\nfor k in range(1, n):\n    s += 1.0 / (k * k)\nreturn s\n"
    backwards = (
        "if type(n) is int:\n    s = 0.0\n    for k in range(n - 1, 0, -1):\n"
        f"        s += 1.0 / (k * k)\n    return s\n{forwards}"
    )
    near = "s = 0.0\nfor k in range(1, n):\n    s += 1.0 / (k * k + 1e-9)\nreturn s\n"
    good, bad = judge(record(source, "series", (3000,)), backwards, near)
    assert (good.status, good.exactness) == ("equal", "rounding")
    assert bad.status == "wrong"


STENCIL = """
def relax(grid, rounds):
    for _ in range(rounds):
        for i in range(1, len(grid) - 1):
            grid[i] = (grid[i - 1] + grid[i + 1]) / 2
"""


def test_slices_in_place_of_a_stencil_in_place_are_wrong() -> None:
    slices = (
        "for _ in range(rounds):\n    grid[1:-1] = [(a + b) / 2 for a, b in zip(grid, grid[2:])]\n"
    )
    (verdict,) = judge(record(STENCIL, "relax", ([float(i * i % 7) for i in range(50)], 3)), slices)
    assert verdict.status == "wrong"


class Trap(NamedTuple):
    """A function, a call of it, and a rewrite that this call does not tell from it."""

    name: str
    source: str
    call: tuple[Any, ...]
    body: str


TRAPS = [
    Trap(
        "the same list comes back, not an equal one",
        """
        def f(xs):
            for i in range(len(xs)):
                xs[i] += 1
            return xs
        """,
        ([1, 2],),
        """
        for i in range(len(xs)):
            xs[i] += 1
        return list(xs)
        """,
    ),
    Trap(
        "what was done before an exception stays done",
        """
        def f(xs):
            for i in range(len(xs)):
                xs[i] = xs[i] * 2.0
        """,
        ([1.0, 2.0, 3.0],),
        """
        ys = [xs[i] * 2.0 for i in range(len(xs))]
        for i in range(len(xs)):
            xs[i] = ys[i]
        """,
    ),
    Trap(
        "ints leave 64 bits",
        """
        def f(n):
            a, b = 0, 1
            for _ in range(n):
                a, b = b, a + b
            return a
        """,
        (30,),
        """
        a, b = 0, 1
        for _ in range(n):
            a, b = b, (a + b) % 2**63
        return a
        """,
    ),
    Trap(
        "the first of several smallest",
        """
        def f(xs):
            k = 0
            for i in range(len(xs)):
                if xs[i] < xs[k]:
                    k = i
            return k
        """,
        ([3.0, 1.0, 2.0],),
        """
        k = 0
        for i in range(len(xs)):
            if i and xs[i] <= xs[k]:
                k = i
        return k
        """,
    ),
    Trap(
        "order and duplicates",
        """
        def f(a, b):
            return [x for x in a for y in b if x == y]
        """,
        ([1, 2, 3], [3, 1, 5]),
        """
        return sorted(set(a) & set(b))
        """,
    ),
    Trap(
        "a global is looked up at each call",
        """
        RATE = 3
        def f(n):
            return [i * RATE for i in range(n)]
        """,
        (4,),
        """
        return [i * 3 for i in range(n)]
        """,
    ),
    Trap(
        "a helper may be replaced",
        """
        def g(x):
            return x + 1
        def f(xs):
            return [g(x) for x in xs]
        """,
        ([1, 2],),
        """
        if type(xs) is list and {type(x) for x in xs} == {int}:
            return [x + 1 for x in xs]
        return [g(x) for x in xs]
        """,
    ),
    Trap(
        "what is printed",
        """
        def f(xs):
            for x in xs:
                print(x)
        """,
        ([1, 2],),
        """
        for x in xs[:3]:
            print(x)
        """,
    ),
    Trap(
        "how many random numbers are drawn",
        """
        import random
        def f(n):
            return [random.random() for _ in range(n)]
        """,
        (3,),
        """
        draws = [random.random() for _ in range(n + 1)]
        return draws[:n]
        """,
    ),
    Trap(
        "a generator sees what its consumer changes",
        """
        def f(xs):
            for x in xs:
                yield x * 2
        """,
        ([1, 2, 3],),
        """
        ys = [x * 2 for x in xs]
        yield from ys
        """,
    ),
    Trap(
        "a default value is remembered",
        """
        def f(x, seen=[]):
            seen.append(x)
            return len(seen)
        """,
        (1,),
        """
        return len(seen) + 1
        """,
    ),
    Trap(
        "elements that are not what they were",
        """
        def f(words):
            s = ""
            for w in words:
                s += w
            return s
        """,
        (["a", "b"],),
        """
        return "".join(map(str, words))
        """,
    ),
    Trap(
        "arrays that overlap",
        """
        import numpy
        def f(a, b):
            for i in range(len(a)):
                b[i] = a[i] + 1
        """,
        (np.arange(4.0), np.arange(4.0)),
        """
        alike = type(a) is type(b) is numpy.ndarray and a.dtype == b.dtype == float
        if alike and a.ndim == b.ndim == 1 and len(a) == len(b) and b.flags.writeable:
            b[:] = a + 1
            return
        for i in range(len(a)):
            b[i] = a[i] + 1
        """,
    ),
]


@pytest.mark.parametrize("trap", TRAPS, ids=[trap.name for trap in TRAPS])
def test_what_the_script_never_tried_tells_them_apart(trap: Trap) -> None:
    recording = record(dedent(trap.source), "f", trap.call)
    same, other = judge(recording, recording.region.statements, trap.body)
    assert same.status == "equal", same.reason
    assert other.status == "wrong"


def test_methods_and_their_objects_are_compared() -> None:
    source = """
class Model:
    steps = 0
    def __init__(self, rate):
        self.rate = rate
        self.history = []
    def run(self, n):
        for i in range(n):
            self.history.append(i * self.rate)
            Model.steps += 1
        return self
"""
    recording = record(source, "run", (New(0.5), 4))
    good, other_result, other_state, other_class = judge(
        recording,
        recording.region.statements,
        recording.region.statements.replace("return self", "pass"),
        "for i in range(n):\n    self.history = [*self.history, i * self.rate, 0][:-1]\n"
        "    Model.steps += 1\nself.history.reverse()\nreturn self\n",
        "for i in range(n):\n    self.history.append(i * self.rate)\nreturn self\n",
    )
    assert good.status == "equal", good.reason
    assert statuses([other_result, other_state, other_class]) == ["wrong"] * 3


# --- candidates that misbehave ---------------------------------------------------------------


def test_misbehaving_candidates_lose_and_the_others_go_on() -> None:
    crash, leave, hang, bomb, noisy, raising, good = judge(
        record(TOTAL, "total", ([0.5, 1.5],)),
        "import ctypes\nif len(xs) == 2:\n    ctypes.string_at(0)\n" + LOOP,
        "import os\nos._exit(0)\n",
        "while True:\n    pass\n",
        "blocks = [bytearray(1 << 28) for _ in range(40)]\n" + LOOP,
        "print('here')\n" + LOOP,
        "raise RuntimeError('no')\n",
        LOOP,
        settings=Settings(job_timeout=10.0, invented=5, memory=1 << 30),
    )
    assert (crash.status, leave.status, hang.status, bomb.status) == ("failed",) * 4
    assert "crashed" in crash.reason
    assert crash.counterexample.startswith("total([")
    assert crash.counterexample.count(",") == 1
    assert "exited" in leave.reason
    assert "timed out" in hang.reason
    assert "memory" in bomb.reason
    assert noisy.status == "wrong"
    assert "stdout" in noisy.reason
    assert raising.status == "wrong"
    assert "RuntimeError('no')" in raising.reason
    assert good.status == "equal"


def test_one_that_did_not_build_failed() -> None:
    recording = record(TOTAL, "total", ([0.5],))
    candidate = Candidate(recording.region, "c", "cython", "", LOOP)
    (verdict,) = verifying.verify(
        [Built(candidate, None, 0.1, problem="gcc: no such file")], recording, QUICK
    )
    assert (verdict.status, verdict.reason) == ("failed", "did not build: gcc: no such file")


# --- originals that cannot be replayed -------------------------------------------------------


def test_effects_outside_are_left_alone() -> None:
    recording = record(TOTAL, "total", ([0.5],))
    outside = Recording(recording.region, 1, recording.calls, (), ("opens a file", "prints"))
    (verdict,) = judge(outside, LOOP)
    assert (verdict.status, verdict.reason) == ("failed", "left alone: it opens a file")
    inside = Recording(recording.region, 1, recording.calls, (), ("prints", "draws random numbers"))
    assert verifying.replayable(inside) == ""


def test_an_original_that_does_not_do_the_same_twice_is_left_alone() -> None:
    source = "import itertools, os\ndef f(n):\n    return [os.urandom(4) for _ in range(n)]\n"
    (verdict,) = judge(record(source, "f", (2,)), "return [os.urandom(4) for _ in range(n)]\n")
    assert verdict.status == "failed"
    assert "does not do the same twice" in verdict.reason


# --- the share of the fast path --------------------------------------------------------------


def test_the_share_of_recorded_calls_on_the_fast_path_is_told() -> None:
    prelude = dedent("""
        def fast_total(xs):
            if type(xs) is not list or set(map(type, xs)) != {float} or len(xs) < 3:
                return None
            s = 0.0
            for x in xs:
                s += x * x
            return (s,)
    """)
    body = "fast = fast_total(xs)\nif fast:\n    return fast[0]\n" + LOOP
    recording = record(TOTAL, "total", ([0.5] * 5,), ([0.5],))
    (verdict,) = judge(recording, body, prelude=prelude, fast_call="fast_total(xs)")
    assert verdict.status == "equal", verdict.reason
    assert verdict.fast_share == 0.5
    (plain,) = judge(recording, LOOP)
    assert plain.fast_share is None


# --- pieces ----------------------------------------------------------------------------------


def test_noise_moves_floats_and_nothing_else() -> None:
    names: dict[str, Any] = {}
    source = (
        "def f(xs, n):\n    s = 0.1\n    for x in xs:\n        s += x / 3.0\n"
        "    return s, n + 1, xs\n"
    )
    exec(noise.noisy(source), names)
    answers = [names["f"]([1.0, 2.0], 3) for _ in range(50)]
    assert len({answer[0] for answer in answers}) > 1
    assert all(abs(answer[0] - 1.1) < 1e-14 for answer in answers)
    assert {answer[1] for answer in answers} == {4}
    assert all(answer[2] == [1.0, 2.0] for answer in answers)


def test_noise_reaches_into_the_built_in_sum() -> None:
    names: dict[str, Any] = {}
    exec(noise.noisy("def f(xs):\n    return sum(x for x in xs), sum([1, 2], 3), max(xs)\n"), names)
    answers = [names["f"]([0.1] * 1000) for _ in range(20)]
    moves = {abs(answer[0] - 100.0) for answer in answers}
    assert max(moves) > 1e-13
    assert max(moves) < 1e-10
    assert {answer[1:] for answer in answers} == {(6, 0.1)}


def test_a_call_is_pasted_as_python() -> None:
    text = pasted("f", ([[1.0, float("nan")], {"a": (1,)}], np.array([1.0, np.inf])), {"k": True})
    assert text == (
        "f([[1.0, float('nan')], {'a': (1,)}], np.array([1.0, np.inf], dtype='<f8'), k=True)"
    )
    assert eval(text, {"f": lambda *_a, **_k: "called", "np": np}) == "called"
    assert len(pasted("f", (list(range(10_000)),), {})) <= 300


def test_what_loads_for_longer_than_the_best_works_is_not_run_at_all(tmp_path: Path) -> None:
    source = "def wait(n):\n    t = 0\n    for i in range(n):\n        t += i % 7\n    return t\n"
    script = tmp_path / "script.py"
    script.write_text(source)
    recording = record(source, "wait", (600_000,))
    region = replace(recording.region, path=script)
    own = "t = 0\nfor i in range(n):\n    t += i % 7\nreturn t\n"
    quick = "if type(n) is int and n > 0:\n    return (n // 7) * 21 + sum(range(n % 7))\n" + own
    candidates = [
        Candidate(region, "numba", "numba", "", "raise SystemExit(3)\n", needs=("numba",)),
        Candidate(region, "formula", "python", "", quick),
    ]
    builds = [Built(candidate, None, 0.0) for candidate in candidates]
    formula, numba = verifying.verify(builds, recording, QUICK, 1.0)
    assert (formula.built.candidate.name, formula.status) == ("formula", "equal")
    assert (numba.status, numba.recorded) == ("equal", 0)
    assert "0.2 s" in numba.spared
    assert [v.spared for v in verifying.verify(builds, recording, QUICK, 1000.0)] == ["", ""]


def test_one_far_behind_another_is_stopped_in_a_long_call_and_not_called_wrong() -> None:
    source = "def wait(n):\n    t = 0\n    for i in range(n):\n        t += i % 7\n    return t\n"
    quick = "t, n = 0, int(n)\nreturn (n // 7) * 21 + sum(range(n % 7)) if n > 0 else 0\n"
    slow = "import time\ntime.sleep(60)\nreturn 0\n"
    recording = record(source, "wait", (12_000_000,))
    first, second = judge(recording, quick, slow, settings=replace(QUICK, workers=1))
    assert first.status in {"equal", "wrong"}
    assert (second.status, second.behind, second.stopped) == ("equal", True, True)
    assert 0 < second.pace < 1
