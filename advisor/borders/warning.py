"""Does a kernel compute with NumPy's numbers, which warn where Python's raise?"""

from __future__ import annotations

from advisor.kernel import nodes, walking
from advisor.kernel.nodes import Kernel


def warns(kernel: Kernel) -> bool:
    """Whether any of its arithmetic is on NumPy's floats."""
    return any(
        (isinstance(node, nodes.CallFunction) and node.function in nodes.LIBRARY)
        or (
            isinstance(node, nodes.Binary | nodes.Unary | nodes.Intrinsic)
            and node.type.kind in ("float", "complex")
            and (node.type.dtype is not None or getattr(node, "name", "").startswith("np."))
        )
        for node in walking.all_expressions(kernel)
    )
