"""Which rules are asked, and which of their findings the settings silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from advisor.checking.discovering import matches
from advisor.checking.finding import UNUSED, Finding
from advisor.errors import AdvisorError
from advisor.rule import Rule

WEIGHTS = ("growth", "factor", "idiom")
DEFAULT = ("growth", "factor", UNUSED)


def chosen(rules: Sequence[Rule], select: Sequence[str], ignore: Sequence[str]) -> tuple[Rule, ...]:
    """The rules to ask.

    A pattern is the name of a rule, a pattern of names (``*-in-loop``), a weight, or
    ``all``. Rules that say nothing without a run are never asked.

    Raises:
        AdvisorError: a pattern means no rule.
    """
    known = [rule for rule in rules if rule.look or rule.idiom]
    for pattern in (*select, *ignore):
        if not any(_means(pattern, rule) for rule in rules) and not _is_other(pattern):
            raise AdvisorError(f"there is no rule {pattern!r}; `advisor rules` lists them")
    wanted = select or DEFAULT
    return tuple(
        rule
        for rule in known
        if any(_means(p, rule) for p in wanted) and not any(_means(p, rule) for p in ignore)
    )


def tells_unused(select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Are comments that silence nothing to be told of?"""
    wanted = any(pattern in {UNUSED, "all"} for pattern in (select or DEFAULT))
    return wanted and UNUSED not in ignore


def not_silenced(
    findings: Iterable[Finding], path: Path, per_path: Sequence[tuple[str, Sequence[str]]]
) -> Iterator[Finding]:
    """The findings of one file that the settings for its path let through."""
    silent = _silent(path, per_path)
    for finding in findings:
        if finding.weight == "error" or not _is_named(finding.rule, finding.weight, silent):
            yield finding


def asked_at(
    rules: Iterable[Rule], path: Path, per_path: Sequence[tuple[str, Sequence[str]]]
) -> tuple[Rule, ...]:
    """The rules that the settings let speak about one file."""
    silent = _silent(path, per_path)
    return tuple(rule for rule in rules if not _is_named(rule.name, rule.weight, silent))


def _silent(path: Path, per_path: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    return [name for pattern, names in per_path if matches(path, pattern) for name in names]


def _is_named(rule: str, weight: str, patterns: Sequence[str]) -> bool:
    return any(pattern in {"all", weight} or fnmatchcase(rule, pattern) for pattern in patterns)


def _means(pattern: str, rule: Rule) -> bool:
    return pattern in {"all", rule.weight} or fnmatchcase(rule.name, pattern.replace("_", "-"))


def _is_other(pattern: str) -> bool:
    return pattern in {*WEIGHTS, UNUSED}
