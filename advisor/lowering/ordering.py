"""Lists put in order: sort, sorted, reverse and reversed copies.

Numbers only: they are sorted stably, so that 0.0 and -0.0 keep their places; where there
is a NaN the kernel leaves, since what Python then makes of a list depends on its sorting.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from advisor.kernel.nodes import Binary, Constant, For, Load, Sort, Store, Variable
from advisor.kernel.types import INT
from advisor.lowering.arrays import ONE, ZERO, is_mixed, length, minus
from advisor.lowering.facts import KIND, node_key
from advisor.lowering.naming import assign_counter, freeze_number
from advisor.lowering.scope import Scope
from advisor.lowering.slicing import eagerly
from advisor.lowering.values import NoneValue, Number, Value, View

_SORTED = ("bool", "int64", "float64", "uint32")


def sort(scope: Scope, view: View, *, descending: bool) -> Value:
    """``view.sort()`` or ``view.sort(reverse=True)``."""
    slot = scope.facts.slots[_whole_list(scope, view).array]
    if is_mixed(scope, view.array) or scope.array(view.array).element.storage not in _SORTED:
        raise scope.refuse("sorting a list of several types")
    if slot.layers[-1] != "list":
        raise scope.refuse(f"sorting a {slot.layers[-1]}")
    scope.emit(Sort(view.array, descending, scope.line))
    scope.spoil_copies(view.array)
    return NoneValue()


def is_descending(scope: Scope, options: Sequence[ast.keyword]) -> bool:
    """What ``reverse=`` says."""
    for option in options:
        if option.arg != "reverse" or not isinstance(option.value, ast.Constant):
            raise scope.refuse(f"sorting with {option.arg}=")
    return any(bool(getattr(option.value, "value", False)) for option in options)


def _whole_list(scope: Scope, view: View) -> View:
    eagerly(scope, view)
    if view.leading or view.window is not None or len(scope.facts.slots[view.array].layers) > 1:
        raise scope.refuse("sorting rows, or a part of a list")
    return view


def reverse(scope: Scope, view: View, node: ast.AST) -> Value:
    """``view.reverse()``.

    After: ``for k in range(0, n // 2): t = a[k]; a[k] = a[n - 1 - k]; a[n - 1 - k] = t``.
    """
    array = _whole_list(scope, view).array
    if scope.facts.slots[array].layers[-1] != "list":
        raise scope.refuse(f"reversing a {scope.facts.slots[array].layers[-1]}")
    size = freeze_number(scope, length(view), "size", (id(node), "size")).expression
    half = Binary("//", size, Constant(2, INT), INT, checked=False)
    counter = scope.facts.name((scope.frame.path, node_key(node), "reverse"), "k")
    assign_counter(scope, counter)
    near = Variable(counter, INT)
    far = minus(minus(size, ONE), near)
    safe = ((False,), (False,))
    with scope.block() as body:
        for one in (array, scope.kinds(array)) if is_mixed(scope, array) else (array,):
            kind = scope.array(array).element if one == array else KIND
            first, second = (Load(one, (at,), kind, *safe) for at in (near, far))
            kept = freeze_number(scope, Number(first, kind), "kept", (id(node), one)).expression
            scope.emit(Store(one, (near,), second, *safe, scope.line))
            scope.emit(Store(one, (far,), kept, *safe, scope.line))
    scope.emit(For(counter, ZERO, half, ONE, tuple(body), (), scope.line))
    scope.spoil_copies(array)
    return NoneValue()
