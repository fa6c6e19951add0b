"""What the file that holds a fast path is called."""

from __future__ import annotations

import re

from advisor.kernel.nodes import Kernel


def module_name(stem: str, kernel: Kernel, *parts: str) -> str:
    """The companion module's name: ``_kmeans_find_labels``."""
    return re.sub(r"\W", "_", "_".join(["", stem, kernel.entry.name, *parts]))
