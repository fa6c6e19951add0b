"""``sum``, ``min``, ``max``, ``any``, ``all``, ``in`` and ``.index`` as loops.

Before::

    total = sum((a - b) ** 2 for a, b in zip(p, q))

After::

    total = 0
    for index in range(0, min(len(p), len(q))):
        total = total + (p[index] - q[index]) ** 2
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable

from advisor.kernel.nodes import (
    Break,
    Compare,
    Constant,
    Expression,
    If,
    Intrinsic,
    Logical,
    Unary,
    Variable,
)
from advisor.kernel.types import BOOL, FLOAT, INT
from advisor.lowering.arithmetic import (
    FALSE,
    binary,
    choose,
    compare,
    constant,
    is_nan,
    truth,
)
from advisor.lowering.arrays import length
from advisor.lowering.control import branch, refine
from advisor.lowering.iteration import bind_target, range_count, walk
from advisor.lowering.scope import Scope, describe
from advisor.lowering.values import (
    UNASSIGNED,
    Frame,
    Generator,
    Mixed,
    Number,
    RangeValue,
    Scalars,
    Text,
    TupleValue,
    Value,
    View,
    Zipped,
)

COMPENSATED = sys.version_info >= (3, 12)
"""From 3.12 on ``sum`` of floats keeps the lost low-order bits (Neumaier)."""


def hidden_key(scope: Scope, node: ast.AST, hint: str) -> str:
    """A variable of our own, told apart by node and call path."""
    return scope.facts.name((scope.frame.path, id(node), "own", hint), hint)


# ---------------------------------------------------------------- generators


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


def _stop(scope: Scope) -> None:
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
    walk(scope, iterable(scope, clause.iter), (id(clause), "items"), trip, None, prefer)


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
        return TupleValue(tuple(scope.evaluate_all(node.elts)))
    if isinstance(node, ast.ListComp):
        return Generator(node, scope.frame)
    return scope.evaluate(node)


# ----------------------------------------------------------------- reductions


def total(scope: Scope, value: Value, start: Value, node: ast.AST) -> Value:
    """``sum(value, start)``: plain additions from left to right before Python 3.12."""
    key = hidden_key(scope, node, "total")
    low = hidden_key(scope, node, "compensation")
    scope.assign(key, start)
    if COMPENSATED:
        scope.assign(low, constant(0.0))

    def add(item: Value) -> None:
        if isinstance(item, View | TupleValue | Text):
            raise scope.refuse(f"a sum of {describe(item)}")
        number = scope.settle(item) if COMPENSATED else item
        if COMPENSATED and isinstance(number, Number) and number.type == FLOAT:
            _compensated_add(scope, key, low, number, node)
        else:
            scope.assign(key, binary(scope, "+", scope.read(key, "sum"), number))

    iterate(scope, value, node, add)
    if COMPENSATED:
        _add_compensation(scope, key, low)
    so_far = scope.read(key, "sum")
    if isinstance(so_far, Mixed) and not _is_filtered(value):
        return scope.settle(so_far)  # only a sum of nothing is still the int it began as
    return so_far


def _is_filtered(value: Value) -> bool:
    return isinstance(value, Generator) and any(clause.ifs for clause in value.node.generators)


def _compensated_add(scope: Scope, key: str, low: str, item: Number, node: ast.AST) -> None:
    """One step of Neumaier's summation, as CPython's ``sum`` does it.

    Before: ``total += x``.
    After: ``t = total + x``; ``low += (total - t) + x`` or ``(x - t) + total``; ``total = t``.
    """
    item = scope.freeze_number(item, "item", (id(node), "item"))
    so_far = scope.read(key, "sum")

    def plainly() -> None:
        scope.assign(key, binary(scope, "+", scope.read(key, "sum"), item))

    def with_care() -> None:
        old = Number(Variable(key, FLOAT), FLOAT)
        new = scope.freeze_number(binary(scope, "+", old, item), "new_total", (id(node), "new"))
        sizes = [Intrinsic("abs", (n.expression,), FLOAT) for n in (old, item)]
        larger = Compare(">=", *sizes, BOOL)
        one = binary(scope, "+", binary(scope, "-", old, new), item)
        two = binary(scope, "+", binary(scope, "-", item, new), old)
        lost = choose(scope, larger, one, two)
        scope.assign(low, binary(scope, "+", scope.read(low, "sum"), lost))
        scope.assign(key, new)

    if isinstance(so_far, Mixed):
        branch(scope, scope.is_member(so_far, FLOAT), with_care, plainly)
    elif isinstance(so_far, Number) and so_far.type == FLOAT:
        with_care()
    else:
        plainly()


def _add_compensation(scope: Scope, key: str, low: str) -> None:
    lost = scope.settle(scope.read(low, "sum"))
    finite = Intrinsic("math.isfinite", (lost.expression,), BOOL)
    test = Logical("and", truth(scope, lost), finite, BOOL)

    def add() -> None:
        scope.assign(key, binary(scope, "+", scope.read(key, "sum"), lost))

    members = scope.state[key].members if scope.state else frozenset()  # type: ignore[union-attr] # a number
    if FLOAT in members:
        branch(scope, test, add)


def quantified(scope: Scope, value: Value, node: ast.AST, *, kind: str) -> Number:
    """``any(value)`` or ``all(value)``; stops at the first item that decides."""
    key = hidden_key(scope, node, "found")
    wanted = kind == "any"
    scope.assign(key, constant(value=False))
    lazy = not (isinstance(value, Generator) and isinstance(value.node, ast.ListComp))

    def look(item: Value) -> None:
        test = truth(scope, item)
        if not wanted:
            test = Unary("not", test, BOOL)
        branch(scope, test, decided)

    def decided() -> None:
        scope.assign(key, constant(value=True))
        if lazy:
            _stop(scope)

    iterate(scope, value, node, look, key if lazy else "")
    found = Variable(key, BOOL)
    return Number(found if wanted else Unary("not", found, BOOL), BOOL)


def extreme(
    scope: Scope,
    value: Value,
    node: ast.AST,
    operator: str,
    key: Callable[[Value], Value] | None,
    default: Value | None,
) -> Value:
    """``min(value, key=…, default=…)`` or ``max``: the first of equals, in Python's order."""
    best, rank, found = (hidden_key(scope, node, hint) for hint in ("best", "best_key", "some"))
    scope.assign(found, constant(value=False))

    def take(item: Value, mark: Value) -> None:
        scope.assign(best, item)
        if key is not None:
            scope.assign(rank, mark)

    def look(item: Value) -> None:
        item = scope.freeze(item, "item", (id(node), "item"))
        mark = item if key is None else scope.freeze(key(item), "mark", (id(node), "mark"))

        def first() -> None:
            take(item, mark)
            scope.assign(found, constant(value=True))

        def later() -> None:
            for name in (best, rank):
                _assume_assigned(scope, name)
            champion = scope.read(best if key is None else rank, "best")
            better = compare(scope, operator, mark, champion, testing=True)
            branch(scope, truth(scope, better), lambda: take(item, mark))

        branch(scope, Unary("not", Variable(found, BOOL), BOOL), first, later)

    iterate(scope, value, node, look)
    some = Variable(found, BOOL)
    if default is None:
        scope.leave_if(Unary("not", some, BOOL), "min() or max() of nothing")
        return _now_assigned(scope, best)
    branch(scope, Unary("not", some, BOOL), lambda: scope.assign(best, default))
    return _now_assigned(scope, best)


def _now_assigned(scope: Scope, key: str) -> Value:
    _assume_assigned(scope, key)
    return scope.read(key, "best")


def _assume_assigned(scope: Scope, key: str) -> None:
    """Another variable tells that this one has been assigned by now."""
    binding = (scope.state or {}).get(key)
    if isinstance(binding, Scalars) and binding.members != {UNASSIGNED}:
        scope.state = {**(scope.state or {}), key: Scalars(binding.members - {UNASSIGNED})}


def extreme_of(scope: Scope, values: list[Value], operator: str, node: ast.AST) -> Value:
    """``min(a, b, …)`` or ``max``: an item replaces the best one only if it is beyond it."""
    best = scope.freeze(values[0], "best", (id(node), 0))
    for n, value in enumerate(values[1:], 1):
        item = scope.freeze(value, "item", (id(node), n))
        test = truth(scope, compare(scope, operator, item, best, testing=True))
        chosen = choose(scope, test, item, best)
        last = n == len(values) - 1
        best = chosen if last else scope.freeze(chosen, "best", (id(node), n, "best"))
    return best


# ------------------------------------------------------------------- searches


def contains(scope: Scope, item: Value, value: Value, node: ast.AST) -> Number:
    """``item in value``; leaves for NaN, which Python finds by identity."""
    if isinstance(value, RangeValue):
        return _in_range(scope, item, value)
    if isinstance(value, Text):
        value = TupleValue(tuple(Text(letter) for letter in value.text))
    if isinstance(item, Number | Mixed):
        item = scope.freeze(scope.settle(item), "sought", (id(node), "sought"))
        _leave_if_nan(scope, item)
    if isinstance(value, TupleValue):
        found: Expression = FALSE
        for one in value.items:
            same = truth(scope, compare(scope, "==", one, item, testing=True))
            found = same if found is FALSE else Logical("or", found, same, BOOL)
        return Number(found, BOOL)
    key = hidden_key(scope, node, "found")
    scope.assign(key, constant(value=False))

    def look(one: Value) -> None:
        branch(scope, truth(scope, compare(scope, "==", one, item, testing=True)), hit)

    def hit() -> None:
        scope.assign(key, constant(value=True))
        _stop(scope)

    iterate(scope, value, node, look, key)
    return Number(Variable(key, BOOL), BOOL)


def _leave_if_nan(scope: Scope, value: Value) -> None:
    if isinstance(value, Number) and value.type.kind in ("float", "complex"):
        scope.leave_if(is_nan(value.expression), "a search for NaN")


def _in_range(scope: Scope, item: Value, value: RangeValue) -> Number:
    number = scope.settle(item)
    if value.step.constant != 1 or number.type.kind != "int":
        raise scope.refuse("a search in a range with a step")
    low = truth(scope, compare(scope, ">=", number, value.start))
    high = truth(scope, compare(scope, "<", number, value.stop))
    return Number(Logical("and", low, high, BOOL), BOOL)


def position(scope: Scope, view: View, item: Value, node: ast.AST) -> Number:
    """``view.index(item)``; leaves where it is not there, which raises, and for NaN.

    Before: ``k = a.index(x)``.
    After: ``k = -1``; ``for i in range(len(a)): if a[i] == x: k = i; break``; leave if -1.
    """
    item = scope.freeze(scope.settle(item), "sought", (id(node), "sought"))
    key = hidden_key(scope, node, "position")
    scope.assign(key, constant(-1))

    def look(pair: Value) -> None:
        assert isinstance(pair, TupleValue)
        index, one = pair.items

        def hit() -> None:
            scope.assign(key, index)
            _stop(scope)

        branch(scope, truth(scope, compare(scope, "==", one, item, testing=True)), hit)

    iterate(scope, Zipped("enumerate", (view,)), node, look)
    missing = Compare("<", Variable(key, INT), Constant(0, INT), BOOL)
    scope.leave_if(missing, "an item that is not in the list")
    return Number(Variable(key, INT), INT, small=True)


def occurrences(scope: Scope, view: View, item: Value, node: ast.AST) -> Number:
    """``view.count(item)``; leaves for NaN."""
    item = scope.freeze(scope.settle(item), "sought", (id(node), "sought"))
    _leave_if_nan(scope, item)
    key = hidden_key(scope, node, "occurrences")
    scope.assign(key, constant(0))

    def look(one: Value) -> None:
        more = binary(scope, "+", scope.settle(scope.read(key, "count")), constant(1))
        test = truth(scope, compare(scope, "==", one, item, testing=True))
        branch(scope, test, lambda: scope.assign(key, more))

    iterate(scope, view, node, look)
    return Number(Variable(key, INT), INT, small=True)


def size(scope: Scope, value: Value, node: ast.AST) -> Number:
    """``len(value)``."""
    if isinstance(value, View):
        return length(value)
    if isinstance(value, TupleValue):
        return constant(len(value.items))
    if isinstance(value, Text):
        return constant(len(value.text))
    if isinstance(value, RangeValue):
        return range_count(scope, value, (id(node), "len"))
    if isinstance(value, Generator) and isinstance(value.node, ast.ListComp):
        key = hidden_key(scope, node, "length")
        scope.assign(key, constant(0))

        def one_more(_: Value) -> None:
            scope.assign(key, binary(scope, "+", scope.read(key, "len"), constant(1)))

        iterate(scope, value, node, one_more)
        return Number(Variable(key, INT), INT, small=True)
    raise scope.refuse(f"the length of {describe(value)}")
