"""How a script asks a fast path, and what the file that holds it is called."""

from __future__ import annotations

import re

from advisor.backend import UnsuitableError
from advisor.kernel.nodes import Kernel


def guarded_call(kernel: Kernel, fast: str, arguments: tuple[str, ...]) -> str:
    """The expression that asks ``fast``, unless a compiled helper was rebound meanwhile.

    Raises:
        UnsuitableError: a helper is not reached by a plain name.
    """
    helpers = [i.expression for i in kernel.identities if i.helper]
    for name in helpers:
        if not name.isidentifier():
            raise UnsuitableError(f"the helper {name} cannot be told from another by its name")
    guards = [f"{name} is _advisor_{name}" for name in helpers]
    return " and ".join([*guards, f"{fast}({', '.join(arguments)})"])


def module_name(stem: str, kernel: Kernel, *parts: str) -> str:
    """The companion module's name: ``_kmeans_find_labels``."""
    return re.sub(r"\W", "_", "_".join(["", stem, kernel.entry.name, *parts]))
