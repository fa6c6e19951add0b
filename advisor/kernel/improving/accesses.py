"""Which elements a loop reaches: surely the same one, surely others, or who knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.kernel import nodes, walking
from advisor.kernel.affine import Affine, affine
from advisor.kernel.dependences import own_expressions
from advisor.kernel.improving.shapes import assigned, is_still
from advisor.kernel.nodes import Expression, For, Statement

Access = nodes.Load | nodes.Store
_STEADY = (
    nodes.Assign | nodes.Store | nodes.If | nodes.Leave | nodes.Break | nodes.Continue
)  # fmt: skip


def is_simple(block: Sequence[Statement]) -> bool:
    """Whether a block only computes and stores: no loops, no arrays made, no calls."""
    calls = any(isinstance(e, nodes.CallFunction) for e in walking.expressions(block))
    return not calls and all(isinstance(s, _STEADY) for s in walking.statements(block))


def accesses(block: Sequence[Statement], array: str) -> Iterator[Access]:
    """Every reading and writing of an array in a block."""
    for node in walking.expressions(block):
        if isinstance(node, nodes.Load) and node.array == array:
            yield node
    for statement in walking.statements(block):
        if isinstance(statement, nodes.Store) and statement.array == array:
            yield statement


def is_sure(access: Access) -> bool:
    """Whether its indices are offsets in bounds as they stand."""
    return not any(access.wraps) and not any(access.checked)


def always(statement: Statement) -> Iterator[Access]:
    """The accesses that a statement makes whatever its values are, in their order."""
    for node in own_expressions(statement):
        yield from _always(node)
    if isinstance(statement, nodes.Store):
        yield statement


def _always(node: Expression) -> Iterator[nodes.Load]:
    match node:
        case nodes.IfElse(test=part) | nodes.Logical(left=part):
            yield from _always(part)
        case nodes.Load(indices=indices):
            for index in indices:
                yield from _always(index)
            yield node
        case nodes.Binary(left=left, right=right) | nodes.Compare(left=left, right=right):
            yield from _always(left)
            yield from _always(right)
        case nodes.Unary(operand=part) | nodes.Cast(operand=part):
            yield from _always(part)
        case nodes.Intrinsic(arguments=arguments):
            for argument in arguments:
                yield from _always(argument)


def same(one: Sequence[Expression], two: Sequence[Expression]) -> bool:
    """Whether two index tuples surely mean the same element."""
    pairs = zip(one, two, strict=True)
    return all(affine(a) == affine(b) for a, b in pairs)


def apart(one: Sequence[Expression], two: Sequence[Expression], loops: Sequence[For]) -> bool:
    """Whether two index tuples never mean the same element in any trip.

    ``loops`` are the plain ones around both, the outermost first.
    """
    for a, b in zip(one, two, strict=True):
        distance = affine(a).plus(affine(b), -1)
        if _extreme(distance, loops, 1) > 0 or _extreme(distance, loops, -1) < 0:
            return True
    return False


def _extreme(sum_of: Affine, loops: Sequence[For], sign: int) -> int:
    """The least (sign 1) or greatest (-1) value over all trips; 0 if that is not known."""
    for loop in reversed(loops):
        factor = sum_of.factor(loop.variable)
        if not factor:
            continue
        if any(not is_still(e, assigned(loop.body)) for e in (loop.start, loop.stop)):
            return 0
        low, high = affine(loop.start), affine(loop.stop).plus(Affine(-1))
        sum_of = sum_of.without(loop.variable).plus(low if factor * sign > 0 else high, factor)
    return 0 if sum_of.terms else sum_of.constant
