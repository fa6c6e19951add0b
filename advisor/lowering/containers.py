"""Lists, dicts, sets and deques that are made by a call.

Before: ``sorted(xs)``, ``deque([start])``, ``defaultdict(int)``, ``Counter(text)``.
After: a fresh array that is put in order; the arrays of a queue or of a table.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from advisor.kernel.nodes import Compare
from advisor.kernel.types import BOOL
from advisor.lowering import dictionaries, ordering, queues, tables
from advisor.lowering.arrays import ZERO, index_of, rank
from advisor.lowering.comprehensions import materialised
from advisor.lowering.creation import copied, from_display, slot_for
from advisor.lowering.generators import iterable, iterate
from advisor.lowering.iteration import walk
from advisor.lowering.literals import constant
from advisor.lowering.naming import freeze_number
from advisor.lowering.outside import require
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.storing import append
from advisor.lowering.values import (
    Generator,
    Library,
    RangeValue,
    Table,
    TupleValue,
    Value,
    View,
    Zipped,
)


def walkable(scope: Scope, node: ast.expr) -> Value:
    """An argument that is walked over: a list display need not be made."""
    target, scope.target = scope.target, ""
    value = iterable(scope, node)
    scope.target = target
    return value


def only(scope: Scope, node: ast.Call) -> ast.expr:
    """The one argument of a call."""
    if node.keywords or len(node.args) != 1:
        raise scope.refuse(f"{ast.unparse(node.func)}() with such arguments")
    return node.args[0]


def _list(scope: Scope, node: ast.Call) -> Value:
    if not node.args and not node.keywords:
        return from_display(scope, TupleValue(()), node)
    return _listed(scope, only(scope, node), node)


def _listed(scope: Scope, items: ast.expr, node: ast.Call, *, in_order: bool = True) -> View:
    """A fresh list; of a set only where its order does not matter."""
    value = walkable(scope, items)
    if isinstance(value, Table) and len(value.keys) == 1 and (value.values or not in_order):
        return copied(scope, View(value.keys[0]), node, ("list",))
    if isinstance(value, Generator):
        return materialised(scope, value, node)
    if isinstance(value, View) and rank(scope, value) == 1:
        return copied(scope, value, node, ("list",))
    if isinstance(value, RangeValue | Zipped):
        return _list_of(scope, value, node)
    raise scope.refuse(f"list() of {describe(value)}")


def _deque(scope: Scope, node: ast.Call) -> Value:
    """``deque()``, ``deque(items)`` or ``deque(items, maxlen=n)``."""
    options = {keyword.arg: keyword.value for keyword in node.keywords}
    most = options.pop("maxlen", None)
    if len(node.args) > 1 or options:
        raise scope.refuse("deque() with such arguments")
    slot = slot_for(scope, ("list",), node)
    items = walkable(scope, node.args[0]) if node.args else TupleValue(())
    limit = None
    if most is not None and not (isinstance(most, ast.Constant) and most.value is None):
        limit = freeze_number(scope, index_of(scope, scope.evaluate(most)), "most", most)
        scope.leave_if(Compare("<", limit.expression, ZERO, BOOL), "a deque of negative length")
    if isinstance(items, TupleValue):
        return queues.begin(scope, slot, items.items, most=limit)
    queue = queues.begin(scope, slot, (), most=limit)
    iterate(scope, items, node, lambda item: queues.put(scope, queue, item))
    return queue


def _defaultdict(scope: Scope, node: ast.Call) -> Value:
    """``defaultdict(int)`` or ``defaultdict(float)``."""
    made = scope.evaluate(node.args[0]) if len(node.args) == 1 else None
    kinds = {Library("builtins.int"): constant(0), Library("builtins.float"): constant(0.0)}
    if node.keywords or not isinstance(made, Library) or made not in kinds:
        raise scope.refuse("defaultdict() of other things than int or float")
    require(scope, node.args[0], made.name)
    return tables.begin(scope, node, values=True, missing=kinds[made])


def _counter(scope: Scope, node: ast.Call) -> Value:
    """``Counter()`` or ``Counter(items)``."""
    if node.keywords or len(node.args) > 1:
        raise scope.refuse("Counter() with such arguments")
    source = walkable(scope, node.args[0]) if node.args else TupleValue(())
    if isinstance(source, Table):
        raise scope.refuse("Counter() of a dict or set")
    if isinstance(source, TupleValue) and not source.items:
        return tables.begin(scope, node, values=True, missing=constant(0), counts=True)
    return dictionaries.counted(scope, source, node)


def _dict(scope: Scope, node: ast.Call) -> Value:
    if node.keywords or len(node.args) > 1:
        raise scope.refuse("dict() with such arguments")
    if node.args:
        source = scope.evaluate(node.args[0])
        if not isinstance(source, Table) or not source.values:
            raise scope.refuse(f"dict() of {describe(source)}")
        return dictionaries.copied(scope, source, node)
    return tables.begin(scope, node, values=True)


def _set(scope: Scope, node: ast.Call) -> Value:
    if not node.args:
        return tables.begin(scope, node, values=False)
    items = walkable(scope, only(scope, node))
    if isinstance(items, Table):
        return dictionaries.copied(scope, items, node)
    table = tables.begin(scope, node, values=False)
    iterate(
        scope, items, node, lambda item: dictionaries.add(scope, table, item, (id(node), "add"))
    )
    return table


def _sorted(scope: Scope, node: ast.Call) -> Value:
    """``sorted(items)``: a fresh list, then put in order."""
    if len(node.args) != 1:
        raise scope.refuse("sorted() with such arguments")
    descending = ordering.is_descending(scope, node.keywords)
    view = _listed(scope, node.args[0], node, in_order=False)
    ordering.sort(scope, view, descending=descending)
    return view


def _list_of(scope: Scope, value: RangeValue | Zipped, node: ast.Call) -> View:
    view = from_display(scope, TupleValue(()), node)
    walk(scope, value, (id(node), "list"), lambda item: append(scope, view, item))
    return view


BUILTINS: dict[str, Callable[[Scope, ast.Call], Value]] = {
    "list": _list,
    "sorted": _sorted,
    "dict": _dict,
    "set": _set,
}
COLLECTIONS: dict[str, Callable[[Scope, ast.Call], Value]] = {
    "collections.deque": _deque,
    "collections.defaultdict": _defaultdict,
    "collections.Counter": _counter,
}
