"""SARIF 2.1.0: what code-scanning pages of forges read, written from a few plain values.

Every command that has something to say about a line says it in these values, so that
there is one writer for all of them. Only what consumers read is written: a rule with
its help, a place, a message, a fingerprint that outlives a shift of lines, and the
measured cost among the properties.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from urllib.parse import quote

from advisor import __version__

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

Level: TypeAlias = Literal["error", "warning", "note"]
Property: TypeAlias = "str | float | bool | None"

_ROOT = "%SRCROOT%"  # stands for the root of the repository, by agreement of the consumers


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of result.

    Attributes:
        name: as users write it: ``membership-in-list``.
        summary: one sentence.
        help: why it matters and what to do, in Markdown; "" for the summary.
        level: what its results are unless they say otherwise.
    """

    name: str
    summary: str
    help: str = ""
    level: Level = "warning"


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a file; lines and columns count from 1, columns in characters, 0 is unknown.

    ``path`` is relative to the repository, with slashes; an end column is the one after
    the last character.
    """

    path: str
    line: int
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write in a place, and what that does, in a sentence."""

    description: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """One thing said about one place.

    Attributes:
        rule: the name of its ``Rule``.
        message: plain text.
        level: ``None`` for the rule's own.
        fingerprint: what stays the same when the lines around it move, or "".
        properties: figures for programs: seconds, shares, ratios.
        fixes: ways to mend it.
    """

    rule: str
    message: str
    place: Place
    level: Level | None = None
    fingerprint: str = ""
    properties: Mapping[str, Property] | None = None
    fixes: tuple[Fix, ...] = ()


def render(rules: Sequence[Rule], results: Iterable[Result]) -> str:
    """A log with one run. Each result's rule must be among the rules."""
    numbers = {rule.name: number for number, rule in enumerate(rules)}
    levels = {rule.name: rule.level for rule in rules}
    driver = {
        "name": "advisor",
        "version": __version__,
        "rules": [_rule(rule) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(result, numbers[result.rule], result.level or levels[result.rule])
            for result in results
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.help or rule.summary, "markdown": rule.help or rule.summary},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": ["performance"]},
    }


def _result(result: Result, number: int, level: Level) -> dict[str, object]:
    data: dict[str, object] = {
        "ruleId": result.rule,
        "ruleIndex": number,
        "level": level,
        "message": {"text": result.message},
        "locations": [{"physicalLocation": _physical(result.place)}],
    }
    if result.fingerprint:
        data["partialFingerprints"] = {"advisor/v1": result.fingerprint}
    if result.fixes:
        data["fixes"] = [_fix(fix) for fix in result.fixes]
    if result.properties:
        data["properties"] = dict(result.properties)
    return data


def _physical(place: Place) -> dict[str, object]:
    return {"artifactLocation": _artifact(place), "region": _region(place)}


def _artifact(place: Place) -> dict[str, object]:
    if place.path.startswith("/"):
        return {"uri": f"file://{quote(place.path)}"}
    return {"uri": quote(place.path), "uriBaseId": _ROOT}


def _region(place: Place) -> dict[str, object]:
    known = {
        "startLine": max(place.line, 1),
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {name: value for name, value in known.items() if value}


def _fix(fix: Fix) -> dict[str, object]:
    replacement = {
        "deletedRegion": _region(fix.place),
        "insertedContent": {"text": fix.text},
    }
    change = {"artifactLocation": _artifact(fix.place), "replacements": [replacement]}
    return {"description": {"text": fix.description}, "artifactChanges": [change]}
