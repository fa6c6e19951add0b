"""A proof the user can keep: original and rewritten code, calls for both, and a test.

The folder stands alone. Whoever doubts a winner runs pytest on it, on another machine
or next year; nothing of ours is needed for that.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jinja2

from advisor.assets import TEMPLATES
from advisor.choosing import Advice, HotspotAdvice
from advisor.emitting import Candidate
from advisor.errors import AdvisorError
from advisor.parsing import Region, modules
from advisor.proving import definitions, portable
from advisor.proving.portable import Calls
from advisor.sandbox import client
from advisor.sandbox.job import Done, Job, Limits
from advisor.settings import Settings
from advisor.verifying import Verdict

_MARGIN = 8  # times the largest rounding that was seen


def write(advice: Advice, folder: Path, settings: Settings) -> tuple[str, ...]:
    """Write a proof for each winner into the folder; a sentence on each.

    Raises:
        AdvisorError: the folder cannot be written.
    """
    try:
        return tuple(
            _proof(hotspot, advice, folder, settings)
            for hotspot in advice.hotspots
            if hotspot.winner and not hotspot.covered_by
        )
    except OSError as error:
        raise AdvisorError(f"{folder}: the proof cannot be written ({error.strerror})") from error


def _proof(hotspot: HotspotAdvice, advice: Advice, folder: Path, settings: Settings) -> str:
    assert hotspot.winner is not None
    verdict = hotspot.winner.trial.verdict
    region = verdict.built.candidate.region
    parts = _Parts.of(verdict.built.candidate)
    calls = _calls(verdict, parts.original, settings)
    if isinstance(calls, str):
        return f"no proof of {hotspot.spot.function}: {calls}"
    name = region.function if region.kind == "function" else f"{region.function}_{region.name}"
    home = folder / re.sub(r"\W+", "_", f"{region.path.stem}_{name}")
    home.mkdir(parents=True, exist_ok=True)
    (home / "original.py").write_text(parts.original, encoding="utf-8")
    (home / "rewritten.py").write_text(parts.rewritten, encoding="utf-8")
    (home / "calls.pickle").write_bytes(calls.pickled)
    compiled = dict(_companions(verdict, home))
    for module in advice.profile.modules:
        _beside(module, region.path, home)
    text = _template().render(
        function=region.function,
        name=region.name,
        script=region.path.name,
        candidate=verdict.built.candidate.name,
        recorded=calls.recorded,
        invented=calls.invented,
        fast=repr(verdict.built.candidate.fast_call if verdict.fast_share else ""),
        rounding=verdict.max_error * _MARGIN if verdict.exactness == "rounding" else 0.0,
        compiled=compiled,
    )
    (home / f"test_{home.name}.py").write_text(text, encoding="utf-8")
    return f"the proof of {hotspot.spot.function} is in {home}; run pytest there"


@dataclass(frozen=True, slots=True)
class _Parts:
    """The two modules: the region's function among the definitions it needs."""

    original: str
    rewritten: str

    @classmethod
    def of(cls, candidate: Candidate) -> _Parts:
        region = candidate.region
        module = modules.read(region.path)
        function = region.function if region.kind == "function" else ""
        around = definitions.kept(module.source.text, function)
        ahead, behind = _taking_over(region, around)
        own = (
            *candidate.imports,
            candidate.prelude,
            region.standalone(candidate.body),
        )
        return cls(
            _joined(around, ahead, region.source, behind), _joined(around, ahead, *own, behind)
        )


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip("\n") + "\n" for part in parts if part)


def _taking_over(region: Region, around: str) -> tuple[str, str]:
    """Lines above and below the standalone function that put it in place of the one it is."""
    if region.kind != "function" or not definitions.is_plain(around, region.function):
        return "", ""
    holder, _, name = region.function.rpartition(".")
    before = f"vars({holder})[{name!r}]" if holder else name
    kinds = ("__defaults__", "__kwdefaults__")
    after = [f"{name}.{kind} = _before.{kind}" for kind in kinds]
    if not definitions.has_defaults(around, region.function):
        before, after = "", []
    after += [f"{holder}.{name} = {name}"] if holder else []
    return before and f"_before = {before}", "\n".join(after)


def _calls(verdict: Verdict, original: str, settings: Settings) -> Calls | str:
    """The cases in a form that needs nothing of ours, or why there are none."""
    if verdict.evidence is None:
        return "its evidence was not kept"
    task = portable.Task(verdict.evidence.cases, original)
    limits = Limits(settings.job_timeout, settings.memory)
    outcome = client.run(Job("advisor.proving.portable:run", task, limits))
    if not isinstance(outcome, Done):
        return f"its calls cannot be written down ({outcome.detail})"
    assert isinstance(outcome.value, Calls)
    return outcome.value if outcome.value.recorded else "no call of it can be written down"


def _companions(verdict: Verdict, home: Path) -> Iterator[tuple[str, str]]:
    """Put them there; names and digests of those that were compiled."""
    built = verdict.built
    for companion in built.candidate.companions:
        data = companion.text.encode()
        (home / companion.name).write_bytes(data)
        if companion.name.endswith(".pyx"):
            yield companion.name, hashlib.sha256(data).hexdigest()
    for name in built.extensions:
        assert built.directory is not None
        shutil.copy2(built.directory / name, home / name)


def _beside(module: Path, script: Path, home: Path) -> None:
    """A module of the project that the script may import, where its import finds it."""
    if module != script and module.is_relative_to(script.parent):
        place = home / module.relative_to(script.parent)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(module, place)


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 # it makes code, not HTML
    )
    return environment.get_template("proof.py.j2")
