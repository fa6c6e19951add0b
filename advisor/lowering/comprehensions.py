"""List comprehensions as presized arrays, or as growing ones where the length is not known.

Before::

    grid = [[f(i, j) for j in range(m)] for i in range(n)]

After::

    grid = new((n, m))
    for i in range(0, n):
        for j in range(0, m):
            grid[i, j] = f(i, j)
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import replace

from advisor.kernel.nodes import Assign, Constant, Expression, For, Statement, Variable
from advisor.kernel.types import INT, Layer
from advisor.lowering.arrays import element, index_of, length, rank
from advisor.lowering.counting import Source
from advisor.lowering.creation import new, slot_for
from advisor.lowering.generators import frame_of, iterable, iterate
from advisor.lowering.iteration import counted, source
from advisor.lowering.naming import evaluate_all, freeze, freeze_number
from advisor.lowering.scope import Scope
from advisor.lowering.slicing import is_whole
from advisor.lowering.storing import append, put
from advisor.lowering.targets import bind_target
from advisor.lowering.values import (
    Frame,
    Generator,
    Mixed,
    Number,
    RangeValue,
    TupleValue,
    Value,
    View,
)
from advisor.lowering.walking import mentioned, written


def materialised(scope: Scope, value: Generator, node: ast.AST) -> View:
    """A comprehension as a fresh list."""
    inner = value.node
    layers: tuple[Layer, ...] = ("list", *_layers(inner.elt))
    slot = slot_for(scope, layers, node)
    target, scope.target = scope.target, ""
    scope.declare(slot, layers, frozenset())
    if _is_plain(inner) and not scope.facts.slots[slot].growable:
        view = _presized(scope, slot, value)
    else:
        view = _growing(scope, slot, value, node)
    scope.target = target
    return view


def _is_plain(node: ast.ListComp | ast.GeneratorExp) -> bool:
    return len(node.generators) == 1 and not node.generators[0].ifs


def _layers(node: ast.expr) -> tuple[Layer, ...]:
    """What an element of the list is, if it is a list or tuple itself."""
    if isinstance(node, ast.ListComp):
        return ("list", *_layers(node.elt))
    if isinstance(node, ast.BinOp) and _repeated(node) is not None:
        return ("list",)
    if isinstance(node, ast.List | ast.Tuple) and node.elts:
        kind: Layer = "list" if isinstance(node, ast.List) else "tuple"
        return (kind, *_layers(node.elts[0]))
    return ("list",) if _copied_row(node) is not None else ()


def _repeated(node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
    """The item and the count of ``[item] * count``."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult):
        return None
    for display, count in ((node.left, node.right), (node.right, node.left)):
        if isinstance(display, ast.List) and len(display.elts) == 1:
            return display.elts[0], count
    return None


def _copied_row(node: ast.expr) -> ast.expr | None:
    """What is copied by ``row[:]``, ``list(row)`` or ``row.copy()``."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        return node.value if is_whole(node.slice) else None
    if not isinstance(node, ast.Call) or node.keywords:
        return None
    if isinstance(node.func, ast.Name) and node.func.id == "list" and len(node.args) == 1:
        return node.args[0] if isinstance(node.args[0], ast.Name | ast.Subscript) else None
    if isinstance(node.func, ast.Attribute) and node.func.attr == "copy" and not node.args:
        return node.func.value
    return None


def _growing(scope: Scope, slot: str, value: Generator, node: ast.AST) -> View:
    if len(scope.facts.slots[slot].layers) > 1:
        raise scope.refuse("a comprehension of rows with a filter or several loops")
    if not scope.facts.slots[slot].growable:
        scope.facts.slots[slot].growable = scope.facts.changed = True
    view = new(scope, slot, ())
    iterate(scope, value, node, lambda item: append(scope, View(slot), item))
    return view


# ------------------------------------------------------------------- presized


def _presized(scope: Scope, slot: str, value: Generator) -> View:
    with scope.block() as loops:
        shape = _fill(scope, slot, value, ())
    *before, loop = loops  # what is walked over may be made here, too
    scope.statements.extend(before)
    view = new(scope, slot, tuple(shape))
    scope.emit(loop)
    return view


def _hoistable(statements: Sequence[Statement], shape: Sequence[Expression]) -> list[Statement]:
    """The assignments before a loop that the extents rest on."""
    return [s for s in statements if isinstance(s, Assign) and _rests(statements, s, shape)]


def _rests(statements: Sequence[Statement], one: Assign, shape: Sequence[Expression]) -> bool:
    needed = mentioned(tuple(shape))
    for statement in reversed(statements):
        if isinstance(statement, Assign) and statement.name in needed:
            needed |= mentioned(statement.value)
    return one.name in needed


def _fill(
    scope: Scope, slot: str, value: Generator, indices: tuple[Expression, ...]
) -> list[Expression]:
    """The loop over one axis; gives the extents from this axis on."""
    node = value.node
    if not _is_plain(node):
        raise scope.refuse("an inner comprehension with a filter or several loops")
    clause = node.generators[0]
    with scope.within(value.frame):
        items = iterable(scope, clause.iter)
        over = source(scope, items, (id(clause), "items"))
    frame = frame_of(scope, node, value.frame)
    name = _counter(scope, clause, items, frame)

    def trip(position: Variable) -> list[Expression]:
        bind_target(scope, clause.target, over.item(position), frame.locals.__getitem__)
        return _item(scope, slot, node.elt, (*indices, position))

    with scope.within(frame):
        inner = _counted(scope, name, over, clause, trip)
    return [over.count, *inner]


def _counter(scope: Scope, clause: ast.comprehension, items: Value, frame: Frame) -> str:
    """The counter's name: the target's own where it simply counts from 0."""
    target = clause.target
    bounds = (items.start, items.step) if isinstance(items, RangeValue) else ()
    if isinstance(target, ast.Name) and [bound.constant for bound in bounds] == [0, 1]:
        return frame.locals[target.id]
    hint = f"{target.id}_index" if isinstance(target, ast.Name) else "index"
    return scope.facts.name((scope.frame.path, id(clause), "counter"), hint)


def _counted(
    scope: Scope,
    name: str,
    over: Source,
    clause: ast.comprehension,
    trip: Callable[[Variable], list[Expression]],
) -> list[Expression]:
    """A loop whose extents are moved before it; they may not depend on it."""
    shape: list[Expression] = []

    def body() -> None:
        shape[:] = trip(Variable(name, INT))

    with scope.block() as loop:
        counted(scope, name, over, (id(clause), "loop"), body)
    *before, last = loop
    assert isinstance(last, For)
    moved = _hoistable(last.body, shape)
    kept = tuple(statement for statement in last.body if statement not in moved)
    own = written(moved)
    if (mentioned((tuple(shape), tuple(moved))) - own) & (written(kept) | {name}):
        raise scope.refuse("a list with rows of different lengths")
    for statement in (*before, *moved, replace(last, body=kept)):
        scope.emit(statement)
    return shape


def _item(
    scope: Scope, slot: str, node: ast.expr, indices: tuple[Expression, ...]
) -> list[Expression]:
    """Store one element, or the elements of one row; gives the extents of the row."""
    if isinstance(node, ast.ListComp):
        return _fill(scope, slot, Generator(node, scope.frame), indices)
    repeated = _repeated(node)
    if repeated is not None:
        return _repeat(scope, slot, repeated, indices, node)
    if isinstance(node, ast.List | ast.Tuple) and node.elts:
        return _row_display(scope, slot, node, indices)
    row = _copied_row(node)
    if row is not None:
        return _row_copy(scope, slot, scope.evaluate(row), indices, node)
    value = scope.evaluate(node)
    if not isinstance(value, Number | Mixed):
        raise scope.refuse("a list of lists that share their rows")
    put(scope, slot, indices, value)
    return []


def _row_display(
    scope: Scope, slot: str, node: ast.List | ast.Tuple, indices: tuple[Expression, ...]
) -> list[Expression]:
    inner: list[Expression] = []
    for position, item in enumerate(node.elts):
        if _layers(item) != _layers(node.elts[0]):
            raise scope.refuse("a list that mixes rows of different kinds")
        found = _item(scope, slot, item, (*indices, Constant(position, INT)))
        if position and found != inner:
            raise scope.refuse("a list with rows of different lengths")
        inner = found
    return [Constant(len(node.elts), INT), *inner]


def _repeat(
    scope: Scope,
    slot: str,
    repeated: tuple[ast.expr, ast.expr],
    indices: tuple[Expression, ...],
    node: ast.expr,
) -> list[Expression]:
    value, count = evaluate_all(scope, repeated)
    if not isinstance(value, Number | Mixed):
        raise scope.refuse("a list that holds the same row several times")
    kept = freeze(scope, value, "fill", (id(node), "fill"))
    times = freeze_number(scope, index_of(scope, count), "width", (id(node), "width")).expression
    over = Source(times, lambda _: kept, ())
    name = scope.facts.name((scope.frame.path, id(node), "counter"), "k")
    counted(
        scope,
        name,
        over,
        (id(node), "loop"),
        lambda: put(scope, slot, (*indices, Variable(name, INT)), kept),
    )
    return [times]


def _row_copy(
    scope: Scope, slot: str, row: Value, indices: tuple[Expression, ...], node: ast.expr
) -> list[Expression]:
    if isinstance(row, TupleValue) or not isinstance(row, View) or rank(scope, row) != 1:
        raise scope.refuse("a copy of something that is not a row")
    over = source(scope, row, (id(node), "row"))
    name = scope.facts.name((scope.frame.path, id(node), "counter"), "k")
    counter = Variable(name, INT)
    counted(
        scope,
        name,
        over,
        (id(node), "loop"),
        lambda: put(scope, slot, (*indices, counter), element(scope, row, counter)),
    )
    return [length(row).expression]
