"""Timing is paired, honest about what it cannot tell, and survives what candidates do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from cloudpickle import cloudpickle

from advisor import measuring
from advisor.building import Built
from advisor.emitting import Candidate
from advisor.measuring import Trial
from advisor.parsing import Region
from advisor.profiling.recording import Call, Recording
from advisor.sandbox import replaying
from advisor.sandbox.replaying import Patch
from advisor.settings import Settings
from advisor.timing import intervals, pairs
from advisor.timing.staging import Stage
from advisor.verifying import Verdict

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

SETTINGS = Settings(race_seconds=0.2)


def recorded(
    tmp_path: Path, source: str, *arguments: tuple[Any, ...], seconds: float = 0.01
) -> Recording:
    """A recording of calls of the function ``f`` that the source defines."""
    path = tmp_path / "script.py"
    path.write_text(source)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(source, names)
    region = Region(
        path=path,
        digest="",
        function="f",
        kind="function",
        first_line=2,
        last_line=2,
        name="f",
        parameters=("x",),
        results=(),
        source="def f(x):\n    pass\n",
        offset=0,
        helpers=(),
    )
    calls = tuple(
        Call((), (), None, "", seconds * (1 + i), cloudpickle.dumps((names["f"], given, {})))
        for i, given in enumerate(arguments)
    )
    return Recording(region, len(calls), calls, (), ())


def verdict(recording: Recording, body: str, **candidate: Any) -> Verdict:
    """An equal candidate with the given body."""
    made = Candidate(recording.region, "other", "python", "because", body, **candidate)
    return Verdict(Built(made, None, 0.0), "equal", "identical", 0.0, 1, 1, None, "")


def raced(recording: Recording, *bodies: str, settings: Settings = SETTINGS) -> list[Trial]:
    verdicts = [verdict(recording, body) for body in bodies]
    return list(measuring.race(verdicts, recording, settings))


SUM = "def f(x):\n    total = 0\n    for i in range(x):\n        total += i\n    return total\n"


def test_a_faster_candidate_is_seen_to_be_faster(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SUM, (20_000,))
    (trial,) = raced(recording, "return x * (x - 1) // 2")
    assert trial.speedup is not None
    assert trial.speedup.low > 20
    assert trial.before_seconds > trial.after_seconds > 0
    assert trial.reason == ""


def test_a_slower_candidate_is_seen_to_be_slower(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SUM, (2_000,))
    (trial,) = raced(recording, "for _ in range(20): g = sum(range(x))\nreturn sum(range(x))")
    assert trial.speedup is not None
    assert trial.speedup.high < 1
    assert trial.first_call_seconds == 0.0


def test_the_same_code_is_not_called_faster(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SUM, (2_000,))
    body = "total = 0\nfor i in range(x):\n    total += i\nreturn total"
    (trial,) = raced(recording, body)
    assert trial.speedup is not None
    assert trial.speedup.low < 1.1


def test_every_call_gets_arguments_as_they_were_recorded(tmp_path: Path) -> None:
    # Were the list not loaded afresh, the original would soon have no items left to pop.
    source = "def f(x):\n    while x: x.pop()\n    return x\n"
    recording = recorded(tmp_path, source, ([0] * 20_000,))
    (trial,) = raced(recording, "x.clear()\nreturn x")
    assert trial.speedup is not None
    assert trial.speedup.low > 10


def test_data_among_the_globals_is_as_it_was_for_every_call(tmp_path: Path) -> None:
    source = (
        "memo = {}\n"
        "def f(x):\n"
        "    if x in memo: return memo[x]\n"
        "    memo[x] = sum(i for i in range(x))\n"
        "    return memo[x]\n"
    )
    recording = recorded(tmp_path, source, (20_000,))
    (trial,) = raced(recording, "memo[x] = x * (x - 1) // 2\nreturn memo[x]")
    assert trial.speedup is not None
    assert trial.speedup.low > 10


def test_a_generator_is_drawn_to_its_end(tmp_path: Path) -> None:
    source = "def f(x):\n    for i in range(x):\n        yield sum(range(20))\n"
    recording = recorded(tmp_path, source, (500,))
    (trial,) = raced(recording, "for i in range(x):\n    yield 190")
    assert trial.speedup is not None
    assert trial.speedup.low > 2


def test_one_that_was_not_proven_equal_is_not_timed(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SUM, (10,))
    wrong = replace(verdict(recording, "return 0"), status="wrong", reason="differs")
    (trial,) = measuring.race([wrong], recording, SETTINGS)
    assert trial.speedup is None
    assert trial.reason == ""


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("import os; os.kill(os.getpid(), 9)", "RefusedError: the replay sends a signal"),
        ("import signal; signal.raise_signal(11)", "did not come back"),
        ("import os; os._exit(0)", "did not come back"),
        ("while True: pass", "took more than"),
        ("b = bytearray(10 << 30)\nreturn sum(b)", "MemoryError"),
        ("raise ValueError('no')", "ValueError: no"),
    ],
)
def test_a_candidate_that_misbehaves_is_told_and_the_race_goes_on(
    tmp_path: Path, body: str, detail: str
) -> None:
    recording = recorded(tmp_path, SUM, (1000,))
    settings = Settings(race_seconds=0.1, job_timeout=1.0, memory=1 << 30)
    bad, good = raced(recording, body, "return x * (x - 1) // 2", settings=settings)
    assert detail in bad.reason
    assert bad.speedup is None or detail in {"", "RefusedError"}
    assert good.speedup is not None


def test_a_call_that_raised_is_not_timed(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SUM, (10,))
    recording = replace(
        recording, calls=tuple(replace(call, raised="ValueError") for call in recording.calls)
    )
    (trial,) = raced(recording, "return 0")
    assert trial.speedup is None
    assert "came to its end" in trial.reason


def test_the_first_call_pays_for_what_it_imports(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SUM, (20_000,))
    body = (
        "if not done:\n"
        "    import time\n"
        "    done.append(time.process_time())\n"
        "    while time.process_time() < done[0] + 0.3: pass\n"
        "return x * (x - 1) // 2"
    )
    verdicts = [verdict(recording, body, prelude="done = []\n")]
    (trial,) = measuring.race(verdicts, recording, SETTINGS)
    assert trial.speedup is not None
    assert trial.speedup.low > 1
    assert trial.first_call_seconds > 0.25
    assert trial.next_start_seconds > 0.25


def test_what_lies_compiled_on_disk_is_not_paid_for_again(tmp_path: Path) -> None:
    recording = recorded(tmp_path, SUM, (200_000,))
    prelude = (
        "import os, time\n"
        "def compiled():\n"
        "    path = os.path.join(os.environ['NUMBA_CACHE_DIR'], 'compiled')\n"
        "    if not os.path.exists(path):\n"
        "        end = time.process_time() + 1\n"
        "        while time.process_time() < end: pass\n"
        "        open(path, 'w').close()\n"
    )
    verdicts = [verdict(recording, "compiled()\nreturn x * (x - 1) // 2", prelude=prelude)]
    (trial,) = measuring.race(verdicts, recording, SETTINGS)
    assert trial.speedup is not None
    assert trial.first_call_seconds > 0.9
    assert trial.next_start_seconds < 0.9


def test_memory_of_the_candidate_is_compared(tmp_path: Path) -> None:
    recording = recorded(tmp_path, "def f(x):\n    return sum(range(x * 1000))\n", (100,))
    (trial,) = raced(recording, "block = b'x' * (300 << 20)\nreturn sum(range(x * 1000))")
    assert trial.peak_memory_ratio > 2


# ------------------------------------------------------------------- slow calls


def test_a_slow_original_is_timed_once_for_the_whole_race(tmp_path: Path) -> None:
    source = "def f(x):\n    for i in range(x): pass\n"
    recording = recorded(tmp_path, source, (3_000_000,), seconds=2.0)
    first, second = raced(recording, "return None", "return None")
    assert first.before_seconds == second.before_seconds
    assert first.speedup is not None
    assert first.speedup.low > 100


def test_a_slow_pair_that_is_close_is_timed_again(tmp_path: Path) -> None:
    source = "def f(x):\n    for i in range(x): pass\n"
    recording = recorded(tmp_path, source, (1_000_000,), seconds=2.0)
    (trial,) = raced(recording, "for i in range(x): pass")
    assert trial.speedup is not None
    assert trial.speedup.low < 1.1


def call(seconds: float, raised: str = "") -> Call:
    return Call((), (), None, raised, seconds, b"")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ([], []),
        ([0.1, 0.2, 0.001], [0.2, 0.1]),
        ([0.1, 0.2, 0.15, 0.12], [0.2, 0.15, 0.12]),
        ([0.5, 3.0, 2.0], [3.0]),
    ],
)
def test_the_calls_that_most_time_goes_to_are_timed(
    seconds: Sequence[float], expected: Sequence[float]
) -> None:
    chosen = measuring.telling([call(s) for s in seconds])
    assert [c.seconds for c in chosen] == expected


def test_calls_that_raised_are_passed_over() -> None:
    assert measuring.telling([call(0.5, "ValueError"), call(0.1)]) == (call(0.1),)


# -------------------------------------------------------------------- intervals


def test_few_ratios_leave_a_wide_interval() -> None:
    one = intervals.of_ratios([2.0], 0)
    assert one.low < 1.8
    assert one.high > 2.2
    assert intervals.of_ratios([2.0, 2.0, 2.0], 0).width < one.width


def test_many_ratios_leave_a_narrow_interval_around_the_median() -> None:
    generator = random.Random(5)  # noqa: S311  (statistics, not secrets)
    ratios = [generator.gauss(3.0, 0.3) for _ in range(200)]
    interval = intervals.of_ratios(ratios, 0)
    assert interval.low < interval.mid < interval.high
    assert interval.low < 3.0 < interval.high
    assert interval.width < 0.06


def test_outliers_do_not_move_the_middle() -> None:
    assert intervals.of_ratios([1.0] * 20 + [50.0] * 5, 0).high == 1.0


def test_an_interval_is_the_same_for_the_same_seed() -> None:
    ratios = [1.0, 1.1, 1.2, 1.3, 0.9, 1.05]
    assert intervals.of_ratios(ratios, 3) == intervals.of_ratios(ratios, 3)


# ---------------------------------------------------------------------- staging


def staged(source: str, expression: str) -> Stage:
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(source, names)
    invocation = replaying.original(cloudpickle.dumps(eval(expression, names)))
    return Stage(invocation, frozenset(invocation.globals))


def test_arguments_that_stay_as_they_were_are_used_again() -> None:
    stage = staged("def f(x): return sum(x)", "(f, ([1.5, 2],), {})")
    stage.warm()
    assert stage.prepare() is stage.prepare()
    assert stage.size == 0


@pytest.mark.parametrize(
    ("source", "call"),
    [
        ("def f(x): x.append(1)", "(f, ([],), {})"),
        ("seen = []\ndef f(x): seen.append(x)", "(f, (1,), {})"),
        ("count = 0\ndef f(x):\n global count\n count += 1", "(f, (1,), {})"),
        ("def f(x, seen=[]): seen.append(x)", "(f, (1,), {})"),
        ("def f(x, *, seen=[]): seen.append(x)", "(f, (1,), {})"),
        ("class C: n = 0\ndef f(x): x.n += 1", "(f, (C(),), {})"),
    ],
)
def test_what_a_call_changes_is_loaded_again(source: str, call: str) -> None:
    stage = staged(source, call)
    stage.warm()
    first, second = stage.prepare(), stage.prepare()
    assert first is not second


def test_instances_keep_the_class_the_function_knows() -> None:
    source = "class C: pass\ndef f(x, out):\n out.append(isinstance(x, C))\n"
    stage = staged(source, "(f, (C(), []), {})")
    stage.warm()
    prepared = stage.prepare()
    stage.seconds(prepared)
    assert prepared.arguments[1] == [True]


def test_a_patched_function_is_staged_with_the_originals_data_only() -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    exec("seen = []\ndef f(x): seen.append(x)", names)
    snapshot = cast("bytes", cloudpickle.dumps((names["f"], (1,), {})))
    patch = Patch("made = []\ndef f(x):\n    made.append(x)\n", "f")
    stage = pairs.patched(snapshot, patch)
    stage.warm()
    assert stage.prepare() is stage.prepare()
