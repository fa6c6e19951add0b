"""May a last bit that differs decide anything?

A form that rounds otherwise than the loops is close to them wherever floats only lead to
floats. Where one is compared, or becomes an integer, two answers may have nothing in common.
"""

from __future__ import annotations

from advisor.kernel import nodes, walking
from advisor.kernel.affine import reads
from advisor.kernel.nodes import Expression, Function
from advisor.kernel.reordering import decides
from advisor.kernel.types import FLOAT
from advisor.vectorising.along import Style
from advisor.vectorising.expressions import is_rounded
from advisor.vectorising.planning import Axis


def rounding_decides(function: Function, axes: dict[int, Axis], style: Style) -> bool:
    """Whether a float that those axes, in that style, may round otherwise decides anything."""
    rounded = _reordered(axes, style)
    while True:
        more = rounded | {
            name for name, value in _assigned(function) if _touches(value, rounded, style)
        }
        if more == rounded:
            break
        rounded = more
    return any(
        decides(node) and _touches(node, rounded, style)
        for node in walking.expressions(function.body)
    )


def _reordered(axes: dict[int, Axis], style: Style) -> frozenset[str]:
    """Accumulators that are added up in another order."""
    sums = frozenset(name for axis in axes.values() for name in axis.sums)
    targets = [axis.product.target for axis in axes.values() if axis.product]
    products = {t.name if isinstance(t, nodes.Assign) else t.array for t in targets}
    return (frozenset() if style.in_order else sums) | products


def _assigned(function: Function) -> list[tuple[str, Expression]]:
    """Scalars and arrays with the values they are given; an array's name changes hands, too."""
    found: list[tuple[str, Expression]] = []
    for statement in walking.statements(function.body):
        match statement:
            case nodes.Assign(name, value):
                found.append((name, value))
            case nodes.Store(array, value=value) | nodes.Append(array, value):
                found.append((array, value))
            case nodes.Copy(array, source):
                found.append((array, _whole(source)))
            case nodes.Rebind(targets, sources):
                found += [(t, _whole(s)) for t, s in zip(targets, sources, strict=True)]
            case nodes.New(array, _, fill) if fill is not None:
                found.append((array, fill))
    return found


def _whole(array: str) -> Expression:
    return nodes.Load(array, (), FLOAT, (), ())


def _touches(node: Expression, rounded: frozenset[str], style: Style) -> bool:
    """Whether what an expression says may come out rounded otherwise."""
    if rounded & {*reads(node)}:
        return True
    return any(
        is_rounded(part) or (style.numexpr and _computes(part)) for part in walking.within(node)
    )


def _computes(node: Expression) -> bool:
    return isinstance(node, nodes.Binary | nodes.Intrinsic) and node.type.kind == "float"
