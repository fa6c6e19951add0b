"""Statements: one small function for each kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from advisor.kernel.nodes import (
    Break,
    Constant,
    Continue,
    If,
    Unary,
    While,
)
from advisor.kernel.types import BOOL
from advisor.lowering.assigning import annotated, assignment
from advisor.lowering.augmenting import augmented
from advisor.lowering.control import attempt, branch, learn_from, refine
from advisor.lowering.deleting import delete
from advisor.lowering.generators import iterable, test_of
from advisor.lowering.iteration import walk
from advisor.lowering.literals import TRUE
from advisor.lowering.naming import assign, freeze_number
from advisor.lowering.scope import Scope
from advisor.lowering.states import join
from advisor.lowering.straightening import is_docstring, local_names
from advisor.lowering.targets import bind_target
from advisor.lowering.values import Closure, NoneValue, Number, Value

_WORDS = {
    ast.With: "with",
    ast.AsyncFunctionDef: "an async function",
    ast.ClassDef: "a class",
    ast.Import: "an import",
    ast.ImportFrom: "an import",
    ast.Global: "global",
    ast.Nonlocal: "nonlocal",
    ast.Match: "match",
    ast.AsyncFor: "async for",
    ast.AsyncWith: "async with",
}


def execute(scope: Scope, nodes: Sequence[ast.stmt]) -> None:
    """Lower statements; what no path reaches is left out."""
    for position, node in enumerate(nodes):
        before = scope.state
        if before is None:
            return
        scope.at(node)
        scope.site = node
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise scope.refuse(_WORDS.get(type(node), f"{type(node).__name__.lower()}"))
        if not attempt(scope, lambda: handler(scope, node)):  # noqa: B023 # called at once
            parts = (getattr(node, part, []) for part in ("body", "orelse"))
            learn_from(scope, before, (*parts, nodes[position + 1 :]))


def _pass(scope: Scope, node: ast.stmt) -> None:
    """``pass`` does nothing."""
    del scope, node


def _expression(scope: Scope, node: ast.Expr) -> None:
    if is_docstring(node):
        return
    value = scope.evaluate(node.value)
    if isinstance(value, Number):
        freeze_number(scope, value, "ignored", node)


# ----------------------------------------------------------------- assignment


# -------------------------------------------------------------------- control


def _if(scope: Scope, node: ast.If) -> None:
    test = test_of(scope, node.test)

    def side(body: Sequence[ast.stmt], *, holds: bool) -> Callable[[], None]:
        def action() -> None:
            refine(scope, node.test, holds=holds)
            scope.execute(body)

        return action

    branch(scope, test, side(node.body, holds=True), side(node.orelse, holds=False))


def _for(scope: Scope, node: ast.For) -> None:
    value = iterable(scope, node.iter)
    targets = [n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)]
    keys = [scope.frame.locals[name] for name in targets if name in scope.frame.locals]
    if set(targets) & local_names(node.body):
        keys = []

    def trip(item: Value) -> None:
        bind_target(scope, node.target, item, scope.frame.locals.__getitem__)
        scope.execute(node.body)

    def otherwise() -> None:
        scope.execute(node.orelse)

    walk(scope, value, node, trip, orelse=otherwise if node.orelse else None, prefer=keys)


def _while(scope: Scope, node: ast.While) -> None:
    """``while test``; a test that needs statements is taken inside the loop.

    Before: ``while any(x > 0 for x in a): body``.
    After: ``while True:`` those statements; ``if not found: break``; body.
    """
    key, line = ("loop", scope.frame.path, id(node)), scope.line
    entry = scope.head(key)
    scope.state = entry
    scope.breaks.append([])
    scope.continues.append([])
    with scope.block() as before:
        test = test_of(scope, node.test)
    after_test = scope.state
    forever = isinstance(test, Constant) and bool(test.value)
    with scope.block() as body:
        refine(scope, node.test, holds=True)
        if not (isinstance(test, Constant) and not test.value):
            attempt(scope, lambda: scope.execute(node.body))
        else:
            scope.state = None
    scope.merge(scope.state, *scope.continues.pop())
    back = scope.state
    scope.state = entry
    scope.head(key, back)
    scope.state = None if forever else join(after_test, back) if not before else after_test
    if scope.state is not None:
        refine(scope, node.test, holds=False)
    with scope.block() as otherwise:
        attempt(scope, lambda: scope.execute(node.orelse))
    scope.line = line
    scope.merge(scope.state, *scope.breaks.pop())
    if not before:
        scope.emit(While(test, tuple(body), tuple(otherwise), scope.line))
        return
    if any(isinstance(n, ast.Break | ast.Continue) for s in node.orelse for n in ast.walk(s)):
        raise scope.refuse("break in the else of a while")
    stop = If(Unary("not", test, BOOL), (*otherwise, Break(scope.line)), (), scope.line)
    scope.emit(While(TRUE, (*before, stop, *body), (), scope.line))


def _try(scope: Scope, node: ast.Try) -> None:
    """``try``: where an exception would be raised the kernel leaves, so no handler ever runs.

    Before: ``try: x = a[i] / b`` with ``except ZeroDivisionError: x = 0.0``.
    After: ``x = a[i] / b``, which leaves where b is zero.
    """
    jumps = ast.Return | ast.Break | ast.Continue
    inside = [*node.body, *node.orelse]
    if node.finalbody and any(isinstance(n, jumps) for s in inside for n in ast.walk(s)):
        raise scope.refuse("finally after a jump out of try")
    scope.execute([*node.body, *node.orelse, *node.finalbody])


def _break(scope: Scope, node: ast.Break) -> None:
    del node
    scope.breaks[-1].append(scope.state)
    scope.emit(Break(scope.line))
    scope.state = None


def _continue(scope: Scope, node: ast.Continue) -> None:
    del node
    scope.continues[-1].append(scope.state)
    scope.emit(Continue(scope.line))
    scope.state = None


def _return(scope: Scope, node: ast.Return) -> None:
    value: Value = NoneValue() if node.value is None else scope.evaluate(node.value)
    scope.frame.finish(value)


def _function(scope: Scope, node: ast.FunctionDef) -> None:
    """A function inside the function: its body is put in line where it is called."""
    key = scope.frame.locals[node.name]
    assign(scope, key, Closure(node, scope.frame))


def _raise(scope: Scope, node: ast.Raise) -> None:
    del node
    scope.leave("an exception is raised")


def _assert(scope: Scope, node: ast.Assert) -> None:
    test = test_of(scope, node.test)
    branch(
        scope,
        test,
        lambda: refine(scope, node.test, holds=True),
        lambda: scope.leave("an assertion fails"),
    )


_HANDLERS: dict[type[ast.stmt], Callable[[Scope, Any], None]] = {
    ast.Pass: _pass,
    ast.Expr: _expression,
    ast.Assign: assignment,
    ast.AnnAssign: annotated,
    ast.AugAssign: augmented,
    ast.Delete: delete,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Try: _try,
    ast.FunctionDef: _function,
}
