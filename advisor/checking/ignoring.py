"""Comments that silence findings on their line, and those that silence nothing.

``# advisor: ignore[membership-in-list]`` at the end of a line silences that rule there,
``# advisor: ignore`` all rules. A comment that has outlived what it silenced is told
of, so that it does not silence the next.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.checking.finding import UNUSED, Finding
from advisor.checking.reading import Text

_MARK = "advisor:"
_COMMENT = re.compile(r"#\s*advisor:\s*ignore(?:\[(?P<rules>[^\]]*)\])?(?![\w\[-])")


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment: where it stands, from 1, and the rules it names; none for all of them."""

    line: int
    column: int
    end_column: int
    rules: tuple[str, ...]


def comments(text: Text) -> tuple[Ignore, ...]:
    """The comments of a file that silence findings."""
    if not any(_MARK in line for line in text.lines):
        return ()
    return tuple(_comments(text))


def _comments(text: Text) -> Iterator[Ignore]:
    source = io.StringIO("\n".join(text.lines) + "\n")
    try:
        for token in tokenize.generate_tokens(source.readline):
            match = _COMMENT.search(token.string) if token.type == tokenize.COMMENT else None
            if match is not None:
                named = (match["rules"] or "").split(",")
                line, column = token.start
                yield Ignore(
                    line=line,
                    column=column + match.start() + 1,
                    end_column=column + match.end() + 1,
                    rules=tuple(name.strip() for name in named if name.strip()),
                )
    except (tokenize.TokenError, SyntaxError):
        return  # the parser has told of it already


def apply(
    found: Iterable[Finding], ignores: Sequence[Ignore], asked: frozenset[str], path: str
) -> tuple[list[Finding], int]:
    """What is left of the findings of one file, and how many were silenced.

    A finding for each comment that silenced nothing, though the rules it names were
    ``asked``, is among those left.
    """
    used: set[tuple[Ignore, str]] = set()
    left: list[Finding] = []
    silenced = 0
    for finding in found:
        fitting = [i for i in ignores if _fits(i, finding)]
        if fitting:
            silenced += 1
            used |= {(ignore, name) for ignore in fitting for name in (finding.rule, "")}
        else:
            left.append(finding)
    unused = [finding for i in ignores for finding in _unused(i, used, asked, path)]
    return left + [
        u for u in unused if not any(_names(i, UNUSED, u.line) for i in ignores)
    ], silenced


def _fits(ignore: Ignore, finding: Finding) -> bool:
    if finding.weight == "error":
        return False
    return ignore.line in {finding.line, finding.end_line} and (
        not ignore.rules or finding.rule in ignore.rules
    )


def _names(ignore: Ignore, rule: str, line: int) -> bool:
    return ignore.line == line and rule in ignore.rules


def _unused(
    ignore: Ignore, used: set[tuple[Ignore, str]], asked: frozenset[str], path: str
) -> Iterator[Finding]:
    if not ignore.rules and (ignore, "") not in used:
        yield _told(ignore, path, "no rule finds anything here: the comment silences nothing")
    for name in ignore.rules:
        if name in asked and (ignore, name) not in used:
            yield _told(ignore, path, f"`{name}` finds nothing here: the comment silences nothing")


def _told(ignore: Ignore, path: str, message: str) -> Finding:
    return Finding(
        rule=UNUSED,
        weight="factor",
        path=path,
        line=ignore.line,
        column=ignore.column,
        end_line=ignore.line,
        end_column=ignore.end_column,
        message=message,
        why="a comment that outlives its reason silences the next finding",
        text=", ".join(ignore.rules),
    )
