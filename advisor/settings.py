"""What the user can decide, from the command line over ``[tool.advisor]`` over the defaults."""

from __future__ import annotations

import difflib
import math
import pkgutil
import re
import shlex
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from advisor.errors import AdvisorError


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices, with their defaults.

    Attributes:
        min_share: a hot spot below this share of the run is not raced.
        max_hotspots: at most this many are raced.
        min_speedup: the low end of the interval must reach it.
        exact: refuse candidates that differ by rounding.
        unsafe: apply candidates that rest on a stated assumption, too.
        backends: the only back ends to use; empty for all.
        objective: ``steady`` weighs the region's steady state, ``cold`` the whole script
            from a cold start.
        once: profile and record in one run, for scripts that must not run twice.
        run_timeout: seconds the user's script may take.
        job_timeout: seconds one job in a worker may take.
        memory: bytes one worker may use.
        workers: processes at once.
        invented: invented inputs for each candidate.
        mutants: faults planted in each winner, to see whether the evidence notices them.
        survivors: list the faults among them that it does not notice.
        race_seconds: about how long one race may take.
        test: the command that runs the project's own tests, or "".
        proof: the folder to write proofs of the winners to.
        rules: the folder of the user's own rules, besides ours.
        seed: of everything random.
        ignore: rules that are left out.
        select: the only rules ``check`` asks; empty for all that tell of what matters.
        exclude: patterns of what ``check`` leaves out of folders.
        per_path_ignores: rules that are silent, by pattern of paths.
        baseline: a file of findings that ``check`` knows already.
        history: keep what was found out, and recall it where it still holds.
        fresh: recall nothing this time.
        workloads: commands whose performance counts: ``python script.py``, ``pytest …``.
        prepare: commands that make a fresh checkout ready to run them.
        fail_above: percent a workload may get slower before a report fails.
    """

    min_share: float = 0.05
    max_hotspots: int = 5
    min_speedup: float = 1.1
    exact: bool = False
    unsafe: bool = False
    backends: tuple[str, ...] = ()
    objective: Literal["steady", "cold"] = "steady"
    once: bool = False
    run_timeout: float = 600.0
    job_timeout: float = 60.0
    memory: int = 4 << 30
    workers: int = 2
    invented: int = 240
    mutants: int = 8
    survivors: bool = False
    race_seconds: float = 0.7
    test: str = ""
    proof: Path | None = None
    rules: Path | None = None
    seed: int = 0
    ignore: tuple[str, ...] = field(default=())
    select: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_path_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    baseline: Path | None = None
    history: bool = True
    fresh: bool = False
    workloads: tuple[str, ...] = ()
    prepare: tuple[str, ...] = ()
    fail_above: float = 5.0


_MEMORY = re.compile(r"\s*(?P<number>\d+(\.\d+)?)\s*(?P<unit>[kmgt]?)i?b?\s*", re.IGNORECASE)
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
_LEAST_MEMORY = 64 << 20


def load(directory: Path, **choices: object) -> Settings:
    """The settings in force in ``directory``: ``[tool.advisor]`` of the nearest pyproject.toml.

    ``choices`` come from the command line and win; ``None`` means not chosen.

    Raises:
        AdvisorError: the file is no TOML, or names a setting or value there is not.
    """
    path = _nearest(directory)
    values = {} if path is None else _from_file(path)
    for name, value in choices.items():
        if value is not None:
            values[name] = _checked(name, value, "the command line", Path.cwd())
    return Settings(**values)


def _nearest(directory: Path) -> Path | None:
    """The pyproject.toml that governs ``directory``, if there is one."""
    start = directory.absolute()
    candidates = (folder / "pyproject.toml" for folder in (start, *start.parents))
    return next((path for path in candidates if path.is_file()), None)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AdvisorError(f"{path}: expected TOML, but {error}") from error
    except OSError as error:
        raise AdvisorError(f"{path}: cannot be read: {error.strerror}") from error
    tool = document.get("tool", {})
    table = tool.get("advisor", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise AdvisorError(f"{path}: tool.advisor must be a table, not {table!r}")
    origin = f"{path}: [tool.advisor]"
    return {
        _name(key, origin): _checked(_name(key, origin), value, origin, path.parent)
        for key, value in table.items()
    }


def _name(key: str, origin: str) -> str:
    """The setting a key of the file stands for: ``min-share`` is ``min_share``."""
    known = [name.replace("_", "-") for name in _CHECKS]
    if key in known:
        return key.replace("-", "_")
    near = difflib.get_close_matches(key.replace("_", "-"), known, n=1)
    raise AdvisorError(
        f"{origin} has no setting {key!r}; "
        + (f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}")
    )


def _checked(name: str, value: object, origin: str, folder: Path) -> Any:
    try:
        checked = _CHECKS[name](value)
    except _NotThatError as error:
        key = name.replace("_", "-")
        raise AdvisorError(f"{origin}: {key} must be {error}, not {value!r}") from error
    return folder / checked if isinstance(checked, Path) else checked


class _NotThatError(Exception):
    """The value is not what the message names."""


def _number(least: float, most: float = math.inf) -> Callable[[object], float]:
    bounds = f"from {least:g} to {most:g}" if most < math.inf else f"of at least {least:g}"

    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _NotThatError(f"a number {bounds}")
        if not least <= value <= most:
            raise _NotThatError(f"a number {bounds}")
        return float(value)

    return check


def _whole_number(least: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise _NotThatError(f"a whole number of at least {least}")
        return value

    return check


def _choice(*allowed: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise _NotThatError(" or ".join(map(repr, allowed)))
        return str(value)

    return check


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise _NotThatError("true or false")
    return value


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
        raise _NotThatError("a list of names")
    return tuple(value)


def _commands(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(map(_is_command, value)):
        raise _NotThatError("a list of commands, such as 'python script.py --size 5'")
    return tuple(value)


def _command(value: object) -> str:
    if not _is_command(value):
        raise _NotThatError("a command, such as 'pytest -q'")
    return str(value)


def _is_command(word: object) -> bool:
    try:
        return isinstance(word, str) and bool(shlex.split(word))
    except ValueError:  # a quotation mark without its other half
        return False


def _backends(value: object) -> tuple[str, ...]:
    """Names of back ends, checked against the files there are; none of them is imported."""
    known = sorted(
        info.name
        for info in pkgutil.iter_modules([str(Path(__file__).parent / "backends")])
        if not info.name.startswith("_")
    )
    if not all(word in known for word in _words(value)):
        raise _NotThatError(f"a list of back ends out of {', '.join(known)}")
    return _words(value)


def _memory(value: object) -> int:
    """Bytes, given as a number of them or with a unit: ``"4 GB"`` (of 1024³)."""
    said = f"a size such as '4 GB' of at least {_LEAST_MEMORY >> 20} MB"
    match = None if isinstance(value, bool) else _MEMORY.fullmatch(str(value))
    if match is None:
        raise _NotThatError(said)
    size = int(float(match["number"]) * _UNITS[match["unit"].lower()])
    if size < _LEAST_MEMORY:
        raise _NotThatError(said)
    return size


def _per_path(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of rules by a pattern of paths: ``{"tests/*" = ["membership-in-list"]}``."""
    if not isinstance(value, Mapping):
        raise _NotThatError("a table of lists of names, each under a pattern of paths")
    return tuple((str(pattern), _words(names)) for pattern, names in value.items())


def _file(value: object) -> Path:
    if not isinstance(value, str | Path):
        raise _NotThatError("the path of a file")
    return Path(value).expanduser()


def _folder(value: object) -> Path:
    if not isinstance(value, str | Path):
        raise _NotThatError("the path of a folder")
    return Path(value).expanduser()


_CHECKS: Mapping[str, Callable[[object], object]] = {
    "min_share": _number(0, 1),
    "max_hotspots": _whole_number(1),
    "min_speedup": _number(1),
    "exact": _yes_or_no,
    "unsafe": _yes_or_no,
    "backends": _backends,
    "objective": _choice("steady", "cold"),
    "once": _yes_or_no,
    "run_timeout": _number(0.1),
    "job_timeout": _number(0.1),
    "memory": _memory,
    "workers": _whole_number(1),
    "invented": _whole_number(0),
    "mutants": _whole_number(0),
    "survivors": _yes_or_no,
    "race_seconds": _number(0.01),
    "test": _command,
    "proof": _folder,
    "rules": _folder,
    "seed": _whole_number(0),
    "ignore": _words,
    "select": _words,
    "exclude": _words,
    "per_path_ignores": _per_path,
    "baseline": _file,
    "history": _yes_or_no,
    "fresh": _yes_or_no,
    "workloads": _commands,
    "prepare": _commands,
    "fail_above": _number(0),
}
