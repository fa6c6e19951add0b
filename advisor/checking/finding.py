"""What is told about one place in a file, and what a whole check came to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

Weight: TypeAlias = Literal["growth", "factor", "idiom", "error"]

UNUSED = "unused-ignore"
SYNTAX = "syntax-error"
UNREADABLE = "unreadable-file"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a profile measured around a finding: seconds, and their share of the whole run."""

    seconds: float
    share: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing told about one place.

    Attributes:
        rule: its name, or one of ``unused-ignore``, ``syntax-error``, ``unreadable-file``.
        weight: how much it matters; ``error`` for a file that cannot be looked at.
        path: as it is shown: relative to the working directory where it lies below it.
        line, column, end_line, end_column: counted from 1, columns in characters; the end
            column is the one after the last character.
        message: one sentence.
        why: one sentence: why the cure is faster.
        text: the first line of the place.
        last_line: of the whole loop or function, when the place is its head only.
        fixable: whether ``--fix`` rewrites it.
        cost: measured around it, if a profile knows.
    """

    rule: str
    weight: Weight
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    why: str = ""
    text: str = ""
    last_line: int = 0
    fixable: bool = False
    cost: Cost | None = None

    @property
    def fingerprint(self) -> str:
        """What stays the same when lines above are added or taken away."""
        identity = f"{self.rule}\0{self.path}\0{self.text.strip()}"
        return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Asked:
    """A rule that was asked: its name, its title and all that it says of itself."""

    name: str
    title: str
    doc: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class Report:
    """What a check came to.

    Attributes:
        findings: in the order of paths and lines.
        files: how many were looked at.
        fixed: how many places were rewritten.
        ignored: how many findings comments and settings silenced.
        known: how many the baseline silenced.
        cold: how many lie in code that hardly ran.
        rules: what was asked.
        diff: the rewrites as a unified diff, when nothing but that is wanted.
    """

    findings: tuple[Finding, ...]
    files: int
    fixed: int = 0
    ignored: int = 0
    known: int = 0
    cold: int = 0
    rules: tuple[Asked, ...] = ()
    diff: str = ""
