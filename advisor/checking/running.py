"""A whole check: find the files, look at each, and decide what of it is told."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from advisor import catalog
from advisor.assets import RULES
from advisor.checking import (
    baseline,
    discovering,
    ignoring,
    keeping,
    profiles,
    selecting,
)
from advisor.checking.examining import Examined, examine
from advisor.checking.finding import UNREADABLE, UNUSED, Asked, Finding, Report
from advisor.rule import Rule

if TYPE_CHECKING:
    from advisor.checking.fixing import Fixed

_WORTH_PROCESSES = 400_000  # bytes: less is looked at before a process has started
_BATCH = 8  # files handed to a process at once


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user wants of a check.

    Attributes:
        select, ignore: see ``selecting.chosen``.
        exclude: patterns of what is left out of folders.
        per_path: (pattern of paths, names of rules that are silent there).
        rules: the folder of the user's own rules, besides ours.
        profile: a file that knows what the code costs.
        min_share: of the run; what costs less is cold.
        known: the baseline.
        jobs: processes at once.
        keep: whether to look results up that were kept, and to keep new ones.
        fix: whether idioms are written anew.
        dry: whether rewrites are only shown.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_path: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rules: Path | None = None
    profile: Path | None = None
    min_share: float = 0.05
    known: Path | None = None
    jobs: int = 1
    keep: bool = True
    fix: bool = field(default=False, kw_only=True)
    dry: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Given:
    """One file's content, read from disk or handed over."""

    path: Path
    data: bytes


def check(paths: Iterable[Path], choices: Choices) -> Report:
    """Look at files and folders.

    Raises:
        AdvisorError: a rule, the baseline or the profile that was named is not there.
    """
    read = [_read(path) for path in discovering.files(paths, choices.exclude)]
    unreadable = [finding for finding in read if isinstance(finding, Finding)]
    given = [one for one in read if isinstance(one, Given)]
    return look(given, choices, unreadable)


def look(given: Sequence[Given], choices: Choices, unreadable: Sequence[Finding] = ()) -> Report:
    """Look at contents; with ``choices.fix`` the files they came from are rewritten."""
    rules = _rules(choices)
    if not (choices.fix or choices.dry):
        return _report(given, rules, choices, unreadable)
    from advisor.checking import fixing  # noqa: PLC0415  (loads much that a check does without)

    fixed = tuple(_fixes(given, rules, choices))
    if choices.dry:
        report = _report(given, rules, choices, unreadable)
        return replace(report, fixed=_count(fixed), diff=fixing.diff(fixed))
    fixing.write(fixed)
    after = {one.path: one.after for one in fixed}
    given = [replace(one, data=after.get(one.path, one.data)) for one in given]
    return replace(_report(given, rules, choices, unreadable), fixed=_count(fixed))


def fix_one(given: Given, choices: Choices) -> bytes:
    """A content with its idioms written anew, for an editor that holds it."""
    from advisor.checking import fixing  # noqa: PLC0415  (loads much that a check does without)

    rules = selecting.asked_at(_idioms(_rules(choices)), given.path, choices.per_path)
    return fixing.fix(given.path, given.data, rules).after


def _rules(choices: Choices) -> tuple[Rule, ...]:
    folders = [RULES, *([choices.rules] if choices.rules else [])]
    known = tuple(rule for folder in folders for rule in catalog.load(folder))
    select = choices.select
    if not select and (choices.fix or choices.dry):
        select = (*selecting.DEFAULT, "idiom")
    return selecting.chosen(known, select, choices.ignore)


def _idioms(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """What may be rewritten unseen: the same whatever the data, and nothing assumed."""
    return tuple(rule for rule in rules if rule.idiom and not rule.assumptions)


def _count(fixed: Iterable[Fixed]) -> int:
    return sum(one.count for one in fixed)


def _fixes(given: Sequence[Given], rules: Sequence[Rule], choices: Choices) -> Iterator[Fixed]:
    from advisor.checking import fixing  # noqa: PLC0415  (loads much that a check does without)

    for one in given:
        idioms = selecting.asked_at(_idioms(rules), one.path, choices.per_path)
        if any(finding.fixable for finding in examine(one.data, idioms).findings):
            yield fixing.fix(one.path, one.data, idioms)


def _report(
    given: Sequence[Given],
    rules: Sequence[Rule],
    choices: Choices,
    unreadable: Sequence[Finding],
) -> Report:
    profile = profiles.load(choices.profile) if choices.profile else None
    asked = frozenset(rule.name for rule in rules if not rule.idiom)
    unused = selecting.tells_unused(choices.select, choices.ignore)
    findings = list(unreadable)
    ignored = cold = 0
    for one, examined in zip(given, _examined(given, rules, choices), strict=True):
        path = shown(one.path)
        found = [replace(finding, path=path) for finding in examined.findings]
        left, silenced = ignoring.apply(
            found, examined.ignores, asked if unused else frozenset(), path
        )
        told = [f for f in left if unused or f.rule != UNUSED]
        kept = list(selecting.not_silenced(told, one.path, choices.per_path))
        ignored += silenced + len(told) - len(kept)
        if profile is not None:
            kept, silent = profiles.weigh(kept, one.path, one.data, profile, choices.min_share)
            cold += silent
        findings += kept
    known = 0
    if choices.known is not None:
        findings, known = baseline.split(findings, choices.known)
    findings.sort(key=lambda finding: (finding.path, finding.line, finding.column, finding.rule))
    return Report(
        findings=tuple(findings),
        files=len(given) + len(unreadable),
        ignored=ignored,
        known=known,
        cold=cold,
        rules=tuple(Asked(rule.name, rule.title, rule.doc, rule.weight) for rule in rules),
    )


def _examined(
    given: Sequence[Given], rules: Sequence[Rule], choices: Choices
) -> Iterator[Examined]:
    """What is found in each, from the cache, from this process or from several."""
    if not choices.keep:
        yield from _computed(given, rules, choices.jobs)
        return
    folders = [RULES, *([choices.rules] if choices.rules else [])]
    stamp = keeping.stamp((rule.name for rule in rules), folders)
    kept = [keeping.load(stamp, one.data) for one in given]
    missing = [one for one, known in zip(given, kept, strict=True) if known is None]
    computed = _computed(missing, rules, choices.jobs)
    for one, known in zip(given, kept, strict=True):
        if known is None:
            known = next(computed)  # noqa: PLW2901  (filled in)
            keeping.save(stamp, one.data, known)
        yield known


def _computed(given: Sequence[Given], rules: Sequence[Rule], jobs: int) -> Iterator[Examined]:
    much = sum(len(one.data) for one in given) > _WORTH_PROCESSES
    if jobs < 2 or not much or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004  (one is this one)
        for one in given:
            yield examine(one.data, rules)
        return
    # A forked process has the rules, which cannot be sent to another.
    global _RULES  # noqa: PLW0603  (how a forked process is given what it works with)
    _RULES = rules
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        yield from pool.map(_examine, (one.data for one in given), chunksize=_BATCH)


_RULES: Sequence[Rule] = ()


def _examine(data: bytes) -> Examined:
    return examine(data, _RULES)


def shown(path: Path) -> str:
    """A path as findings show it: relative where it lies below the working directory."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  (links are left as they are)
    here = Path.cwd()
    inside = absolute.is_relative_to(here)
    return (absolute.relative_to(here) if inside else absolute).as_posix()


def _read(path: Path) -> Given | Finding:
    try:
        return Given(path, path.read_bytes())
    except OSError as error:
        reason = error.strerror or "unknown reason"
        message = f"cannot be read: {reason}"
        return Finding(UNREADABLE, "error", shown(path), 1, 1, 1, 1, message)
