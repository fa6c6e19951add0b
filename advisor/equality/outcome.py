"""Everything a program could see of one call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advisor.equality.differences import short

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception as values: exceptions themselves do not always survive pickling.

    Attributes:
        kind: its class.
        arguments: its ``args``.
        attributes: what else was set on it.
        cause: the exception it was raised from.
        context: the exception it was raised during.
        hides_context: whether a traceback leaves the context out.
    """

    kind: type[BaseException]
    arguments: tuple[Any, ...]
    attributes: dict[str, Any]
    cause: Raised | None
    context: Raised | None
    hides_context: bool

    def __repr__(self) -> str:
        arguments = ", ".join(short(a) for a in self.arguments)
        return f"{self.kind.__qualname__}({arguments})"


@dataclass(frozen=True, slots=True)
class Drained:
    """A generator or iterator, run to its end to see what was left in it.

    Attributes:
        kind: its class.
        begun: whether it had begun when it was handed over (``None`` if that cannot be told).
        items: what it yielded, each with a shallow copy from the moment it was yielded.
        returned: the value of its ``return``.
        raised: the exception that ended it.
        cut: whether it was stopped because it did not end by itself.
    """

    kind: type
    begun: bool | None
    items: tuple[tuple[Any, Any], ...]
    returned: Any
    raised: Raised | None
    cut: bool

    def __repr__(self) -> str:
        items = ", ".join(short(item) for item, _ in self.items[:_SHOWN])
        ending = f", then {self.raised!r}" if self.raised else ""
        return f"{self.kind.__name__} of [{items}{', …' * (len(self.items) > _SHOWN)}]{ending}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one call did.

    Attributes:
        function: what was called; stands for its counterpart wherever it is met.
        result: what came back, generators run to their end; ``None`` when it raised.
        raised: the exception, or ``None``.
        arguments: (parameter name, value after the call).
        names: the function's globals after the call, by name.
        own: names that were there before the call.
        held: what the function itself holds: defaults, attributes, closure.
        set_orders: the iteration order of every set, in the order sets are met.
        stdout: what was printed.
        stderr: likewise.
        warned: (category, text) of each distinct warning, in order.
        state: of the random generators and of the process (float errors, environment…).
        seconds: wall time of the call, without what the machine gave to others.
    """

    function: Any
    result: Any
    raised: Raised | None
    arguments: tuple[tuple[str, Any], ...]
    names: dict[str, Any]
    own: frozenset[str]
    held: tuple[Any, ...]
    set_orders: tuple[tuple[Any, ...], ...]
    stdout: str
    stderr: str
    warned: tuple[tuple[str, str], ...]
    state: tuple[tuple[str, Any], ...]
    seconds: float

    def roots(self, names: frozenset[str]) -> tuple[tuple[str, Any], ...]:
        """Where a comparison starts, each with its label, the most telling ones first.

        ``names`` are the globals that count: a candidate brings more of its own.
        """
        gained = sorted(self.names.keys() - self.own - names)
        return (
            ("raised", self.raised),
            ("result", self.result),
            *self.arguments,
            ("stdout", self.stdout),
            ("stderr", self.stderr),
            ("warnings", self.warned),
            ("globals gone", tuple(sorted(names - self.names.keys()))),
            ("globals new", tuple(gained)),
            *((name, self.names[name]) for name in gained),
            *((name, self.names[name]) for name in sorted(names & self.names.keys())),
            ("the function's own", self.held),
            *self.state,
            ("order of sets", self.set_orders),
        )
