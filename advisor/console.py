"""The edge between a command and its user: exit codes, stdout, stderr and colours.

Standard output belongs to results alone; whatever is said about the way there
goes to standard error.
"""

from __future__ import annotations

import functools
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import typer
from rich.console import Console

from advisor.errors import AdvisorError

OUR_MISTAKE = 70
INTERRUPTED = 130


def guarded(command: Callable[..., int]) -> Callable[..., None]:
    """The command with its exit code, and with one line on stderr for what went wrong."""

    @functools.wraps(command)
    def run(*words: Any, **options: Any) -> None:
        try:
            code = command(*words, **options)
        except AdvisorError as error:
            say(f"advisor: {error}")
            code = error.exit_code
        except KeyboardInterrupt:
            code = INTERRUPTED
        except BrokenPipeError:
            raise  # typer ends quietly when nobody reads on
        except Exception as error:  # noqa: BLE001 - the last stop: said in one line, not swallowed
            code = _apologise(error, traceback_wanted=options.get("verbose", True))
        raise typer.Exit(code)

    return run


def _apologise(error: Exception, *, traceback_wanted: bool) -> int:
    if traceback_wanted:
        say("".join(traceback.format_exception(error)).rstrip())
        how = "please report it with the traceback above"
    else:
        how = "please report it with what --verbose shows"
    say(f"advisor: sorry, this is a mistake of ours ({type(error).__name__}: {error}); {how}")
    return OUR_MISTAKE


def terminal(stream: TextIO, *, no_color: bool = False) -> Console:
    """How wide a stream is and whether it shows colours (NO_COLOR and the like are obeyed)."""
    return Console(file=stream, no_color=no_color or None, highlight=False, legacy_windows=False)


def has_color(console: Console) -> bool:
    """Whether what is written there should be in colour."""
    return console.color_system is not None and not console.no_color


def check_output(output: Path | None) -> None:
    """Refuse a place that cannot be written to before the long work starts, not after it.

    Raises:
        AdvisorError: its folder does not exist, or it is a folder itself.
    """
    if output is not None and not output.parent.is_dir():
        raise AdvisorError(f"{output}: its folder does not exist")
    if output is not None and output.is_dir():
        raise AdvisorError(f"{output}: is a folder; expected the name of a file")


def deliver(text: str, output: Path | None) -> None:
    """Write a result to the file, or to stdout if there is none."""
    if output is None:
        write(text)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise AdvisorError(f"{output}: cannot be written: {error.strerror}") from error


def write(text: str) -> None:
    """Write to stdout, whatever letters its encoding lacks.

    Raises:
        AdvisorError: there is no room, say, where stdout leads.
    """
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise AdvisorError(f"standard output: cannot be written: {error.strerror}") from error


def say(text: str) -> None:
    """Write a line to stderr."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(f"{text}\n".encode(encoding, "replace").decode(encoding))
    sys.stderr.flush()
