"""The commands ``advisor report`` and ``advisor history``: performance over revisions and time."""

# ruff: noqa: PLC0415 - imports inside the commands keep start-up short, as in ``cli``

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor import options
from advisor.console import check_output, deliver, guarded, has_color, say, terminal, write
from advisor.errors import TARGET_FAILED, AdvisorError
from advisor.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from advisor.comparing.report import Report

REGRESSION = 1

_what, _what_flag = options.panel("What to compare"), options.flags("What to compare")
_WIDTH = 120


class Form(StrEnum):
    """How a performance report is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    BENCHMARK = "benchmark"


SUFFIXES = {
    ".txt": Form.TEXT,
    ".md": Form.MARKDOWN,
    ".html": Form.HTML,
    ".json": Form.JSON,
    ".sarif": Form.SARIF,
    ".xml": Form.JUNIT,
    ".benchmark.json": Form.BENCHMARK,
}


@guarded
@options.with_settings
def report(
    *,
    settings: Settings,
    base: Annotated[
        str | None,
        _what(metavar="REV", help="Compare with this revision."),
    ] = None,
    head: Annotated[
        str | None,
        _what(
            metavar="REV",
            help="Judge this revision (the working tree).",
        ),
    ] = None,
    workload: Annotated[
        list[str] | None,
        _what(
            metavar="COMMAND",
            help="Run this, not the workloads of pyproject.toml; repeat for more.",
        ),
    ] = None,
    fail_above: Annotated[
        float | None,
        _what(
            metavar="PERCENT",
            help="Fail when a workload got slower by more (5).",
        ),
    ] = None,
    seconds: Annotated[
        float,
        _what(
            metavar="SECONDS",
            min=1,
            help="Compare each workload for about so long.",
        ),
    ] = 60.0,
    opportunities: Annotated[
        bool,
        _what_flag(
            "--opportunities/--no-opportunities",
            help="Look for proven faster versions, too.",
        ),
    ] = True,
    form: Annotated[Form | None, typer.Option("--format", help="How to write it (text).")] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write it there as .md, .html, .json, .sarif, .xml (JUnit) or .benchmark.json; "
            "repeat for more.",
        ),
    ] = None,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
    no_color: options.NoColorOption = False,
) -> int:
    """Compare the workloads of two revisions; 1 if one got slower, 3 if one does not run."""
    outputs = tuple((path, _form_of(path, form)) for path in output or ())
    for path, _ in outputs:
        check_output(path)
    from advisor import progress
    from advisor.comparing import keeping, making
    from advisor.comparing.report import Plan

    allowed = settings.fail_above if fail_above is None else fail_above
    plan = Plan(base, head, allowed, seconds, opportunities)
    chosen = replace(settings, workloads=tuple(workload)) if workload else settings
    console = terminal(sys.stderr, no_color=no_color)
    with progress.watching(console, quiet=quiet, keep=verbose) as watch:
        made = making.make(Path.cwd(), plan, chosen, watch)
    for note in keeping.keep(Path.cwd(), made) if settings.history else ():
        say(f"advisor: {note}")
    for path, wanted in outputs:
        deliver(_rendered(made, wanted, None), path)
    if not outputs or form is not None:
        show = terminal(sys.stdout, no_color=no_color)
        write(_rendered(made, form or Form.TEXT, show))
    if made.failures:
        return TARGET_FAILED
    return REGRESSION if made.regressions else 0


@guarded
def history(
    *,
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A program or a folder (all).", show_default=False),
    ] = None,
    form: options.PlainOption = options.Plain.TEXT,
    clear: Annotated[bool, options.flag("--clear", help="Forget it.")] = False,
) -> int:
    """Show what earlier scans and reports found: times, winners, changes."""
    from advisor.comparing import keeping
    from advisor.history import trends
    from advisor.reporting.performance import past

    if path is not None and not path.exists():
        raise AdvisorError(f"{path}: there is no such file or folder")
    if clear:
        say(f"advisor: forgot {past.counted(trends.clear(path))}")
        return 0
    scans, reports = trends.points(path), keeping.reports(path)
    if form is options.Plain.JSON:
        write(past.as_json(scans, reports))
    else:
        write(_printed(past.as_text(scans, reports, Path.cwd()), terminal(sys.stdout)))
    return 0


def _form_of(path: Path, form: Form | None) -> Form:
    """The format that the file's name asks for.

    Raises:
        AdvisorError: it asks for none.
    """
    from advisor.reporting.performance.wording import suffix

    known = SUFFIXES.get(suffix(str(path)), form)
    if known is None:
        raise AdvisorError(f"{path}: expected a name that ends in {', '.join(SUFFIXES)}")
    return known


def _rendered(made: Report, form: Form, console: Console | None) -> str:
    from advisor.reporting.performance import (
        benchmark,
        cases,
        data,
        html,
        markdown,
        marks,
        text,
    )

    if form is Form.TEXT:
        return _printed([text.render(made)], console)
    writers: dict[Form, Callable[[Report], str]] = {
        Form.MARKDOWN: markdown.render,
        Form.HTML: html.render,
        Form.JSON: data.render,
        Form.SARIF: marks.render,
        Form.JUNIT: cases.render,
        Form.BENCHMARK: benchmark.render,
    }
    return writers[form](made)


def _printed(parts: Sequence[RenderableType], console: Console | None) -> str:
    """What a console of that width and colour would show; a wide plain one for a file."""
    from io import StringIO

    from rich.console import Console

    color = console is not None and has_color(console)
    paper = Console(
        file=StringIO(),
        width=console.width if console else _WIDTH,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        legacy_windows=False,
    )
    with paper.capture() as capture:
        for part in parts:
            paper.print(part)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())
