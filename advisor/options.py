"""The options that commands share, and how they become settings.

An option says nothing when it is not given, so that pyproject.toml is heard;
its help names the default that holds when that is silent as well.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from advisor import settings


def panel(title: str) -> Callable[..., Any]:
    """``typer.Option`` for the options that ``--help`` shows under this title."""
    return functools.partial(typer.Option, rich_help_panel=title)


flag = functools.partial(typer.Option, metavar="")
"""``typer.Option`` for what is said by its name alone, and takes no value."""


def flags(title: str) -> Callable[..., Any]:
    """As ``panel``, for flags."""
    return functools.partial(flag, rich_help_panel=title)


_race, _race_flag = panel("The race"), flags("The race")
_limits, _limits_flag = panel("Limits"), flags("Limits")
_in_output, _output_flag = panel("Output"), flags("Output")


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


class Plain(StrEnum):
    """How a small answer is written."""

    TEXT = "text"
    JSON = "json"


class Edits(StrEnum):
    """How a rewrite is shown."""

    DIFF = "diff"
    JSON = "json"


class Objective(StrEnum):
    """What a winner must be fast at."""

    STEADY = "steady"
    COLD = "cold"


TargetWords = Annotated[
    list[str],
    typer.Argument(
        metavar="TARGET",
        help="script.py or -m module; all words after it are its own.",
        show_default=False,
    ),
]
OutputOption = Annotated[
    Path | None,
    _in_output("--output", "-o", metavar="FILE", help="Write the result there."),
]
FormatOption = Annotated[
    Format | None,
    _in_output("--format", help="How to write the report (text)."),
]
QuietOption = Annotated[bool, _output_flag("--quiet", "-q", help="Show no progress.")]
VerboseOption = Annotated[
    bool,
    _output_flag(
        "--verbose",
        "-v",
        help="Keep every step on the screen; tracebacks of our mistakes.",
    ),
]
NoColorOption = Annotated[bool, _output_flag("--no-color", help="Write without colours.")]
PlainOption = Annotated[Plain, typer.Option("--format", help="How to write it.")]
RulesOption = Annotated[
    Path | None, typer.Option("--rules", metavar="FOLDER", help="Your own rules, besides ours.")
]


# What can be chosen for a run, each by the name it has in Settings.
_CHOICES: Mapping[str, Any] = {
    "min_share": Annotated[
        float | None,
        _race(
            metavar="SHARE",
            help="Race what takes at least this share of the run (0.05).",
        ),
    ],
    "max_hotspots": Annotated[
        int | None,
        _race(metavar="N", help="Race at most this many hot spots (5)."),
    ],
    "min_speedup": Annotated[
        float | None,
        _race(metavar="FACTOR", help="A winner gains at least this (1.1)."),
    ],
    "exact": Annotated[
        bool | None,
        _race_flag(
            "--exact/--no-exact",
            help="Refuse results that differ by rounding.",
        ),
    ],
    "unsafe": Annotated[
        bool | None,
        _race_flag(
            "--unsafe/--no-unsafe",
            help="Accept winners that rest on a stated assumption.",
        ),
    ],
    "backends": Annotated[
        list[str] | None,
        _race(
            "--backend",
            metavar="NAME",
            help="Use this back end only; repeat for more.",
        ),
    ],
    "objective": Annotated[
        Objective | None,
        _race(
            help="What counts: the region's steady state, or the program from a cold start.",
        ),
    ],
    "test": Annotated[
        str | None,
        _race(
            metavar="COMMAND",
            help="Your tests, run before and after winners are written in: 'pytest -q'.",
        ),
    ],
    "proof": Annotated[
        Path | None,
        _in_output(
            metavar="FOLDER",
            help="Write a proof of each winner there: its calls, and a test to run them.",
        ),
    ],
    "rules": Annotated[
        Path | None,
        _race(
            metavar="FOLDER",
            help="A folder of your own rules, besides ours.",
        ),
    ],
    "ignore": Annotated[
        list[str] | None,
        _race(metavar="RULE", help="Leave this rule out; repeat for more."),
    ],
    "history": Annotated[
        bool | None,
        _limits_flag(
            "--history/--no-history",
            help="Keep what is found out, and recall it while it holds.",
        ),
    ],
    "fresh": Annotated[
        bool | None,
        _limits_flag("--fresh", help="Find everything out anew this time."),
    ],
    "mutants": Annotated[
        int | None,
        _race(
            metavar="N",
            help="Plant this many faults in each winner, to test the evidence (8).",
        ),
    ],
    "survivors": Annotated[
        bool | None,
        _race_flag(
            "--survivors/--no-survivors",
            help="List the planted faults that the evidence did not notice.",
        ),
    ],
    "once": Annotated[
        bool | None,
        _limits_flag(
            "--once/--twice",
            help="Run the program only once, if a second run would harm.",
        ),
    ],
    "run_timeout": Annotated[
        float | None,
        _limits(
            "--timeout",
            metavar="SECONDS",
            help="The program may take this long (600).",
        ),
    ],
    "memory": Annotated[
        str | None,
        _limits(metavar="SIZE", help="A candidate may use this much (4 GB)."),
    ],
    "workers": Annotated[
        int | None,
        _limits("--jobs", "-j", metavar="N", help="Processes at once (2)."),
    ],
    "seed": Annotated[
        int | None,
        _limits(metavar="N", help="Seed of everything random (0)."),
    ],
}


def with_settings(command: Callable[..., int]) -> Callable[..., int]:
    """The command with an option for each of ``_CHOICES``, handed over as ``settings``."""

    @functools.wraps(command)
    def run(**options: Any) -> int:
        choices = {name: options.pop(name) for name in _CHOICES}
        chosen = {name: value for name, value in choices.items() if value != []}
        return command(settings=settings.load(Path.cwd(), **chosen), **options)

    own = inspect.signature(command, eval_str=True).parameters
    parameters = [parameter for name, parameter in own.items() if name != "settings"]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in _CHOICES.items()
    ]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    # Typer asks for the signature, and must not be led on to the command's own.
    run.__dict__["__signature__"] = inspect.Signature(parameters)
    return run
