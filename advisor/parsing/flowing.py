"""Follow statements path by path, and tell which names are bound where.

Careful both ways: a name is *exposed* when some path may read it before this code has
bound it, and *certain* when every path has bound it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

_TRANSPARENT = frozenset(("open", "errstate", "localcontext", "closing", "Lock", "RLock"))


@dataclass(slots=True)
class Flow:
    """The names bound on every path, from statement to statement.

    Attributes:
        everything: the names bound anywhere in the scope: what is "bound" where no path goes.
        watched: the statement in front of which ``certain`` is noted.
    """

    everything: frozenset[str] = frozenset()
    watched: ast.stmt | None = None
    certain: frozenset[str] | None = None
    exposed: dict[str, None] = field(default_factory=dict)  # ordered by first read
    breaks: list[list[set[str]]] = field(default_factory=list)

    def block(self, statements: Iterable[ast.stmt], bound: set[str]) -> set[str]:
        """What is bound after statements that begin with ``bound``."""
        for statement in statements:
            bound = self.statement(statement, bound)
        return bound

    def statement(self, node: ast.stmt, bound: set[str]) -> set[str]:
        """What is bound after one statement."""
        if node is self.watched and self.certain is None:
            self.certain = frozenset(bound)
        match node:
            case ast.If(test, body, orelse):
                bound = self.expression(test, bound)
                return self.block(body, set(bound)) & self.block(orelse, set(bound))
            case ast.For(target, iterable, body, orelse) | ast.AsyncFor(
                target, iterable, body, orelse
            ):
                bound = self.expression(iterable, bound)
                self.loop(body, self.bind(target, set(bound)))
                self.block(orelse, set(bound))
                return bound - _deleted([node])
            case ast.While(test, body, orelse):
                bound = self.expression(test, bound)
                left = self.loop(body, set(bound))
                self.block(orelse, set(bound))
                forever = isinstance(test, ast.Constant) and test.value
                return (left if forever else bound) - _deleted([node])
            case ast.With(items, body) | ast.AsyncWith(items, body):
                for item in items:
                    bound = self.expression(item.context_expr, bound)
                    if item.optional_vars is not None:
                        bound = self.bind(item.optional_vars, bound)
                after = self.block(body, set(bound))
                return after if all(map(_lets_pass, items)) else bound
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
            case ast.Delete(targets):
                return self.generic(node, bound) - _deleted(targets)
            case ast.Return() | ast.Raise() | ast.Continue() | ast.Break():
                return self.departure(node, bound)
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                self.generic(node, set(bound))
                return bound | {name}
            case ast.Import(aliases) | ast.ImportFrom(_, aliases):
                return bound | {a.asname or a.name.partition(".")[0] for a in aliases}
            case ast.Try():
                return self.attempt(node, bound)
            case ast.Match():
                return self.uncertain(node, bound)
            case _:
                return self.generic(node, bound)

    def loop(self, body: list[ast.stmt], bound: set[str]) -> set[str]:
        """What is bound wherever the loop is left by ``break``."""
        self.breaks.append([])
        self.block(body, bound)
        return set(self.everything).intersection(*self.breaks.pop()) | bound

    def departure(self, node: ast.stmt, bound: set[str]) -> set[str]:
        """A statement after which its block does not go on."""
        bound = self.generic(node, bound)
        if isinstance(node, ast.Break) and self.breaks:
            self.breaks[-1].append(set(bound))
        return bound | self.everything  # no path goes on from here

    def attempt(self, node: ast.Try, bound: set[str]) -> set[str]:
        """Handlers may begin when nothing of the body has run, and so may ``finally``."""
        after = self.block(node.orelse, self.block(node.body, set(bound)))
        for handler in node.handlers:
            name = {handler.name} if handler.name else set()
            if handler.type is not None:
                self.expression(handler.type, set(bound))
            after &= self.block(handler.body, bound | name) - name
        self.block(node.finalbody, set(bound))
        return self.block(node.finalbody, after)

    def uncertain(self, node: ast.Match, bound: set[str]) -> set[str]:
        """Branches none of which need have run: what they bind is not relied on."""
        bound = self.expression(node.subject, bound)
        for case in node.cases:
            inner = set(bound) | _captures(case.pattern)
            if case.guard is not None:
                self.expression(case.guard, inner)
            self.block(case.body, inner)
        return bound

    def generic(self, node: ast.AST, bound: set[str]) -> set[str]:
        """Children in their order."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                bound = self.expression(child, bound)
            elif isinstance(child, ast.stmt):
                bound = self.statement(child, bound)
            else:
                bound = self.generic(child, bound)
        return bound

    def expression(self, node: ast.expr, bound: set[str]) -> set[str]:
        """What is bound after an expression: walrus targets."""
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
        """What a comprehension reads from around it; its own names stay inside."""
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
        """What is bound after an assignment to ``target``."""
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


def _lets_pass(item: ast.withitem) -> bool:
    """Whether an exception inside the block goes on, so that what follows has seen all of it."""
    called = item.context_expr.func if isinstance(item.context_expr, ast.Call) else None
    return called is not None and ast.unparse(called).rpartition(".")[2] in _TRANSPARENT


def _deleted(nodes: Iterable[ast.AST]) -> set[str]:
    found = (n for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name))
    return {node.id for node in found if isinstance(node.ctx, ast.Del)}


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
