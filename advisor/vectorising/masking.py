"""Statements that count for some trips only: the condition for all trips at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from advisor.vectorising.page import Page
from advisor.vectorising.scope import ATOM, Scope, Value


class Mask(NamedTuple):
    """The condition under which statements count, along the axes it was made in."""

    name: str
    rank: int


@dataclass(slots=True)
class Masking:
    """Keeps the mask in force while a nest is written.

    Attributes:
        mask: the mask in force, if there is any.
        made: how many there were.
    """

    page: Page
    scope: Scope
    mask: Mask | None = None
    made: int = 0

    def narrow(self, kind: str, code: str) -> Mask:
        """From here on statements count only where this holds as well."""
        self.made += 1
        within = f"{self.code()} & " if self.mask else ""
        self.mask = Mask(self.scope.names[f".{kind}{self.made}"], self.scope.depth)
        self.page.emit(f"{self.mask.name} = {within}{code}")
        return self.mask

    def code(self) -> str:
        """The mask at the depth at hand."""
        assert self.mask is not None
        return self.scope.lifted(self.mask.name, self.mask.rank).code

    def flat(self, value: Value) -> str:
        """One number for each trip that counts, in the order of the trips."""
        shape = self.scope.shape()
        single = self.scope.depth == 1
        full = f"np.broadcast_to({value.code}, {shape})"
        if single and value.rank:
            full = value.within(ATOM)
        if self.mask is None:
            return full if single else f"{full}.ravel()"
        mask = self.code() if single else f"np.broadcast_to({self.code()}, {shape})"
        return f"{full}[{mask}]"
