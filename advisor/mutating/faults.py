"""A fault that is put into correct code on purpose, to see whether the evidence would notice."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

Kind: TypeAlias = Literal[
    "operator",
    "comparison",
    "constant",
    "off by one",
    "other test",
    "narrower type",
    "swapped",
    "dropped",
    "removed guard",
]

Code = TypeVar("Code")


@dataclass(frozen=True, slots=True)
class Fault:
    """What was changed.

    Attributes:
        kind: of mistake.
        line: of the user's file, or of the candidate's own text; 0 if it has none.
        was: the code before.
        now: the code with the fault in it.
    """

    kind: Kind
    line: int
    was: str
    now: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.was} → {self.now}"


@dataclass(frozen=True, slots=True)
class Planned(Generic[Code]):
    """A fault, and how the code with it is made."""

    fault: Fault
    make: Callable[[], Code]


def sample(planned: Iterable[Planned[Code]], number: int, seed: int) -> tuple[Planned[Code], ...]:
    """Up to ``number`` of them; each kind has its share, and at least one where there are any."""
    by_kind: dict[Kind, list[Planned[Code]]] = {}
    for plan in planned:
        by_kind.setdefault(plan.fault.kind, []).append(plan)
    generator = random.Random(seed)  # noqa: S311 - not for secrets
    placed = []
    for plans in by_kind.values():
        generator.shuffle(plans)
        placed += [(place / len(plans), plan) for place, plan in enumerate(plans)]
    placed.sort(key=lambda pair: pair[0])
    return tuple(plan for _, plan in placed[:number])
