"""Which functions, just changed, a scan proves to be slower than they need to be.

This is what the hook before a push asks: the workloads of the settings are scanned, and
of the winners only those count that lie in lines that changed. Nothing is written.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from advisor import targeting
from advisor.checking import discovering
from advisor.checking.finding import Asked, Cost, Finding, Report
from advisor.checking.running import shown
from advisor.comparing import chances, workloads
from advisor.comparing.chances import Chance
from advisor.errors import AdvisorError
from advisor.settings import Settings

RULE = "verified-opportunity"
_DOC = "A faster version of a changed function was written, proved and raced, and won."

Watch: TypeAlias = Callable[[str], None]

_HUNK = re.compile(r"^@@ -\S+ \+(?P<start>\d+)(?:,(?P<count>\d+))? @@")


@dataclass(frozen=True, slots=True)
class Changed:
    """One file and the lines of it, from 1, that changed; ``None`` for all of them."""

    path: Path
    lines: frozenset[int] | None


def find(paths: Sequence[Path], settings: Settings, watch: Watch) -> Report:
    """Scan the workloads; one finding for each winner in what changed of ``paths``.

    What changed is what lies between the two revisions that pre-commit names, or else
    between the last commit and the files; all of a file outside of a repository.

    Raises:
        AdvisorError: the settings name no workload, or one cannot be run.
    """
    if not settings.workloads:
        raise AdvisorError(
            "--verify scans the workloads of [tool.advisor], and there are none; "
            'write, say, workloads = ["python benchmark.py"]'
        )
    here = Path.cwd()
    files = list(discovering.files(paths, settings.exclude))
    changed = {one.path.resolve(): one for one in _changed(files)}
    found: list[Finding] = []
    for command in settings.workloads if changed else ():
        workload = workloads.read(command)
        watch(f"scanning {workload.name}")
        target = targeting.resolve(workload.words, here)
        for chance in chances.find(workload, target, here, settings, watch):
            found += _findings(chance, here, changed)
    return Report(
        findings=tuple(sorted(found, key=lambda finding: (finding.path, finding.line))),
        files=len(files),
        rules=(Asked(RULE, _DOC, _DOC, "factor"),),
    )


def _findings(chance: Chance, here: Path, changed: Mapping[Path, Changed]) -> Iterator[Finding]:
    path = (here / chance.path).resolve()
    one = changed.get(path)
    if one is None:
        return
    first, last = _extent(path, chance)
    if one.lines is not None and not one.lines & set(range(first, last + 1)):
        return
    gain = f"{chance.speedup.low:.3g}–{chance.speedup.high:.3g} times faster"
    same = (
        "bit for bit the same" if chance.exactness == "identical" else "the same but for rounding"
    )
    text = path.read_text(encoding="utf-8", errors="replace").split("\n")[chance.line - 1]
    yield Finding(
        rule=RULE,
        weight="factor",
        path=shown(path),
        line=chance.line,
        column=1,
        end_line=chance.line,
        end_column=len(text) + 1,
        message=f"`{chance.function}` runs {gain} with {chance.winner}, {same}: "
        f"`{chance.command}` writes it in",
        why=_DOC,
        text=text,
        last_line=last,
        cost=Cost(chance.seconds, chance.share),
    )


def _extent(path: Path, chance: Chance) -> tuple[int, int]:
    """The first and last line of a hot function, or of the whole file for its top level."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            if chance.line in {first, node.lineno}:
                return first, node.end_lineno or first
    return 1, max((getattr(node, "end_lineno", 0) or 0 for node in tree.body), default=1)


def _changed(files: Iterable[Path]) -> Iterator[Changed]:
    """Each file with the lines that changed in it; files without a change are left out."""
    revisions = [os.environ.get(f"PRE_COMMIT_{which}_REF") for which in ("FROM", "TO")]
    between = [each for each in revisions if each] or ["HEAD"]
    for path in files:
        told = _git(path, "diff", "--unified=0", "--no-color", "--no-ext-diff", *between, "--")
        known = _git(path, "ls-files", "--")
        if told is None or not known:
            yield Changed(path, None)  # no repository, or a file it does not know
            continue
        lines = frozenset(_lines(told.splitlines()))
        if lines:
            yield Changed(path, lines)


def _git(path: Path, *words: str) -> str | None:
    """What git says about a file, ``None`` if it says nothing but an error."""
    command = ["git", "-C", str(path.parent), *words, path.name]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  (git is git)
    except OSError:
        return None  # there is no git
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _lines(diff: Iterable[str]) -> Iterator[int]:
    for line in diff:
        match = _HUNK.match(line)
        if match is not None:
            start, count = int(match["start"]), int(match["count"] or 1)
            # Where lines were only taken away, the one above tells the place.
            yield from range(start, start + max(count, 1))
