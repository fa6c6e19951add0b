"""The tuple of results that a fast path answers with, dicts and sets put together from lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.kernel.nodes import Kernel


def answer(kernel: Kernel, boxed: Sequence[str]) -> str:
    """The expression for the answer; ``boxed`` names the objects for the entry's results."""
    handed = list(boxed[: len(boxed) - len(kernel.outputs)])
    items = list(_items(kernel, handed)) if kernel.packs else handed
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})" if items else "(None,)"


def _items(kernel: Kernel, handed: Sequence[str]) -> Iterator[str]:
    place = 0
    for pack in kernel.packs:
        keys = handed[place : place + pack.keys]
        together = keys[0] if len(keys) == 1 else f"zip({', '.join(keys)})"
        place += pack.keys
        if pack.kind == "dict":
            yield f"dict(zip({together}, {handed[place]}))"
            place += 1
        else:
            made = {"set": f"set({together})", "rows": f"list(zip({', '.join(keys)}))"}
            yield made.get(pack.kind, together)


NAMES = ("dict", "list", "set", "zip")
"""What an answer may call."""
