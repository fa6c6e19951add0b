"""Which bindings of a name may reach a place that reads it.

A name in Python is bound in one scope but often, to values of different kinds. What a
reader sees is told from the statements before it, as far as they pass surely.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from advisor.static.module import COMPREHENSIONS, FUNCTIONS, Comprehension, Function, Module

Scope: TypeAlias = ast.Module | ast.ClassDef | Function | ast.Lambda | Comprehension
How: TypeAlias = Literal["value", "item", "entered", "parameter", "augmented", "other"]

_SCOPES = (ast.Module, ast.ClassDef, ast.Lambda, *FUNCTIONS, *COMPREHENSIONS)


@dataclass(frozen=True, slots=True)
class Binding:
    """One place that gives a name a value.

    Attributes:
        node: what binds: a name that is stored to, a parameter, a definition.
        how: ``value`` is the value itself, an ``item`` of it, what it is when ``entered``
            by ``with``, or something only ``augmented`` with it.
        path: for an item: its position inside the targets, outermost first.
    """

    name: str
    node: ast.AST
    how: How
    value: ast.expr | None = None
    path: tuple[int, ...] = ()


def scope(module: Module, node: ast.AST) -> Scope:
    """The scope whose names ``node`` sees first."""
    for child, parent in module.above(node):
        if isinstance(parent, FUNCTIONS):
            if child in parent.body or child is parent.args:
                return parent
        elif isinstance(parent, ast.ClassDef):
            if child in parent.body:
                return parent
        elif isinstance(parent, _SCOPES):
            return parent
    return module.tree


def of(module: Module, name: str, where: ast.AST) -> tuple[Scope, Sequence[Binding]]:
    """The scope that ``name`` belongs to as read at ``where``, and all its bindings there."""
    table = _table(module)
    here: Scope = scope(module, where)
    first = True
    while True:
        known = table.get(here, {})
        if name in known and (first or not isinstance(here, ast.ClassDef)):
            return here, known[name]
        if isinstance(here, ast.Module):
            return here, ()
        first = False
        here = scope(module, here)


def reaching(module: Module, name: ast.Name) -> Sequence[Binding]:
    """The bindings whose value ``name`` may have where it stands, parameters included."""
    return module.once(("reaching", name), lambda: tuple(_reaching(module, name)))


def names_bound(module: Module, top: ast.AST) -> frozenset[str]:
    """The names that anything below ``top`` binds."""
    return module.once(("bound", top), lambda: frozenset(_names_bound(module, top)))


def uses(module: Module, top: ast.AST) -> dict[str, list[ast.Name]]:
    """The places below ``top`` that read each name."""

    def collected() -> dict[str, list[ast.Name]]:
        found: dict[str, list[ast.Name]] = {}
        for node in module.within(top):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.setdefault(node.id, []).append(node)
        return found

    return module.once(("uses", top), collected)


def _names_bound(module: Module, top: ast.AST) -> Iterator[str]:
    for node in module.within(top):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield name
            case ast.alias(name=name, asname=other):
                yield other or name.partition(".")[0]
            case _:
                pass


def _reaching(module: Module, name: ast.Name) -> Iterator[Binding]:
    home, known = of(module, name.id, name)
    if scope(module, name) is not home or isinstance(home, COMPREHENSIONS):
        # Read from a function or comprehension inside: any of them may have come last.
        inner = scope(module, name)
        if not (isinstance(inner, COMPREHENSIONS) and _home_function(module, inner) is home):
            yield from known
            return
    seen: set[Binding] = set()
    for child, parent in module.above(name):
        for block in _blocks_of(parent):
            if child in block:
                sure, found = _before(known, block[: block.index(child)])
                yield from (b for b in found if b not in seen)
                if sure:
                    return
                seen.update(found)
        if isinstance(parent, ast.For | ast.AsyncFor | ast.While):
            again = [b for b in known if _inside(b.node, parent) and b not in seen]
            yield from again
            seen.update(again)
        if parent is home:
            break
    yield from (b for b in known if b.how == "parameter")


def _home_function(module: Module, inner: Scope) -> Scope:
    while isinstance(inner, COMPREHENSIONS):
        inner = scope(module, inner)
    return inner


def _before(
    known: Sequence[Binding], statements: Sequence[ast.AST]
) -> tuple[bool, Sequence[Binding]]:
    """(one of them surely binds, the bindings that may have come last)."""
    found: list[Binding] = []
    for statement in reversed(statements):
        inside = [b for b in known if _inside(b.node, statement)]
        found += inside
        plain = isinstance(statement, ast.Assign | ast.AnnAssign | ast.With)
        if plain and any(b.how in {"value", "entered"} for b in inside):
            return True, found
        if _binds_either_way(statement, inside):
            return True, found
    return False, found


def _binds_either_way(statement: ast.AST, inside: Sequence[Binding]) -> bool:
    """Does an ``if`` bind the name in its body and in its ``else``?"""
    if not isinstance(statement, ast.If) or not statement.orelse:
        return False
    return all(
        any(
            isinstance(s, ast.Assign)
            and any(b.how == "value" and _inside(b.node, s) for b in inside)
            for s in branch
        )
        for branch in (statement.body, statement.orelse)
    )


def _inside(node: ast.AST, statement: ast.AST) -> bool:
    """Does ``node`` stand in ``statement``? Both have places in the source."""
    line: int = getattr(node, "lineno", 0)
    column: int = getattr(node, "col_offset", 0)
    start = (statement.lineno, statement.col_offset)  # type: ignore[attr-defined]  # a statement
    end = (statement.end_lineno, statement.end_col_offset)  # type: ignore[attr-defined]  # likewise
    return start <= (line, column) < end


def _blocks_of(node: ast.AST) -> Iterator[list[ast.AST]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield block


def _table(module: Module) -> Mapping[Scope, Mapping[str, Sequence[Binding]]]:
    return module.once("bindings", lambda: _collected(module))


def _collected(module: Module) -> Mapping[Scope, Mapping[str, Sequence[Binding]]]:
    table: defaultdict[Scope, defaultdict[str, list[Binding]]] = defaultdict(
        lambda: defaultdict(list)
    )
    declared = {
        (scope(module, node), name) for node in module.all(ast.Global) for name in node.names
    }
    for binding, home in _bindings(module):
        place = module.tree if (home, binding.name) in declared else home
        table[place][binding.name].append(binding)
    return table


def _bindings(module: Module) -> Iterator[tuple[Binding, Scope]]:
    for name in module.all(ast.Name):
        if not isinstance(name.ctx, ast.Load):
            yield _stored(module, name), scope(module, name)
    for parameter in module.all(ast.arg):
        yield Binding(parameter.arg, parameter, "parameter"), scope(module, parameter)
    for definition in (*module.functions, *module.all(ast.ClassDef)):
        yield Binding(definition.name, definition, "other"), scope(module, definition)
    for alias in module.all(ast.alias):
        name_bound = alias.asname or alias.name.partition(".")[0]
        yield Binding(name_bound, alias, "other"), scope(module, alias)
    for handler in module.all(ast.ExceptHandler):
        if handler.name:
            yield Binding(handler.name, handler, "other"), scope(module, handler)
    for capture in module.all(ast.MatchAs):
        if capture.name:
            yield Binding(capture.name, capture, "other"), scope(module, capture)
    for rest in module.all(ast.MatchStar):
        if rest.name:
            yield Binding(rest.name, rest, "other"), scope(module, rest)


def _stored(module: Module, name: ast.Name) -> Binding:
    path: list[int] = []
    for child, parent in module.above(name):
        match parent:
            case ast.Tuple() | ast.List():
                path.insert(0, next(i for i, e in enumerate(parent.elts) if e is child))
                continue
            case ast.Assign(value=value) if not path:
                return Binding(name.id, name, "value", value)
            case ast.Assign(value=ast.Tuple(elts=elements)) if (
                len(path) == 1
                and not any(isinstance(e, ast.Starred) for e in elements)
                and path[0] < len(elements)
            ):
                return Binding(name.id, name, "value", elements[path[0]])
            case ast.NamedExpr(value=value):
                return Binding(name.id, name, "value", value)
            case ast.AnnAssign(value=value):
                return Binding(name.id, name, "value", value)
            case ast.AugAssign(value=value):
                return Binding(name.id, name, "augmented", value)
            case ast.For(iter=value) | ast.AsyncFor(iter=value) | ast.comprehension(iter=value):
                return Binding(name.id, name, "item", value, tuple(path))
            case ast.withitem(context_expr=value) if not path:
                return Binding(name.id, name, "entered", value)
            case _:
                break
    return Binding(name.id, name, "other")
