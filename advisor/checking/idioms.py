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

from advisor import matching, rendering, surroundings
from advisor.rule import Match, Rule, Surroundings
from advisor.source import dedent
from advisor.static import shapes
from advisor.static.module import Function, Module

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
    lines = text.split("\n")
    for node in module.functions:
        asked = [rule for rule in rules if _may_hold(rule, module, node)]
        function = _alone(node, lines) if asked else None
        if function is not None:
            around = module.once("around", lambda: surroundings.read(text))
            for rule in asked:
                for match in matching.find(rule, function, around):
                    yield _place(rule, match, node)


def _alone(node: Function, lines: Sequence[str]) -> cst.FunctionDef | None:
    """A function taken out of its file: parsing all of it would take ten times as long."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    tree = _parsed(dedent("\n".join(lines[first - 1 : node.end_lineno]) + "\n"))
    function = tree.body[0] if tree is not None and tree.body else None
    return function if isinstance(function, cst.FunctionDef) else None


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


def _may_hold(rule: Rule, module: Module, node: Function) -> bool:
    if rule.find is None:
        return shapes.may_hold(module, node, rule.before)
    kinds = {type(part) for part in module.within(node)}
    return shapes.needed(tuple(example.before for example in rule.examples)) <= kinds


def _place(rule: Rule, match: Match, node: Function) -> Place:
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
