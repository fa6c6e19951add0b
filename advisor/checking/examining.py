"""All that the rules find in one file, which depends on its content alone."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from advisor.checking import ignoring, reading
from advisor.checking.finding import SYNTAX, Finding
from advisor.checking.ignoring import Ignore
from advisor.checking.reading import Text
from advisor.rule import Rule
from advisor.static import asides, loops
from advisor.static.module import Module, Spot


@dataclass(frozen=True, slots=True)
class Examined:
    """One file: what was found, as if its path were "", and the comments that silence."""

    findings: tuple[Finding, ...]
    ignores: tuple[Ignore, ...] = ()


def examine(data: bytes, rules: Sequence[Rule]) -> Examined:
    """Look at a file's bytes with ``rules``."""
    module = reading.module(data, "")
    if isinstance(module, Finding):
        return Examined((module,))
    text = reading.text(data)
    try:
        with warnings.catch_warnings():
            # What the parser would warn of is for the author's interpreter to say.
            warnings.simplefilter("ignore")
            found = [f for rule in rules for f in _found(rule, module, text)]
            found += _idioms(module, text, [rule for rule in rules if rule.idiom])
    except RecursionError:
        return Examined((_too_deep(),))
    return Examined(tuple(sorted(found, key=_place)), ignoring.comments(text))


def _place(finding: Finding) -> tuple[int, int, str]:
    return finding.line, finding.column, finding.rule


def _found(rule: Rule, module: Module, text: Text) -> Iterator[Finding]:
    if rule.look is None:
        return
    message = rule.look.message or rule.message
    told: set[tuple[ast.AST | None, str]] = set()
    for spot in rule.look.find(module):
        if asides.is_aside(module, spot.node):
            continue
        words = message.format_map(spot.words)
        # Several lines of one loop that say the same are one finding.
        same = (_outermost(module, spot.node), words)
        if same in told:
            continue
        told.add(same)
        yield _finding(rule, spot, words, text)


def _outermost(module: Module, node: ast.AST) -> ast.AST:
    """The outermost loop around a place, or the place itself."""
    around = loops.around(module, node)
    return loops.scene(module, around[-1]) if around else node


def _finding(rule: Rule, spot: Spot, message: str, text: Text) -> Finding:
    node = spot.node
    end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    if isinstance(node, ast.For | ast.While | ast.FunctionDef | ast.AsyncFunctionDef | ast.With):
        # The head of a long statement is enough to point at.
        end_line = node.lineno
        end = len(text.line(end_line).encode("utf-8", "surrogatepass"))
    return Finding(
        rule=rule.name,
        weight=rule.weight,
        path="",
        line=node.lineno,
        column=text.column(node.lineno, node.col_offset),
        end_line=end_line,
        end_column=text.column(end_line, end),
        message=message,
        why=rule.why,
        text=text.line(node.lineno),
        last_line=node.end_lineno or node.lineno,
    )


def _idioms(module: Module, text: Text, rules: Sequence[Rule]) -> Iterator[Finding]:
    if not rules:
        return
    from advisor.checking import idioms  # noqa: PLC0415  (the templates are seldom needed)

    for place in idioms.find("\n".join(text.lines), module, rules):
        first, last = text.line(place.line), text.line(place.end_line)
        yield Finding(
            rule=place.rule.name,
            weight=place.rule.weight,
            path="",
            line=place.line,
            column=len(first) - len(first.lstrip()) + 1,
            end_line=place.end_line,
            end_column=len(last) + 1,
            message=place.message,
            why=place.rule.why,
            text=first,
            last_line=place.end_line,
            fixable=not place.rule.assumptions,
        )


def _too_deep() -> Finding:
    message = "the code is nested too deeply to be looked at"
    return Finding(SYNTAX, "error", "", 1, 1, 1, 1, message)
