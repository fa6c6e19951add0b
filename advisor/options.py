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

_RACE = "The race"
_LIMITS = "Limits"
_OUTPUT = "Output"


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
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the result there.", rich_help_panel=_OUTPUT
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="How to write the report (text).", rich_help_panel=_OUTPUT),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Show no progress.", rich_help_panel=_OUTPUT)
]
VerboseOption = Annotated[
    bool,
    typer.Option(
        "--verbose",
        "-v",
        help="Keep every step on the screen; tracebacks of our mistakes.",
        rich_help_panel=_OUTPUT,
    ),
]
NoColorOption = Annotated[
    bool, typer.Option("--no-color", help="Write without colours.", rich_help_panel=_OUTPUT)
]
PlainOption = Annotated[Plain, typer.Option("--format", help="How to write it.")]
RulesOption = Annotated[
    Path | None, typer.Option("--rules", metavar="FOLDER", help="Your own rules, besides ours.")
]


# What can be chosen for a run, each by the name it has in Settings.
_CHOICES: Mapping[str, Any] = {
    "min_share": Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help="Race what takes at least this share of the run (0.05).",
            rich_help_panel=_RACE,
        ),
    ],
    "max_hotspots": Annotated[
        int | None,
        typer.Option(
            metavar="N", help="Race at most this many hot spots (5).", rich_help_panel=_RACE
        ),
    ],
    "min_speedup": Annotated[
        float | None,
        typer.Option(
            metavar="FACTOR", help="A winner gains at least this (1.1).", rich_help_panel=_RACE
        ),
    ],
    "exact": Annotated[
        bool | None,
        typer.Option(
            "--exact/--no-exact",
            help="Refuse results that differ by rounding.",
            rich_help_panel=_RACE,
        ),
    ],
    "unsafe": Annotated[
        bool | None,
        typer.Option(
            "--unsafe/--no-unsafe",
            help="Accept winners that rest on a stated assumption.",
            rich_help_panel=_RACE,
        ),
    ],
    "backends": Annotated[
        list[str] | None,
        typer.Option(
            "--backend",
            metavar="NAME",
            help="Use this back end only; repeat for more.",
            rich_help_panel=_RACE,
        ),
    ],
    "objective": Annotated[
        Objective | None,
        typer.Option(
            help="What counts: the region's steady state, or the program from a cold start.",
            rich_help_panel=_RACE,
        ),
    ],
    "test": Annotated[
        str | None,
        typer.Option(
            metavar="COMMAND",
            help="Your tests, run before and after winners are written in: 'pytest -q'.",
            rich_help_panel=_RACE,
        ),
    ],
    "proof": Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Write a proof of each winner there: its calls, and a test to run them.",
            rich_help_panel=_OUTPUT,
        ),
    ],
    "rules": Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="A folder of your own rules, besides ours.",
            rich_help_panel=_RACE,
        ),
    ],
    "ignore": Annotated[
        list[str] | None,
        typer.Option(
            metavar="RULE", help="Leave this rule out; repeat for more.", rich_help_panel=_RACE
        ),
    ],
    "history": Annotated[
        bool | None,
        typer.Option(
            "--history/--no-history",
            help="Keep what is found out, and recall it while it holds.",
            rich_help_panel=_LIMITS,
        ),
    ],
    "fresh": Annotated[
        bool | None,
        typer.Option(
            "--fresh", help="Find everything out anew this time.", rich_help_panel=_LIMITS
        ),
    ],
    "mutants": Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Plant this many faults in each winner, to test the evidence (8).",
            rich_help_panel=_RACE,
        ),
    ],
    "survivors": Annotated[
        bool | None,
        typer.Option(
            "--survivors/--no-survivors",
            help="List the planted faults that the evidence did not notice.",
            rich_help_panel=_RACE,
        ),
    ],
    "once": Annotated[
        bool | None,
        typer.Option(
            "--once/--twice",
            help="Run the program only once, if a second run would harm.",
            rich_help_panel=_LIMITS,
        ),
    ],
    "run_timeout": Annotated[
        float | None,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            help="The program may take this long (600).",
            rich_help_panel=_LIMITS,
        ),
    ],
    "memory": Annotated[
        str | None,
        typer.Option(
            metavar="SIZE", help="A candidate may use this much (4 GB).", rich_help_panel=_LIMITS
        ),
    ],
    "workers": Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", metavar="N", help="Processes at once (2).", rich_help_panel=_LIMITS
        ),
    ],
    "seed": Annotated[
        int | None,
        typer.Option(metavar="N", help="Seed of everything random (0).", rich_help_panel=_LIMITS),
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
