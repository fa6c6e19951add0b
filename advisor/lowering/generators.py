"""Walking over comprehensions and generator expressions, clause by clause."""

from __future__ import annotations

import ast
from collections.abc import Callable

from advisor.kernel.nodes import (
    Break,
    Expression,
    If,
    Variable,
)
from advisor.kernel.types import BOOL
from advisor.lowering.comparing import truth
from advisor.lowering.control import branch, refine
from advisor.lowering.iteration import walk
from advisor.lowering.naming import evaluate_all
from advisor.lowering.scope import Scope
from advisor.lowering.targets import bind_target
from advisor.lowering.values import (
    Frame,
    Generator,
    TupleValue,
    Value,
)


def hidden_key(scope: Scope, node: ast.AST, hint: str) -> str:
    """A variable of our own, told apart by node and call path."""
    return scope.facts.name((scope.frame.path, id(node), "own", hint), hint)


def frame_of(scope: Scope, node: ast.GeneratorExp | ast.ListComp, outer: Frame) -> Frame:
    """The names inside a comprehension: its targets are its own."""
    targets = [
        name.id
        for clause in node.generators
        for name in ast.walk(clause.target)
        if isinstance(name, ast.Name)
    ]
    own = {name: scope.facts.name((outer.path, id(node), name), name) for name in targets}
    return Frame({**outer.locals, **own}, outer.path, outer.helper, outer.finish)


def iterate(
    scope: Scope,
    value: Value,
    node: ast.AST,
    body: Callable[[Value], None],
    stopped: str = "",
) -> None:
    """Hand each item of a walkable value or comprehension to ``body``.

    ``stopped`` names a bool variable that ``body`` sets before it breaks: then the loops
    around the innermost one end, too.
    """
    if isinstance(value, Generator):
        frame = frame_of(scope, value.node, value.frame)
        with scope.within(frame):
            _clauses(scope, value.node, 0, body, stopped)
        return
    walk(scope, value, (id(node), "items"), body)


def _stop_if(scope: Scope, stopped: str) -> None:
    if stopped and scope.state is not None:
        scope.breaks[-1].append(scope.state)
        scope.emit(If(Variable(stopped, BOOL), (Break(scope.line),), (), scope.line))


def stop(scope: Scope) -> None:
    """Leave the innermost loop."""
    scope.breaks[-1].append(scope.state)
    scope.emit(Break(scope.line))
    scope.state = None


def _clauses(
    scope: Scope,
    node: ast.GeneratorExp | ast.ListComp,
    depth: int,
    body: Callable[[Value], None],
    stopped: str,
) -> None:
    """The loops of a comprehension from clause ``depth`` on."""
    clause = node.generators[depth]
    if clause.is_async:
        raise scope.refuse("an async comprehension")
    names = scope.frame.locals

    def innermost() -> None:
        if depth + 1 < len(node.generators):
            _clauses(scope, node, depth + 1, body, stopped)
        else:
            body(scope.evaluate(node.elt))

    def trip(item: Value) -> None:
        bind_target(scope, clause.target, item, names.__getitem__)
        _filtered(scope, clause.ifs, innermost)
        if depth + 1 < len(node.generators):
            _stop_if(scope, stopped)

    prefer = _single(clause.target, names)
    walk(scope, iterable(scope, clause.iter), (id(clause), "items"), trip, prefer=prefer)


def _single(target: ast.expr, names: object) -> tuple[str, ...]:
    if isinstance(target, ast.Name):
        return (names[target.id],)  # type: ignore[index] # a mapping of names
    if isinstance(target, ast.Tuple) and all(isinstance(t, ast.Name) for t in target.elts):
        return tuple(names[t.id] for t in target.elts)  # type: ignore[index,attr-defined] # names
    return ()


def _filtered(scope: Scope, tests: list[ast.expr], body: Callable[[], None]) -> None:
    if not tests:
        body()
        return
    first, *rest = tests
    condition = test_of(scope, first)

    def passed() -> None:
        refine(scope, first, holds=True)
        _filtered(scope, rest, body)

    branch(scope, condition, passed)


def test_of(scope: Scope, node: ast.expr) -> Expression:
    """An expression as a test."""
    scope.testing = node
    return truth(scope, scope.evaluate(node))


def iterable(scope: Scope, node: ast.expr) -> Value:
    """An expression that is walked over at once: a list display need not be made."""
    if isinstance(node, ast.List):
        return TupleValue(tuple(evaluate_all(scope, node.elts)))
    if isinstance(node, ast.ListComp):
        return Generator(node, scope.frame)
    return scope.evaluate(node)
