"""What a candidate has to load that its script does not load anyway.

A script pays for that each time it starts, however fast the candidate is then.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from advisor.building import Built

NUMBA_SECONDS = 0.2
"""Seconds that importing Numba takes at the least."""

_COSTLY = frozenset({"dask", "numba", "numexpr", "numpy", "pandas", "scipy", "sklearn"})


def seconds(built: Built) -> float:
    """The least that loading takes."""
    numba = "numba" in built.candidate.needs and "numba" not in imported(built)
    return NUMBA_SECONDS if numba else 0.0


def imported(built: Built) -> tuple[str, ...]:
    """Modules the script imports itself, among those that cost a candidate time."""
    return _imported(built.candidate.region.path, built.candidate.region.digest)


@cache
def _imported(path: Path, _digest: str) -> tuple[str, ...]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return tuple(sorted(names & _COSTLY))
