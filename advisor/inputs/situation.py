"""What a function is given: its arguments, and the data it reads from its globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from advisor.inputs.rebuilding import rebuild


@dataclass(frozen=True, slots=True)
class Situation:
    """One way to call a function.

    Attributes:
        arguments: by position.
        keywords: by name.
        names: globals that hold data, not code.
        rebound: globals that get another value after the function was defined.
    """

    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    names: dict[str, Any] = field(default_factory=dict)
    rebound: dict[str, Any] = field(default_factory=dict)

    def changed(self, change: Callable[[Any, tuple[Any, ...]], Any]) -> Situation:
        """A copy in which ``change(value, path)`` had its say at every place.

        It answers ``KEEP`` where it has nothing to say. Objects that were one stay one.
        """
        whole = {"arguments": self.arguments, "keywords": self.keywords, "names": self.names}
        copy = rebuild(whole, change)
        return Situation(copy["arguments"], copy["keywords"], copy["names"], dict(self.rebound))
