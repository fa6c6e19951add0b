"""What the last word sees of two runs, and what it forgives."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from advisor import outputs
from advisor.profiling.sampling import Run

TRACEBACK = """Traceback (most recent call last):
  File "/home/me/script.py", line {line}, in <module>
    main()
ValueError: <object at 0x7f{line:09d}> is no number
"""


def run(
    stdout: str = "",
    stderr: str = "",
    *,
    exit_code: int = 0,
    error: str = "",
    seconds: float = 1.0,
    written: dict[str, bytes] | None = None,
) -> Run:
    files = None if written is None else tuple(sorted(written.items()))
    return Run(seconds, exit_code, error, stdout.encode(), stderr.encode(), files)


def never() -> Run:
    pytest.fail("the original was run again without need")


def always(*runs: Run) -> Callable[[], Run]:
    endless = itertools.cycle(runs)
    return lambda: next(endless)


def test_the_same_twice_needs_no_further_run() -> None:
    one = run("a\n", "b\n", written={"/out": b"c"})
    assert outputs.difference(one, one, never) == ""


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (run("1\n", exit_code=3, error="ValueError: no"), "exit code 3, not 0 (ValueError: no)"),
        (run("1\n", error="ValueError: no"), "it ends with 'ValueError: no', not ''"),
        (run("2\n"), "other figures show in line 1 of its output: '2', not '1'"),
        (run("one\n"), "line 1 of its output is 'one', not '1'"),
        (run("1\n1\n"), "its output has 2 lines, not 1"),
        (run("1\n", "careful!\n"), "line 1 of its messages is 'careful!', not ''"),
        (run("1\n", written={}), "it does not write /out"),
        (run("1\n", written={"/out": b""}), "/out has 1 lines, not 2"),
        (run("1\n", written={"/out": b"b"}), "line 1 of /out is 'b', not 'a'"),
        (run("1\n", written={"/out": b"a", "/more": b"a"}), "it writes /more"),
    ],
)
def test_a_difference_is_told(after: Run, told: str) -> None:
    files = {"/out": b"a"}
    before = run("1\n", written=files)
    if after.written is None:
        after = Run(1.0, after.exit_code, after.error, after.stdout, after.stderr, before.written)
    assert told in outputs.difference(before, after, always(before))


def test_what_is_not_known_of_files_is_not_compared() -> None:
    assert outputs.difference(run(written=None), run(written={"/out": b"a"}), never) == ""


def test_a_time_that_varies_may_vary_in_the_rewritten_program() -> None:
    before = run("sum 5\ntook 1.93 s\n")
    again = always(run("sum 5\ntook 1.88 s\n"))
    assert outputs.difference(before, run("sum 5\ntook 0.02 s\n"), again) == ""
    assert "line 1" in outputs.difference(before, run("sum 6\ntook 0.02 s\n"), again)
    assert "line 2" in outputs.difference(before, run("sum 5\nit was 0.02 s\n"), again)


def test_what_only_the_hash_seed_changes_must_be_what_it_is_under_that_seed() -> None:
    before, there = run("{'a', 'b'}\n"), run("{'b', 'a'}\n")
    assert outputs.difference(before, run("{'b', 'a'}\n"), always(there)) == ""
    assert "line 1" in outputs.difference(before, run("{'b', 'c'}\n"), always(there))


def test_a_figure_that_varies_only_now_and_then_is_asked_for_twice() -> None:
    before = run("2 s\n")
    assert outputs.difference(before, run("0 s\n"), always(before, run("1 s\n"))) == ""
    assert outputs.difference(before, run("0 s\n"), always(before))


def test_a_long_program_is_run_again_only_once() -> None:
    before = run("2\n", seconds=60.0)
    rerun = iter([before])
    assert outputs.difference(before, run("3\n"), lambda: next(rerun))


def test_a_traceback_may_name_other_lines_and_addresses() -> None:
    before = run(stderr=TRACEBACK.format(line=12), exit_code=1)
    after = run(stderr=TRACEBACK.format(line=21), exit_code=1)
    assert outputs.difference(before, after, never) == ""
    other = run(stderr=TRACEBACK.format(line=21).replace("main()", "start()"), exit_code=1)
    assert "its messages" in outputs.difference(before, other, always(before))


def test_of_a_progress_bar_only_its_end_counts() -> None:
    before = run(stderr="10 %\r50 %\r100 %\n")
    assert outputs.difference(before, run(stderr="100 %\n"), never) == ""


def test_output_that_varies_as_a_whole_tells_nothing() -> None:
    before, again = run("a\n"), run("a\nb\n")
    assert outputs.difference(before, run("a\nb\nc\n"), always(again)) == ""
