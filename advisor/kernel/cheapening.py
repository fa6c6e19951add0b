"""Replace dear operations by cheaper ones with the very same outcome."""

from __future__ import annotations

from dataclasses import replace

from advisor.kernel import nodes, rebuilding
from advisor.kernel.nodes import Expression, Kernel
from advisor.kernel.types import INT

_LEAST, _MOST = 1e-100, 1e100  # of a limit whose square is far from either end of the doubles


def cheapen(kernel: Kernel) -> Kernel:
    """The kernel with cheaper operations."""
    return replace(
        kernel,
        functions=tuple(
            replace(function, body=rebuilding.block(function.body, _cheaper))
            for function in kernel.functions
        ),
    )


def _cheaper(node: Expression) -> Expression:
    """One expression, its operands done.

    Before: ``abs(z) > 2.0``, which takes a square root; after:
    ``abs_against(z, 2.0) > 0``, which takes one only where the squares are too close.
    Before: ``n // 8`` and ``n % 8``; after: ``n >> 3`` and ``n & 7``, which round down, too.
    """
    match node:
        case nodes.Binary("//" | "%" as operator, left, nodes.Constant(value=int() as by)) if (
            node.type == INT and by > 0 and by & (by - 1) == 0
        ):
            if operator == "%":
                return nodes.Binary("&", left, nodes.Constant(by - 1, INT), INT, checked=False)
            places = nodes.Constant(by.bit_length() - 1, INT)
            return nodes.Binary(">>", left, places, INT, checked=False)
        case nodes.Compare(
            operator,
            nodes.Intrinsic("abs", (size,)),
            nodes.Constant(value=float() as limit) as right,
            kind,
        ) if size.type.kind == "complex" and _LEAST < limit < _MOST:
            against = nodes.Intrinsic("abs_against", (size, right), INT)
            return nodes.Compare(operator, against, nodes.Constant(0, INT), kind)
    return node
