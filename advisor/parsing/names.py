"""Which names a run of statements reads before it binds them, and which it binds.

Flow-sensitive and careful: a name is *exposed* when some path may read it before
this code has bound it. Comprehensions have a scope of their own, as in Python.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(slots=True)
class _Flow:
    exposed: dict[str, None] = field(default_factory=dict)  # ordered by first read

    def block(self, statements: Iterable[ast.stmt], bound: set[str]) -> set[str]:
        for statement in statements:
            bound = self.statement(statement, bound)
        return bound

    def statement(self, node: ast.stmt, bound: set[str]) -> set[str]:
        match node:
            case ast.If(test, body, orelse):
                bound = self.expression(test, bound)
                return self.block(body, set(bound)) & self.block(orelse, set(bound))
            case ast.For(target, iterable, body, orelse) | ast.AsyncFor(
                target, iterable, body, orelse
            ):
                bound = self.expression(iterable, bound)
                self.block(body, self.bind(target, set(bound)))
                self.block(orelse, set(bound))
                return bound
            case ast.While(test, body, orelse):
                bound = self.expression(test, bound)
                self.block(body, set(bound))
                self.block(orelse, set(bound))
                return bound
            case ast.With(items, body) | ast.AsyncWith(items, body):
                for item in items:
                    bound = self.expression(item.context_expr, bound)
                    if item.optional_vars is not None:
                        bound = self.bind(item.optional_vars, bound)
                return self.block(body, bound)
            case ast.AugAssign(target, _, value):
                bound = self.expression(_as_load(target), bound)
                return self.bind(target, self.expression(value, bound))
            case ast.Assign(targets, value):
                bound = self.expression(value, bound)
                for target in targets:
                    bound = self.bind(target, bound)
                return bound
            case ast.AnnAssign(target, _, value):
                if value is None:
                    return bound
                return self.bind(target, self.expression(value, bound))
            case ast.Try() | ast.Match():
                return self.uncertain(node, bound)
            case _:
                return self.generic(node, bound)

    def uncertain(self, node: ast.Try | ast.Match, bound: set[str]) -> set[str]:
        """Branches of which any prefix may have run: what they bind is not relied on."""
        for child in ast.iter_child_nodes(node):
            match child:
                case ast.ExceptHandler(kind, name, body):
                    inner = set(bound) | ({name} if name else set())
                    if kind is not None:
                        self.expression(kind, set(bound))
                    self.block(body, inner)
                case ast.match_case(pattern, guard, body):
                    inner = set(bound) | _captures(pattern)
                    if guard is not None:
                        self.expression(guard, inner)
                    self.block(body, inner)
                case ast.stmt():
                    self.statement(child, set(bound))
                case ast.expr():
                    bound = self.expression(child, bound)
        return bound

    def generic(self, node: ast.AST, bound: set[str]) -> set[str]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                bound = self.expression(child, bound)
            elif isinstance(child, ast.stmt):
                bound = self.statement(child, bound)
            else:
                bound = self.generic(child, bound)
        return bound

    def expression(self, node: ast.expr, bound: set[str]) -> set[str]:
        match node:
            case ast.Name(name, ast.Load()):
                if name not in bound:
                    self.exposed.setdefault(name)
                return bound
            case ast.NamedExpr(target, value):
                return self.bind(target, self.expression(value, bound))
            case ast.Lambda():
                self.generic(node.body, set(bound) | _parameters(node.args))
                return bound
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                return self.comprehension(node, bound)
            case ast.BoolOp(_, values):
                bound = self.expression(values[0], bound)
                for value in values[1:]:
                    self.expression(value, set(bound))
                return bound
            case ast.IfExp(test, then, other):
                bound = self.expression(test, bound)
                return self.expression(then, set(bound)) & self.expression(other, set(bound))
            case _:
                return self.generic(node, bound)

    def comprehension(
        self,
        node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
        bound: set[str],
    ) -> set[str]:
        inner = self.expression(node.generators[0].iter, set(bound))
        for position, generator in enumerate(node.generators):
            if position:
                inner = self.expression(generator.iter, inner)
            inner = self.bind(generator.target, inner)
            for test in generator.ifs:
                inner = self.expression(test, inner)
        values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
        for value in values:
            self.expression(value, set(inner))
        return bound

    def bind(self, target: ast.expr, bound: set[str]) -> set[str]:
        match target:
            case ast.Name(name):
                return bound | {name}
            case ast.Tuple(elements) | ast.List(elements):
                for element in elements:
                    bound = self.bind(element, bound)
                return bound
            case ast.Starred(value):
                return self.bind(value, bound)
            case _:
                return self.generic(target, bound)


def exposed(statements: Sequence[ast.stmt]) -> tuple[str, ...]:
    """Names that may be read before these statements bind them, in order of first reading."""
    flow = _Flow()
    flow.block(statements, set())
    return tuple(flow.exposed)


def bound(statements: Iterable[ast.AST]) -> tuple[str, ...]:
    """Names these statements may bind in their own scope, in order of appearance."""
    found: dict[str, None] = {}
    for statement in statements:
        for node in _own_nodes(statement):
            match node:
                case ast.Name(name, ast.Store() | ast.Del()):
                    found.setdefault(name)
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    found.setdefault(node.name)
                case ast.alias(name, asname):
                    found.setdefault(asname or name.split(".")[0])
                case ast.ExceptHandler(_, str(name)):
                    found.setdefault(name)
                case ast.MatchAs(_, str(name)) | ast.MatchStar(str(name)):
                    found.setdefault(name)
                case ast.MatchMapping(_, _, str(name)):
                    found.setdefault(name)
    return tuple(found)


def read_anywhere(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """Every name that is read somewhere in ``nodes``, inner scopes included."""
    return frozenset(
        node.id
        for root in nodes
        for node in ast.walk(root)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store)
    )


def _own_nodes(node: ast.AST) -> Iterable[ast.AST]:
    """``node`` and what is below it in the same scope; walrus targets escape comprehensions."""
    yield node
    if isinstance(node, _SCOPES):
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(node, _COMPREHENSIONS):
            yield from (n for n in ast.walk(child) if _is_walrus_target(n, child))
        else:
            yield from _own_nodes(child)


def _is_walrus_target(node: ast.AST, root: ast.AST) -> bool:
    return any(isinstance(n, ast.NamedExpr) and n.target is node for n in ast.walk(root))


def _as_load(target: ast.expr) -> ast.expr:
    return ast.Name(target.id, ast.Load()) if isinstance(target, ast.Name) else target


def _parameters(arguments: ast.arguments) -> set[str]:
    return {node.arg for node in ast.walk(arguments) if isinstance(node, ast.arg)}


def _captures(pattern: ast.pattern) -> set[str]:
    return {
        node.name
        for node in ast.walk(pattern)
        if isinstance(node, ast.MatchAs | ast.MatchStar) and node.name
    } | {
        node.rest for node in ast.walk(pattern) if isinstance(node, ast.MatchMapping) and node.rest
    }
