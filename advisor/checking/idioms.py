"""Plain rewrites: where they fit in a file, and the file with all of them written in.

A rule that rewrites whatever the data says so by its patterns, its reasons to keep its
hands off and its template; here they are only put to use. Code at the top level of a
file is left alone: every name there can be read from elsewhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from advisor import flow, matching, rendering, surroundings
from advisor.rule import Match, Rule, Surroundings
from advisor.static import shapes
from advisor.static.module import Module

_ROUNDS = 20  # a rewrite may open the way for another, but not for ever


@dataclass(frozen=True, slots=True)
class Place:
    """Lines, from 1, that a rule would rewrite."""

    rule: Rule
    line: int
    end_line: int
    message: str


def find(text: str, module: Module, rules: Sequence[Rule]) -> Iterator[Place]:
    """Where ``rules``, all of them idioms, would rewrite the functions of a file.

    ``text`` has line feeds only.
    """
    asked = [rule for rule in rules if _may_hold(rule, module)]
    if not asked:
        return
    tree = _parsed(text)
    if tree is None:
        return
    around = surroundings.read(text)
    defined = sorted(module.functions, key=lambda node: (node.lineno, node.col_offset))
    functions = [node for node in flow.walk(tree) if isinstance(node, cst.FunctionDef)]
    for function, node in zip(functions, defined, strict=True):
        for rule in asked:
            for match in matching.find(rule, function, around):
                yield _place(rule, match, node)


def fix(text: str, rules: Sequence[Rule]) -> tuple[str, int]:
    """``text`` with every idiom of ``rules`` written anew, and how many those were."""
    total = 0
    for _ in range(_ROUNDS):
        fixer = _Fixer(rules, surroundings.read(text))
        tree = _parsed(text)
        changed = text if tree is None else tree.visit(fixer).code
        if not fixer.fixed:
            break
        ast.parse(changed)
        text, total = changed, total + fixer.fixed
    return text, total


def _parsed(text: str) -> cst.Module | None:
    """The file with every blank; ``None`` where the library does not know all of Python."""
    try:
        return cst.parse_module(text)
    except cst.ParserSyntaxError:
        return None


def _may_hold(rule: Rule, module: Module) -> bool:
    if rule.find is not None:
        return any(True for _ in module.all(ast.For))
    return shapes.may_hold(module, rule.before)


def _place(rule: Rule, match: Match, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Place:
    """The lines of a match, of which the matcher knows those within its function."""
    alone = MetadataWrapper(cst.Module([match.function]), unsafe_skip_copy=True)
    positions = alone.resolve(PositionProvider)
    shift = node.lineno - positions[match.function.name].start.line
    last = positions[match.statements[-1]].end.line
    return Place(rule, match.line + shift, last + shift, match.message)


class _Fixer(cst.CSTTransformer):
    """Writes the idioms of each function anew, inner functions before outer ones."""

    def __init__(self, rules: Sequence[Rule], around: Surroundings) -> None:
        super().__init__()
        self._rules = rules
        self._around = around
        self.fixed = 0

    def leave_FunctionDef(  # noqa: N802  (libcst's name)
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        del original_node  # its inner functions may have changed
        for rule in self._rules:
            matches = tuple(matching.find(rule, updated_node, self._around))
            if matches:
                updated_node = self._written(updated_node, matches)
        return updated_node

    def _written(self, function: cst.FunctionDef, matches: Sequence[Match]) -> cst.FunctionDef:
        rendered = rendering.render(*matches)
        if rendered is None or rendered.imports or rendered.prelude:
            return function
        self.fixed += len(rendered.lines)
        return rendered.node
