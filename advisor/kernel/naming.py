"""Give a kernel's names a form that the printed language allows, each its own."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Names:
    """Names as they are printed; a new one is made up on first sight.

    A key may hold what no identifier can (``"grid.n0"``, ``".bad"``), so that the
    printer's own variables never collide with the user's.
    """

    reserved: frozenset[str]
    given: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        if key not in self.given:
            taken = self.reserved | set(self.given.values()) | set(keyword.kwlist)
            wanted = re.sub(r"\W+", "_", key).strip("_") or "value"
            wanted = f"_{wanted}" if wanted[0].isdigit() else wanted
            name = wanted
            number = 1
            while name in taken:
                number += 1
                name = f"{wanted}_{number}"
            self.given[key] = name
        return self.given[key]

    def settle(self, keys: Iterable[str]) -> None:
        """Name these first, so that they keep the user's spelling."""
        for key in keys:
            self[key]
