"""Nests that add up products of numbers, which a library does in another order but far faster.

Before: ``for k in range(n): s += a[i, k] * b[k, j]``, for all ``i`` and ``j``.
After: ``s = s + a @ b``, once it is known that no order of adding up could overflow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from advisor.kernel import dependences, nodes, rebuilding, walking
from advisor.kernel.affine import affine, reads
from advisor.kernel.nodes import Expression, For, Statement

_TWO = 2  # factors make a product
_GRID = 2  # axes


@dataclass(frozen=True, slots=True)
class Product:
    """What a nest of loops does: to each target it adds a product for each trip of some loops.

    Attributes:
        loops: the nest, outermost first; each has the next one for its body.
        target: the innermost statement: where the sums are.
        start: what it reads there: the sum so far.
        factors: what is multiplied; none of them depends on a target.
        summed: variables of the loops whose trips are added up.
        subtracted: whether the product is taken away.
        between: whether anything is worked out between the loops, also where the inner ones
            make no trip.
    """

    loops: tuple[For, ...]
    target: nodes.Assign | nodes.Store
    start: Expression
    factors: tuple[Expression, ...]
    summed: frozenset[str]
    subtracted: bool
    between: bool


def product_of(loop: For, live: frozenset[str]) -> Product | None:
    """The sums of products that a loop does, and nothing else; ``live`` is read after it."""
    loops, names, last = _descend(loop)
    term = accumulated(last) if last else None
    if not last or not term or names.keys() & live or not _rectangular(loops, names, live):
        return None
    start, product, subtracted = term
    factors = tuple(_factors(_substituted(product, names)))
    summed = _summed(last, loops)
    target = last.name if isinstance(last, nodes.Assign) else last.array
    indices = last.indices if isinstance(last, nodes.Store) else ()
    looked_at = {name for factor in factors for name in reads(factor)}
    told = looked_at | {name for index in indices for name in reads(index)}
    if target in {*looked_at, *names} or names.keys() & told or not summed or summed - looked_at:
        return None
    several = sum(any(_loads(factor)) for factor in factors) >= _TWO
    if product.type.kind != "float" or not several or not all(map(_flat, factors)):
        return None
    return Product(loops, last, start, factors, summed, subtracted, bool(names))


def _descend(
    loop: For,
) -> tuple[tuple[For, ...], dict[str, Expression], nodes.Assign | nodes.Store | None]:
    """The loops of a perfect nest, names for parts of the product, and the innermost statement."""
    loops: list[For] = []
    names: dict[str, Expression] = {}
    statement: Statement = loop
    while isinstance(statement, For):
        loops.append(statement)
        if not statement.body:
            return (), {}, None
        *before, statement = statement.body
        for one in before:
            if (
                not isinstance(one, nodes.Assign)
                or one.name in names
                or one.name in reads(one.value)
            ):
                return (), {}, None
            names[one.name] = _substituted(one.value, names)
    last = statement if isinstance(statement, nodes.Assign | nodes.Store) else None
    return tuple(loops), names, last


def _substituted(node: Expression, names: Mapping[str, Expression]) -> Expression:
    def change(part: Expression) -> Expression:
        return names.get(part.name, part) if isinstance(part, nodes.Variable) else part

    return rebuilding.expression(node, change)


def _rectangular(
    loops: Sequence[For], names: Mapping[str, Expression], live: frozenset[str]
) -> bool:
    """Whether each loop makes the same trips every time, forwards."""
    moving = {*names, *(loop.variable for loop in loops)}
    return all(
        isinstance(loop.step, nodes.Constant)
        and loop.step.value.real > 0
        and loop.variable not in live
        and dependences.is_closed(loop)
        and not moving & {*reads(loop.start), *reads(loop.stop)}
        for loop in loops
    )


def accumulated(
    statement: nodes.Assign | nodes.Store,
) -> tuple[Expression, Expression, bool] | None:
    """The sum so far, what is added to it or taken from it, and which of the two."""
    value = uncast(statement.value)
    if not isinstance(value, nodes.Binary) or value.type.storage not in ("int64", "float64"):
        return None
    if value.operator in ("+", "-") and _is_target(value.left, statement):
        return value.left, value.right, value.operator == "-"
    if value.operator == "+" and _is_target(value.right, statement):
        return value.right, value.left, False
    return None


def _is_target(node: Expression, last: nodes.Assign | nodes.Store) -> bool:
    node = uncast(node)
    if isinstance(last, nodes.Assign):
        return isinstance(node, nodes.Variable) and node.name == last.name
    if not isinstance(node, nodes.Load) or node.array != last.array:
        return False
    return [*map(affine, node.indices)] == [*map(affine, last.indices)]


def _factors(node: Expression) -> list[Expression]:
    node = uncast(node)
    if isinstance(node, nodes.Binary) and node.operator == "*" and node.type.kind == "float":
        return [*_factors(node.left), *_factors(node.right)]
    return [node]


def _summed(last: nodes.Assign | nodes.Store, loops: Sequence[For]) -> frozenset[str]:
    """Loops that keep coming back to the same targets."""
    variables = frozenset(loop.variable for loop in loops)
    indices = last.indices if isinstance(last, nodes.Store) else ()
    kept = frozenset(name for index in indices for name in reads(index)) & variables
    return variables - kept


def _flat(factor: Expression) -> bool:
    """Whether a factor is at hand, or takes no more memory than a grid to work out."""
    indices = chain.from_iterable(load.indices for load in _loads(factor))
    names = {name for index in indices for name in reads(index)}
    return isinstance(factor, nodes.Load) or len(names) <= _GRID


def _loads(node: Expression) -> list[nodes.Load]:
    return [part for part in walking.within(node) if isinstance(part, nodes.Load)]


def uncast(node: Expression) -> Expression:
    """Without casts between Python's floats and NumPy's, which change no bit."""
    while isinstance(node, nodes.Cast) and node.operand.type.storage == node.type.storage:
        node = node.operand
    return node
