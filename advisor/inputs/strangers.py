"""Stand-ins that look like ordinary values but are not: subclasses, streams, wrappers.

They live in a module of their own so that a worker can load them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


class OddList(list[Any]):
    """A list that counts itself one element longer in its own arithmetic only."""


class OddFloat(float):
    """A float whose sums are not what a machine's would be."""

    def __add__(self, other: Any) -> Any:
        return float(self) + float(other) + 0.5

    __radd__ = __add__

    def __mul__(self, other: Any) -> Any:
        return float(self) * float(other) + 0.25

    __rmul__ = __mul__


class OddInt(int):
    """An int whose sums are not what a machine's would be."""

    def __add__(self, other: Any) -> Any:
        return int(self) + other + 1

    __radd__ = __add__


class OddText(str):
    """A str that adds a mark when it is added to."""

    __slots__ = ()

    def __add__(self, other: str) -> str:
        return f"{str.__add__(self, other)}!"

    def __radd__(self, other: str) -> str:
        return f"{other}{self!s}?"


class OddArray(np.ndarray[Any, Any]):
    """An ndarray under another name."""


class Stream:
    """A list that arrives as a generator: it can be gone through once, and has no length."""

    def __init__(self, items: list[Any]) -> None:
        self.items = items

    def __reduce__(self) -> tuple[Callable[[list[Any]], Iterator[Any]], tuple[list[Any]]]:
        return streamed, (self.items,)


def streamed(items: list[Any]) -> Iterator[Any]:
    """What a ``Stream`` is once it is loaded."""
    yield from items


class Wrapped:
    """Another function in the place of one: it does the same and says so, or adds to it."""

    def __init__(self, function: Callable[..., Any], plus: int = 0) -> None:
        self.function = function
        self.plus = plus

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """What the function says, plus something where that can be added."""
        answer = self.function(*arguments, **keywords)
        return answer + self.plus if self.plus and isinstance(answer, int | float) else answer
