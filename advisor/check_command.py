"""The command ``advisor check``: reads its words and delivers what the check came to.

It has options enough for a module of its own, and is run at every commit: whatever is not
needed to read the words is imported when it is.
"""

# ruff: noqa: PLC0415 - imports inside the command keep start-up short, see above

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor import options, settings
from advisor.console import check_output, deliver, guarded, say, terminal
from advisor.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.checking.finding import Report
    from advisor.checking.running import Choices
    from advisor.settings import Settings

FINDINGS = 1

_which, _which_flag = options.panel("Which findings"), options.flags("Which findings")
_files = options.panel("Which files")
_rewrite_flag = options.flags("Rewriting")


class Form(StrEnum):
    """How findings are written."""

    CONCISE = "concise"
    FULL = "full"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


@guarded
def check(
    *,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATHS", help="Files and folders (.).", show_default=False),
    ] = None,
    fix: Annotated[bool, _rewrite_flag("--fix", help="Rewrite plain idioms.")] = False,
    diff: Annotated[
        bool,
        _rewrite_flag("--diff", help="Show what --fix would rewrite."),
    ] = False,
    select: Annotated[
        list[str] | None,
        _which(
            metavar="RULES",
            help="Ask these only: names, patterns, growth, factor, idiom or all.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        _which(metavar="RULES", help="Do not ask these."),
    ] = None,
    profile: Annotated[
        Path | None,
        _which(
            metavar="FILE",
            help="A scan, pstats, .lprof or scalene file: be silent about cold code.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        _which(metavar="FILE", help="Old findings to be silent about."),
    ] = None,
    write_baseline: Annotated[
        bool,
        _which_flag("--write-baseline", help="Write all findings to the baseline."),
    ] = False,
    exclude: Annotated[
        list[str] | None,
        _files(metavar="PATTERN", help="Leave these out of folders."),
    ] = None,
    verify: Annotated[
        bool,
        _which_flag(
            "--verify",
            help="Scan the workloads instead; find what runs proven faster in changed lines.",
        ),
    ] = False,
    stdin_filename: Annotated[
        str | None,
        _files(metavar="NAME", help="Look at stdin, which is this file."),
    ] = None,
    rules: options.RulesOption = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", metavar="N", help="Processes at once (2).")
    ] = None,
    no_cache: Annotated[bool, options.flag("--no-cache", help="Look at every file anew.")] = False,
    form: Annotated[
        Form, typer.Option("--format", help="How to write the findings.")
    ] = Form.CONCISE,
    output: options.OutputOption = None,
    quiet: Annotated[bool, options.flag("--quiet", "-q", help="No summary.")] = False,
) -> int:
    """Find slow habits without running anything; 1 if there are any."""
    check_output(output)
    wanted = settings.load(
        Path.cwd(),
        select=_words(select),
        ignore=_words(ignore),
        exclude=_words(exclude),
        baseline=baseline,
        rules=rules,
        workers=jobs,
    )
    if verify:
        return _verify(paths or [Path()], wanted, form, output, quiet=quiet)
    from advisor.checking.running import Choices

    if write_baseline and wanted.baseline is None:
        raise AdvisorError("--write-baseline needs --baseline FILE, or `baseline` in the settings")
    choices = Choices(
        select=wanted.select,
        ignore=wanted.ignore,
        exclude=wanted.exclude,
        per_path=wanted.per_path_ignores,
        rules=wanted.rules,
        profile=profile,
        min_share=wanted.min_share,
        known=None if write_baseline else wanted.baseline,
        jobs=wanted.workers,
        keep=not no_cache,
        fix=fix and not diff,
        dry=diff,
    )
    if stdin_filename is not None:
        return _editor(Path(stdin_filename), choices, form, output, quiet=quiet)
    report = _look(paths or [Path()], choices)
    if write_baseline:
        assert wanted.baseline is not None
        return _remember(report, wanted.baseline)
    return _deliver(report, choices, form, output, quiet=quiet)


def _words(given: list[str] | None) -> tuple[str, ...] | None:
    """The names of an option that may be repeated, or name several with commas between."""
    words = tuple(word.strip() for each in given or () for word in each.split(",") if word.strip())
    return words or None


def _look(paths: list[Path], choices: Choices) -> Report:
    from advisor.checking import running

    return running.check(paths, choices)


def _verify(
    paths: list[Path], wanted: Settings, form: Form, output: Path | None, *, quiet: bool
) -> int:
    """Scan the workloads, which runs them, and tell of winners in what changed."""
    from advisor import opportunities, progress
    from advisor.reporting import findings

    with progress.watching(terminal(sys.stderr), quiet=quiet, keep=False) as watch:
        report = opportunities.find(paths, wanted, watch)
    deliver(_rendered(report, form), output)
    if not quiet:
        say(findings.summary(report, dry=False))
    return FINDINGS if report.findings else 0


def _editor(name: Path, choices: Choices, form: Form, output: Path | None, *, quiet: bool) -> int:
    """Look at what an editor hands over; with ``--fix``, hand it back rewritten."""
    from dataclasses import replace

    from advisor.checking import running

    given = running.Given(name, sys.stdin.buffer.read())
    if not choices.fix:
        return _deliver(running.look([given], choices), choices, form, output, quiet=quiet)
    after = running.fix_one(given, choices)
    sys.stdout.buffer.write(after)
    sys.stdout.buffer.flush()
    report = running.look([running.Given(name, after)], replace(choices, fix=False))
    say(_rendered(report, form).rstrip() or "nothing found")
    return FINDINGS if report.findings else 0


def _remember(report: Report, path: Path) -> int:
    from advisor.checking import baseline

    deliver(baseline.text(report.findings, path), path)
    say(f"{path}: {len(report.findings):,} findings written")
    return 0


def _deliver(
    report: Report, choices: Choices, form: Form, output: Path | None, *, quiet: bool
) -> int:
    from advisor.reporting import findings

    deliver(report.diff if choices.dry else _rendered(report, form), output)
    if not quiet:
        say(findings.summary(report, dry=choices.dry))
    if choices.dry:
        return FINDINGS if report.diff else 0
    return FINDINGS if report.findings else 0


def _rendered(report: Report, form: Form) -> str:
    if form in {Form.CONCISE, Form.FULL}:
        from advisor.reporting import findings

        return findings.full(report) if form is Form.FULL else findings.concise(report)
    if form is Form.JSON:
        from advisor.reporting import findings_json

        return findings_json.render(report)
    from advisor.reporting import findings_forges

    renderers: dict[Form, Callable[[Report], str]] = {
        Form.GITHUB: findings_forges.as_github,
        Form.GITLAB: findings_forges.as_gitlab,
        Form.SARIF: findings_forges.as_sarif,
        Form.JUNIT: findings_forges.as_junit,
    }
    return renderers[form](report)
