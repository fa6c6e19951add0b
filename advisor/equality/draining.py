"""Drive what a call hands out lazily: generators and one-way iterators."""

from __future__ import annotations

import copy
import inspect
import re
import types
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from advisor.equality.outcome import Drained, Raised
from advisor.sandbox.replaying import Invocation

_MOST_ITEMS = 200_000
_DEEPEST_CAUSE = 10
_EARLY = 2
_IN_C = re.compile(r"^(maximum recursion depth exceeded) (?:in|while) .*$")

Consumer = Literal["exhausts", "stops early", "throws", "meddles"]
"""What is done with a generator: run it out, close it after two items, throw into it
after two, or change the lists and arrays among its arguments while it runs."""


class TimeIsUpError(BaseException):
    """The call took longer than it was given; no ``except Exception`` catches it."""


def tried(action: Callable[[], Any]) -> tuple[Any, Raised | None]:
    """What it answers, or what it raises."""
    try:
        return action(), None
    except TimeIsUpError:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it raises is its outcome
        return None, as_values(error)


def as_values(error: BaseException | None, depth: int = 0) -> Raised | None:
    """An exception and those behind it, as values."""
    if error is None or depth > _DEEPEST_CAUSE:
        return None
    return Raised(
        kind=type(error),
        arguments=_arguments(error),
        attributes={k: v for k, v in vars(error).items() if k != "__notes__" or v},
        cause=as_values(error.__cause__, depth + 1),
        context=as_values(error.__context__, depth + 1),
        hides_context=error.__suppress_context__,
    )


def _arguments(error: BaseException) -> tuple[Any, ...]:
    """The arguments of an exception, without what only the interpreter's own state decides.

    "maximum recursion depth exceeded in comparison" says in which of the interpreter's
    functions the stack was full: one and the same program says it at its second call and
    not at its first, as the comparison becomes a specialised instruction.
    """
    if type(error) is RecursionError and len(error.args) == 1 and type(error.args[0]) is str:
        return (_IN_C.sub(r"\1", error.args[0]),)
    return error.args


def drained(value: Any, invocation: Invocation | None, consumer: Consumer) -> Any:
    """A generator or one-way iterator as what it yields; anything else as it is."""
    if isinstance(value, types.GeneratorType):
        begun: bool | None = inspect.getgeneratorstate(value) != inspect.GEN_CREATED
    elif type(value) in (map, filter, zip):
        begun = None
    else:
        return value
    driver = _Driver(value, consumer, invocation)
    returned, raised = tried(driver.run)
    return Drained(type(value), begun, tuple(driver.items), returned, raised, driver.cut)


@dataclass
class _Driver:
    """Takes items from an iterator the way a given consumer does."""

    iterator: Any
    consumer: Consumer
    invocation: Invocation | None

    items: list[tuple[Any, Any]] = field(default_factory=list)
    cut: bool = False

    def run(self) -> Any:
        """Drive it; answers what it returned at its end.

        Raises:
            BaseException: what it raised.
        """
        while True:
            try:
                item = next(self.iterator)
            except StopIteration as end:
                return end.value
            self.items.append((item, _shallow_copy(item)))
            if len(self.items) >= _MOST_ITEMS:
                self.cut = True
                return None
            if len(self.items) == _EARLY and self.consumer in ("stops early", "throws"):
                return self._break_off()
            if self.consumer == "meddles" and self.invocation is not None:
                _meddle(self.invocation.arguments, len(self.items))

    def _break_off(self) -> Any:
        if not isinstance(self.iterator, types.GeneratorType):
            return None
        if self.consumer == "stops early":
            return self.iterator.close()
        return self.iterator.throw(KeyError("thrown in by the consumer"))


def _shallow_copy(item: Any) -> Any:
    """What a mutable item held at the moment it was yielded."""
    return copy.copy(item) if type(item) in (list, dict, set, np.ndarray, bytearray) else None


def _meddle(arguments: tuple[Any, ...], turn: int) -> None:
    """Change every list, dict and set a little, in a way that depends on the turn only."""
    for value in arguments:
        if type(value) is list and value:
            if turn % 3 == 1:
                value.append(value[0])
            elif turn % 3 == 2:  # noqa: PLR2004 - each third turn
                value[-1] = value[0]
            elif len(value) > 1:
                value.pop()
        elif type(value) is np.ndarray and value.size and value.flags.writeable:
            value.flat[-1] = value.flat[0]
