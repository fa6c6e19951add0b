"""Where what need not be computed twice is kept; it may be deleted at any time."""

from __future__ import annotations

import os
from pathlib import Path


def cache_directory() -> Path:
    """``ADVISOR_CACHE``, or a folder below the user's cache folder."""
    if chosen := os.environ.get("ADVISOR_CACHE"):
        return Path(chosen)
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "advisor"
