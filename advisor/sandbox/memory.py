"""How much memory a worker has needed."""

from __future__ import annotations

import resource
import sys

_UNIT = 1 if sys.platform == "darwin" else 1024  # what ``ru_maxrss`` counts in


def peak_bytes() -> int:
    """The most this process has held at any time, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT
