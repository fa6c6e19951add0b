"""Statements: one small function for each kind of node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from advisor.kernel.nodes import (
    Break,
    CallFunction,
    Constant,
    Continue,
    If,
    Load,
    Unary,
    While,
)
from advisor.kernel.types import BOOL
from advisor.lowering.arithmetic import SYMBOLS, TRUE, binary
from advisor.lowering.arrays import index_of, store, subscript
from advisor.lowering.control import attempt, branch, refine
from advisor.lowering.helpers import is_docstring, local_names
from advisor.lowering.iteration import bind_target, unpacked, walk
from advisor.lowering.places import place
from advisor.lowering.reductions import iterable, test_of
from advisor.lowering.scope import Scope, describe
from advisor.lowering.values import (
    Mixed,
    NoneValue,
    Number,
    ObjectValue,
    Text,
    TupleValue,
    Value,
    View,
    join,
)
from advisor.lowering.walking import mentioned
from advisor.lowering.walking import walk as nodes_of

_WORDS = {
    ast.Try: "try",
    ast.With: "with",
    ast.FunctionDef: "a function inside the function",
    ast.AsyncFunctionDef: "an async function",
    ast.ClassDef: "a class",
    ast.Import: "an import",
    ast.ImportFrom: "an import",
    ast.Global: "global",
    ast.Nonlocal: "nonlocal",
    ast.Delete: "del",
    ast.Match: "match",
    ast.AsyncFor: "async for",
    ast.AsyncWith: "async with",
}


def execute(scope: Scope, nodes: Sequence[ast.stmt]) -> None:
    """Lower statements; what no path reaches is left out."""
    for node in nodes:
        if scope.state is None:
            return
        scope.at(node)
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise scope.refuse(_WORDS.get(type(node), f"{type(node).__name__.lower()}"))
        attempt(scope, lambda: handler(scope, node))  # noqa: B023 # called at once


def _pass(scope: Scope, node: ast.stmt) -> None:
    """``pass`` does nothing."""
    del scope, node


def _expression(scope: Scope, node: ast.Expr) -> None:
    if is_docstring(node):
        return
    value = scope.evaluate(node.value)
    if isinstance(value, Number):
        scope.freeze_number(value, "ignored", node)


# ----------------------------------------------------------------- assignment


def _assign(scope: Scope, node: ast.Assign) -> None:
    single = node.targets[0] if len(node.targets) == 1 else None
    if isinstance(single, ast.Tuple | ast.List) and isinstance(node.value, ast.Tuple | ast.List):
        _assign_many(scope, single, node.value)
        return
    scope.target = _own_name(scope, single, node.value)
    value = scope.evaluate(node.value)
    scope.target = ""
    if len(node.targets) > 1:
        value = scope.freeze(value, "value", node)
    for target in node.targets:
        assign_to(scope, target, value)


def _own_name(scope: Scope, target: ast.expr | None, value: ast.expr) -> str:
    """The target's key, if an array made by ``value`` may take its place at once."""
    if not isinstance(target, ast.Name) or scope.state is None:
        return ""
    key = scope.frame.locals.get(target.id, "")
    read = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)} - {""}
    for name in read:
        binding = scope.state.get(scope.frame.locals.get(name, ""))
        if name == target.id or (isinstance(binding, View) and binding.array == key):
            return ""
    return key


def _assign_many(scope: Scope, target: ast.Tuple | ast.List, value: ast.Tuple | ast.List) -> None:
    """``a[i], a[j] = a[j], a[i]``: all values first, then the targets from left to right."""
    if len(target.elts) != len(value.elts):
        raise scope.refuse("unpacking into another number of names")
    values = scope.evaluate_all(value.elts)
    if _is_swap_of_arrays(scope, target, values):
        keys = tuple(scope.frame.locals[t.id] for t in target.elts if isinstance(t, ast.Name))
        scope.rebind(keys, tuple(v.array for v in values if isinstance(v, View)))
        return
    if any(isinstance(v, View) for v in values) and len(values) > 1:
        _refuse_shared(scope, target, values)
    _assign_in_turn(scope, target.elts, values)


def _assign_in_turn(scope: Scope, targets: Sequence[ast.expr], values: Sequence[Value]) -> None:
    """Assign values evaluated before the first assignment; those it would change are kept.

    Before: ``a[i], a[j] = a[j], a[i]``.
    After: ``t = a[i]``; ``a[i] = a[j]``; ``a[j] = t``.
    """
    kept = []
    for n, (target, value) in enumerate(zip(targets, values, strict=True)):
        exposed = any(_may_change(scope, earlier, value) for earlier in targets[:n])
        kept.append(scope.freeze(value, "kept", (id(target), "kept")) if exposed else value)
    for target, value in zip(targets, kept, strict=True):
        assign_to(scope, target, value)


def _may_change(scope: Scope, target: ast.expr, value: Value) -> bool:
    """Whether assigning the target could change what the value's expression gives."""
    if isinstance(target, ast.Name):
        key = scope.frame.locals.get(target.id, "")
        return bool({key, scope.tag(key)} & mentioned(value))
    if isinstance(target, ast.Tuple | ast.List):
        return any(_may_change(scope, inner, value) for inner in target.elts)
    return isinstance(value, Number | Mixed | TupleValue)


def _is_swap_of_arrays(scope: Scope, target: ast.Tuple | ast.List, values: Sequence[Value]) -> bool:
    """Whether whole arrays change places, names that have arrays of their own."""
    for one, value in zip(target.elts, values, strict=True):
        whole = isinstance(value, View) and not value.leading and value.window is None
        key = scope.frame.locals.get(one.id) if isinstance(one, ast.Name) else None
        if not whole or key not in scope.facts.slots:
            return False
    return True


def _refuse_shared(scope: Scope, target: ast.Tuple | ast.List, values: Sequence[Value]) -> None:
    """Rows that change places by name would need their names taken apart."""
    names = {scope.frame.locals.get(t.id) for t in target.elts if isinstance(t, ast.Name)}
    for value in values:
        if isinstance(value, View) and value.array in names:
            raise scope.refuse("a swap of arrays of different kinds")


def assign_to(scope: Scope, target: ast.expr, value: Value) -> None:
    """``target = value`` for any kind of target."""
    if isinstance(target, ast.Name):
        key = scope.frame.locals.get(target.id)
        if key is None:
            raise scope.refuse(f"an assignment to the global {target.id}")
        scope.assign(key, value)
    elif isinstance(target, ast.Tuple | ast.List):
        _assign_in_turn(scope, target.elts, unpacked(scope, value, len(target.elts)))
    elif isinstance(target, ast.Subscript):
        _assign_item(scope, target, value)
    elif isinstance(target, ast.Attribute):
        _assign_attribute(scope, target, value)
    else:
        raise scope.refuse("such an assignment target")


def _assign_item(scope: Scope, target: ast.Subscript, value: Value) -> None:
    if isinstance(target.slice, ast.Slice):
        raise scope.refuse("an assignment to a slice")
    mark = len(scope.statements)
    owner, indices = place(scope, target)
    (value,) = scope.keep([value], target, mark)
    if isinstance(value, View | TupleValue | Text | NoneValue):
        raise scope.refuse(f"storing {describe(value)} in an array")
    if not isinstance(owner, View):
        raise scope.refuse(f"an assignment into {describe(owner)}")
    store(scope, owner, indices, value)


def _assign_attribute(scope: Scope, target: ast.Attribute, value: Value) -> None:
    owner = scope.evaluate(target.value)
    key = (
        scope.attributes.get(f"{owner.name}.{target.attr}")
        if isinstance(owner, ObjectValue)
        else None
    )
    if key is None:
        raise scope.refuse(f"an assignment to the attribute {ast.unparse(target)}")
    scope.assign(key, value)


def _annotated(scope: Scope, node: ast.AnnAssign) -> None:
    if node.value is not None:
        scope.target = _own_name(scope, node.target, node.value)
        value = scope.evaluate(node.value)
        scope.target = ""
        assign_to(scope, node.target, value)


def _augmented(scope: Scope, node: ast.AugAssign) -> None:
    """``a[i] += x``: the place is found once, its value read before ``x`` is evaluated.

    Before: ``a[f(i)] += x``.
    After: ``k = f(i)``; ``a[k] = a[k] + x``.
    """
    operator = SYMBOLS.get(type(node.op))
    if operator is None:
        raise scope.refuse("the operator @=")
    if not isinstance(node.target, ast.Subscript):
        old = scope.evaluate(node.target)
        mark = len(scope.statements)
        value = scope.evaluate(node.value)
        (old,) = scope.keep([old], node.value, mark)
        assign_to(scope, node.target, _combined(scope, operator, old, value))
        return
    if isinstance(node.target.slice, ast.Slice):
        raise scope.refuse("an assignment to a slice")
    owner, indices = place(scope, node.target)
    if not isinstance(owner, View):
        raise scope.refuse(f"an assignment into {describe(owner)}")
    indices = [
        index if _simple(index) else scope.freeze_number(index, "at", (id(node), n))
        for n, index in enumerate(indices)
    ]
    old = subscript(scope, owner, indices, node.target)
    mark = len(scope.statements)
    value = scope.evaluate(node.value)
    old, *kept = scope.keep([old, *indices], node.value, mark)
    places = [index_of(scope, index) for index in kept]
    store(scope, owner, places, _combined(scope, operator, old, value))


def _simple(index: Number) -> bool:
    inner = nodes_of(index.expression)
    return not any(isinstance(node, CallFunction | Load) for node in inner)


def _combined(scope: Scope, operator: str, old: Value, value: Value) -> Number:
    for side in (old, value):
        if not isinstance(side, Number | Mixed):
            raise scope.refuse(f"{operator}= on {describe(side)}")
    return binary(scope, operator, old, value)  # type: ignore[arg-type] # one of SYMBOLS


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

    walk(scope, value, node, trip, otherwise if node.orelse else None, keys)


def _while(scope: Scope, node: ast.While) -> None:
    """``while test``; a test that needs statements is taken inside the loop.

    Before: ``while any(x > 0 for x in a): body``.
    After: ``while True:`` those statements; ``if not found: break``; body.
    """
    key = ("loop", scope.frame.path, id(node))
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
    scope.merge(scope.state, *scope.breaks.pop())
    if not before:
        scope.emit(While(test, tuple(body), tuple(otherwise), scope.line))
        return
    if any(isinstance(n, ast.Break | ast.Continue) for s in node.orelse for n in ast.walk(s)):
        raise scope.refuse("break in the else of a while")
    stop = If(Unary("not", test, BOOL), (*otherwise, Break(scope.line)), (), scope.line)
    scope.emit(While(TRUE, (*before, stop, *body), (), scope.line))


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


_HANDLERS: dict[type[ast.stmt], Callable[[Scope, ast.stmt], None]] = {  # type: ignore[assignment] # each takes its own node type
    ast.Pass: _pass,
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.For: _for,
    ast.While: _while,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Assert: _assert,
}
