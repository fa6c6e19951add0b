"""The command line: reads the words, shows progress on stderr and results on stdout.

``--help`` and ``rules`` are asked for often and must answer at once, so whatever a
command needs beyond its options is imported inside it.
"""

# ruff: noqa: PLC0415 - imports inside commands keep start-up short, see above

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor import check_command, options, report_command
from advisor.console import check_output, deliver, guarded, has_color, say, terminal, write
from advisor.errors import TARGET_FAILED, AdvisorError
from advisor.settings import Settings

if TYPE_CHECKING:
    from advisor.choosing import Advice
    from advisor.progress import Watch
    from advisor.targeting import Target

UNMET = 1

_FILE_WIDTH = 100
_SUFFIXES = {
    ".json": options.Format.JSON,
    ".md": options.Format.MARKDOWN,
    ".html": options.Format.HTML,
}
# A target's own options are the target's: reading stops at the first word that is not ours.
_TARGET_LAST = {"allow_interspersed_args": False, "ignore_unknown_options": True}

app = typer.Typer(
    name="advisor",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(value: bool) -> None:  # noqa: FBT001 - typer hands a flag over like this
    if value:
        from advisor import __version__

        write(f"advisor {__version__}\n")
        raise typer.Exit


@app.callback()
def advisor(
    *,
    version: Annotated[
        bool,
        options.flag("--version", callback=_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Find the slow parts of a Python program, race proven faster versions, apply the winner."""


@app.command(context_settings=_TARGET_LAST)
@guarded
@options.with_settings
def scan(
    *,
    words: options.TargetWords,
    settings: Settings,
    form: options.FormatOption = None,
    output: options.OutputOption = None,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
    no_color: options.NoColorOption = False,
) -> int:
    """Profile a program, race faster versions of its hot spots, report. Changes no file."""
    check_output(output)
    target = _target(words)
    from advisor import pipeline

    form = _form(form, output)
    with _watching(quiet=quiet, verbose=verbose, no_color=no_color) as watch:
        # Only a page draws it: who pipes JSON should not wait for what few will read.
        drawn = form is options.Format.HTML
        advice = pipeline.scan(target, settings, watch, in_sizes=drawn)
    deliver(_report(advice, form, output, no_color=no_color), output)
    return _target_code(advice)


@app.command(context_settings=_TARGET_LAST)
@guarded
@options.with_settings
def rewrite(
    *,
    words: options.TargetWords,
    settings: Settings,
    apply: Annotated[
        bool, options.flag("--apply/--diff", help="Write the winners in, or only show them.")
    ] = False,
    form: Annotated[
        options.Edits, typer.Option("--format", help="How to write it.")
    ] = options.Edits.DIFF,
    output: options.OutputOption = None,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
    no_color: options.NoColorOption = False,
) -> int:
    """Scan, then show the winners as a diff on stdout; with --apply, write them in."""
    check_output(output)
    target = _target(words)
    from advisor import pipeline
    from advisor.reporting import json, rewriting

    with _watching(quiet=quiet, verbose=verbose, no_color=no_color) as watch:
        done = pipeline.rewrite(target, settings, watch, apply=apply)
    color = output is None and has_color(terminal(sys.stdout, no_color=no_color))
    if form is options.Edits.JSON:
        deliver(json.render(done.advice, rewrite=rewriting.as_data(done)), output)
    else:
        deliver(rewriting.colored(done.diff) if color else done.diff, output)
    if not quiet:
        say(rewriting.summary(done, apply=apply).rstrip())
    return _target_code(done.advice)


@app.command()
@guarded
def rules(
    *, form: options.PlainOption = options.Plain.TEXT, folder: options.RulesOption = None
) -> int:
    """List the slow patterns it knows."""
    from advisor import assets, catalog
    from advisor.reporting import rulebook

    titles = [
        title for place in filter(None, (assets.RULES, folder)) for title in catalog.titles(place)
    ]
    if form is options.Plain.JSON:
        write(rulebook.as_json(titles))
    else:
        console = terminal(sys.stdout)
        write(rulebook.listing(titles, width=console.width, color=has_color(console)))
    return 0


@app.command()
@guarded
def explain(
    *,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="Its name, as `rules` lists it.")],
    folder: options.RulesOption = None,
) -> int:
    """Tell what a rule finds, why that is slow, and when it keeps its hands off."""
    from advisor import assets, catalog
    from advisor.reporting import rulebook

    known = {
        each.name: each
        for place in filter(None, (assets.RULES, folder))
        for each in catalog.load(place)
    }
    name = rule.replace("_", "-")
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else "`advisor rules` lists them"
        raise AdvisorError(f"there is no rule {rule!r}; {hint}")
    console = terminal(sys.stdout)
    write(rulebook.explanation(known[name], width=console.width, color=has_color(console)))
    return 0


@app.command()
@guarded
def doctor(*, form: options.PlainOption = options.Plain.TEXT) -> int:
    """Look at what this machine can build and run, and say how to get what is missing."""
    from advisor import doctor as examining
    from advisor.reporting import health

    checks = tuple(examining.examine(Path.cwd()))
    if form is options.Plain.JSON:
        write(health.as_json(checks))
    else:
        console = terminal(sys.stdout)
        write(health.as_text(checks, width=console.width, color=has_color(console)))
    return 0


@app.command()
@guarded
@options.with_settings
def bench(
    *,
    paths: Annotated[list[Path], typer.Argument(metavar="FOLDER|FILE...", show_default=False)],
    settings: Settings,
    as_json: Annotated[bool, options.flag("--json", help="Write the rows as JSON.")] = False,
    against_c: Annotated[
        bool, options.flag("--against-c", help="Compare with the C version beside a program.")
    ] = False,
    output: options.OutputOption = None,
    quiet: options.QuietOption = False,
    verbose: options.VerboseOption = False,
    no_color: options.NoColorOption = False,
) -> int:
    """Rewrite copies of whole programs and tabulate what that gains; 1 if one disappoints."""
    from advisor import bench as benching

    check_output(output)
    with _watching(quiet=quiet, verbose=verbose, no_color=no_color) as watch:
        rows = benching.run(paths, settings, watch, against_c=against_c)
    if as_json:
        deliver(benching.as_json(rows) + "\n", output)
    else:
        console = terminal(sys.stdout, no_color=no_color)
        with console.capture() as capture:
            console.print(benching.render(rows))
        deliver(capture.get(), output)
    return 0 if all(row.good for row in rows) else UNMET


app.command()(check_command.check)
app.command()(report_command.report)
app.command()(report_command.history)


def main() -> None:
    """The program ``advisor``."""
    app(prog_name="advisor")


def _target(words: list[str]) -> Target:
    from advisor import targeting

    if words[0].startswith("-") and words[0] != "-m":
        raise AdvisorError(f"there is no option {words[0]}; see --help")
    return targeting.resolve(words, Path.cwd())


def _target_code(advice: Advice) -> int:
    return TARGET_FAILED if advice.profile.run.exit_code else 0


@contextmanager
def _watching(*, quiet: bool, verbose: bool, no_color: bool) -> Iterator[Watch]:
    from advisor import progress

    console = terminal(sys.stderr, no_color=no_color)
    with progress.watching(console, quiet=quiet, keep=verbose) as watch:
        yield watch


def _form(form: options.Format | None, output: Path | None) -> options.Format:
    """The format asked for, or the one the output file's name asks for."""
    if form is not None:
        return form
    suffix = output.suffix.lower() if output else ""
    return _SUFFIXES.get(suffix, options.Format.TEXT)


def _report(advice: Advice, form: options.Format, output: Path | None, *, no_color: bool) -> str:
    if form is options.Format.JSON:
        from advisor.reporting import json

        return json.render(advice)
    if form is options.Format.MARKDOWN:
        from advisor.reporting import markdown

        return markdown.render(advice)
    if form is options.Format.HTML:
        return _page(advice)
    from advisor.reporting import text

    console = terminal(sys.stdout, no_color=no_color)
    if output is not None:
        return text.render(advice, width=_FILE_WIDTH)
    return text.render(advice, width=console.width, color=has_color(console))


def _page(advice: Advice) -> str:
    from advisor.history import trends
    from advisor.reporting import html
    from advisor.store.file import UnusableError

    try:
        past = trends.points(advice.profile.target.path)
    except UnusableError:  # the scan has met it, and said so in a note
        past = ()
    return html.render(advice, past)
