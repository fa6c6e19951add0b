"""Progress is seen while it happens, and never where results go."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from advisor.progress import watching


def console(*, terminal: bool) -> tuple[Console, StringIO]:
    stream = StringIO()
    return Console(file=stream, force_terminal=terminal, width=60, legacy_windows=False), stream


def test_a_log_gets_one_plain_line_for_each_step() -> None:
    log, stream = console(terminal=False)
    long = "racing " + "x" * 100
    with watching(log) as watch:
        watch("profiling [bold]script.py")
        assert stream.getvalue().endswith("profiling [bold]script.py\n")
        watch(long)
    first, second = stream.getvalue().splitlines()
    assert first.startswith("advisor: ")
    assert second.endswith(long)
    assert "\x1b" not in stream.getvalue()


def test_quiet_is_silent() -> None:
    for terminal in (True, False):
        log, stream = console(terminal=terminal)
        with watching(log, quiet=True) as watch:
            watch("profiling script.py")
        assert stream.getvalue() == ""


def test_a_terminal_shows_the_step_and_is_clean_afterwards() -> None:
    screen, stream = console(terminal=True)
    with watching(screen) as watch:
        watch("racing find_labels: numba")
        assert "find_labels: numba" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[2K")


def test_the_steps_stay_on_the_screen_when_asked_to() -> None:
    kept: list[int] = []
    for keep in (False, True):
        screen, stream = console(terminal=True)
        with watching(screen, keep=keep) as watch:
            watch("profiling script.py")
            watch("racing find_labels")
        lines = stream.getvalue().splitlines()
        kept.append(sum(" s  profiling" in line or " s  racing" in line for line in lines))
    assert kept == [0, 2]


def test_a_step_that_only_tells_its_age_is_no_other_step() -> None:
    log, stream = console(terminal=False)
    with watching(log) as watch:
        for step in ("profiling a.py", "profiling a.py: 1 s", "profiling a.py: 12 s", "racing f"):
            watch(step)
    assert [line.split(" s  ")[1] for line in stream.getvalue().splitlines()] == [
        "profiling a.py",
        "racing f",
    ]
    screen, stream = console(terminal=True)
    with watching(screen, keep=True) as watch:
        for step in ("profiling a.py", "profiling a.py: 1 s", "racing f"):
            watch(step)
    assert stream.getvalue().count(" s  profiling a.py") == 1
