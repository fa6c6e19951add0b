"""Assignments: to names, elements, attributes and tuples of them, in Python's order."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

from advisor.kernel.nodes import (
    Expression,
)
from advisor.kernel.types import INT
from advisor.lowering import dictionaries, indexing, records
from advisor.lowering.arrays import rank, subscript
from advisor.lowering.making import fill
from advisor.lowering.naming import (
    assign,
    evaluate_all,
    freeze,
    freeze_number,
    kept_before,
    rebind,
)
from advisor.lowering.parts import is_array
from advisor.lowering.places import place, sliced
from advisor.lowering.replacing import is_row, replace_row, swap_rows
from advisor.lowering.scope import Scope
from advisor.lowering.settling import describe
from advisor.lowering.splicing import assign_slice
from advisor.lowering.storing import store
from advisor.lowering.targets import unpacked
from advisor.lowering.values import (
    Mixed,
    NoneValue,
    Number,
    ObjectValue,
    Record,
    Table,
    Text,
    TupleValue,
    Value,
    View,
)
from advisor.lowering.walking import mentioned
from advisor.lowering.wholes import Computed, Part


def assignment(scope: Scope, node: ast.Assign) -> None:
    """``a = b = value``, tuples included."""
    single = node.targets[0] if len(node.targets) == 1 else None
    if isinstance(single, ast.Tuple | ast.List) and isinstance(node.value, ast.Tuple | ast.List):
        _assign_many(scope, single, node.value)
        return
    scope.target = _own_name(scope, single, node.value)
    stored = isinstance(single, ast.Subscript)
    value = scope.operand(node.value) if stored else scope.evaluate(node.value)
    scope.target = ""
    if isinstance(value, View) and isinstance(node.value, ast.Name):
        value = _detached(scope, value, node)
    if isinstance(value, Record) and isinstance(node.value, ast.Name):
        value = records.detached(scope, value, id(node))
    if len(node.targets) > 1:
        value = freeze(scope, value, "value", node)
    for target in node.targets:
        assign_to(scope, target, value)


def _detached(scope: Scope, view: View, node: ast.Assign) -> View:
    """A row under a second name, with an index of its own that stays when the first moves on.

    Before: ``best = row`` in ``for row in grid``.
    After: ``at = row_index``; ``best`` stands for ``grid[at]``.
    """

    def own(expression: Expression, n: object) -> Expression:
        return freeze_number(scope, Number(expression, INT), "at", (id(node), n)).expression

    leading = tuple(own(index, n) for n, index in enumerate(view.leading))
    if view.window is None:
        return replace(view, leading=leading)
    start, count, step = view.window
    return replace(view, leading=leading, window=(own(start, "start"), own(count, "count"), step))


def _own_name(scope: Scope, target: ast.expr | None, value: ast.expr) -> str:
    """The target's key, if an array made by ``value`` may take its place at once."""
    if not isinstance(target, ast.Name) or scope.state is None:
        return ""
    key = scope.frame.locals.get(target.id, "")
    read = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)} - {""}
    for name in read:
        binding = scope.state.get(scope.frame.locals.get(name, ""))
        if name == target.id or (isinstance(binding, View | Part) and binding.array == key):
            return ""
    return key


def _assign_many(scope: Scope, target: ast.Tuple | ast.List, value: ast.Tuple | ast.List) -> None:
    """``a[i], a[j] = a[j], a[i]``: all values first, then the targets from left to right."""
    if len(target.elts) != len(value.elts):
        raise scope.refuse("unpacking into another number of names")
    values = evaluate_all(scope, value.elts)
    if _is_swap_of_arrays(scope, target, values):
        keys = tuple(_array_key(scope, t) for t in target.elts)
        for one in target.elts:
            if isinstance(one, ast.Attribute):
                _note_rebound(scope, _array_key(scope, one))
        rebind(scope, keys, tuple(v.array for v in values if isinstance(v, View)))
        return
    if _is_swap_of_rows(scope, target, value, values):
        left, right = values
        assert isinstance(left, View)
        assert isinstance(right, View)
        swap_rows(scope, left, right, value)
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
        kept.append(freeze(scope, value, "kept", (id(target), "kept")) if exposed else value)
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
        if not whole or _array_key(scope, one) not in scope.facts.slots:
            return False
    return True


def _is_swap_of_rows(
    scope: Scope,
    target: ast.Tuple | ast.List,
    value: ast.Tuple | ast.List,
    values: Sequence[Value],
) -> bool:
    """Whether two rows of one list change places, as ``a[i], a[j] = a[j], a[i]``."""
    if len(values) != 2 or not all(_is_plain_place(one) for one in target.elts):  # noqa: PLR2004 # two
        return False
    left, right = values
    if not (isinstance(left, View) and isinstance(right, View) and left.array == right.array):
        return False
    crossed = [ast.unparse(one) for one in reversed(target.elts)]
    owner, count = View(left.array), len(left.leading)
    return (
        crossed == [ast.unparse(one) for one in value.elts]
        and (left.window, right.window, len(right.leading)) == (None, None, count)
        and is_row(scope, owner, count)
    )


def _is_plain_place(node: ast.expr) -> bool:
    """Whether it is a subscript that gives the same whenever it is evaluated."""
    plain = ast.Subscript | ast.Name | ast.Constant | ast.BinOp | ast.UnaryOp
    inner = (n for n in ast.walk(node) if isinstance(n, ast.expr))
    return isinstance(node, ast.Subscript) and all(isinstance(n, plain) for n in inner)


def _array_key(scope: Scope, target: ast.expr) -> str:
    """The array variable that a name or an attribute stands for, or ""."""
    if isinstance(target, ast.Name):
        return scope.frame.locals.get(target.id, "")
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
        owner = (scope.state or {}).get(scope.frame.locals.get(target.value.id, ""))
        if isinstance(owner, ObjectValue):
            return scope.attributes.get(f"{owner.name}.{target.attr}", "")
    return ""


def _note_rebound(scope: Scope, key: str) -> None:
    """An attribute comes to hold another array."""
    if key not in scope.facts.rebound:
        scope.facts.rebound.add(key)
        scope.facts.changed = True


def _refuse_shared(scope: Scope, target: ast.Tuple | ast.List, values: Sequence[Value]) -> None:
    """Rows that change places by name would need their names taken apart."""
    names = {_array_key(scope, t) for t in target.elts}
    for value in values:
        if isinstance(value, View) and value.array in names:
            raise scope.refuse("a swap of arrays of different kinds")


def assign_to(scope: Scope, target: ast.expr, value: Value) -> None:
    """``target = value`` for any kind of target."""
    if isinstance(target, ast.Name):
        key = scope.frame.locals.get(target.id)
        if key is None:
            raise scope.refuse(f"an assignment to the global {target.id}")
        assign(scope, key, value)
    elif isinstance(target, ast.Tuple | ast.List):
        _assign_in_turn(scope, target.elts, unpacked(scope, value, len(target.elts)))
    elif isinstance(target, ast.Subscript):
        _assign_item(scope, target, value)
    elif isinstance(target, ast.Attribute):
        _assign_attribute(scope, target, value)
    else:
        raise scope.refuse("such an assignment target")


def _assign_item(scope: Scope, target: ast.Subscript, value: Value) -> None:
    if indexing.concerns(scope, target) or _is_slice_of_array(scope, target):
        indexing.store(scope, target, value)
        return
    table = table_of(scope, target.value)
    if table is not None:
        mark = len(scope.statements)
        key = scope.evaluate(target.slice)
        (value,) = kept_before(scope, [value], target, mark)
        dictionaries.put_item(scope, table, key, value, target)
        return
    if isinstance(target.slice, ast.Slice):
        mark = len(scope.statements)
        view = sliced(scope, target)
        (value,) = kept_before(scope, [value], target, mark)
        assign_slice(scope, view, value, target)
        return
    mark = len(scope.statements)
    owner, indices = place(scope, target)
    (value,) = kept_before(scope, [value], target, mark)
    if isinstance(owner, View) and is_array(scope, owner) and len(indices) < rank(scope, owner):
        row = subscript(scope, owner, indices, target)
        assert isinstance(row, View)
        fill(scope, row, value, target)
        return
    if isinstance(value, View) and isinstance(owner, View) and is_row(scope, owner, len(indices)):
        replace_row(scope, owner, indices[0], value, target)
        return
    if isinstance(value, View | Part | Computed | TupleValue | Text | NoneValue):
        raise scope.refuse(f"storing {describe(value)} in an array")
    if not isinstance(owner, View):
        raise scope.refuse(f"an assignment into {describe(owner)}")
    store(scope, owner, indices, value)


def _is_slice_of_array(scope: Scope, target: ast.Subscript) -> bool:
    """Whether it is a slice of an ndarray, or of a row of one."""
    root: ast.expr = target
    while isinstance(root, ast.Subscript):
        root = root.value
    return isinstance(target.slice, ast.Slice) and indexing.is_array_name(scope, root)


def table_of(scope: Scope, node: ast.expr) -> Table | None:
    """The dict that a name means."""
    key = scope.frame.locals.get(node.id) if isinstance(node, ast.Name) else None
    binding = (scope.state or {}).get(key or "")
    return binding if isinstance(binding, Table) else None


def _assign_attribute(scope: Scope, target: ast.Attribute, value: Value) -> None:
    owner = scope.evaluate(target.value)
    if isinstance(owner, Record):
        records.set_attribute(scope, owner, target.attr, value)
        return
    key = (
        scope.attributes.get(f"{owner.name}.{target.attr}")
        if isinstance(owner, ObjectValue)
        else None
    )
    if key is None:
        raise scope.refuse(f"an assignment to the attribute {ast.unparse(target)}")
    if key in scope.facts.slots:
        _note_rebound(scope, key)
    assign(scope, key, value)


def annotated(scope: Scope, node: ast.AnnAssign) -> None:
    """``a: float = value``; the annotation says nothing."""
    if node.value is not None:
        scope.target = _own_name(scope, node.target, node.value)
        value = scope.evaluate(node.value)
        scope.target = ""
        assign_to(scope, node.target, value)
