"""A call that can be made again and again, each time as if for the first time.

Loading the whole snapshot for every call would define the candidate anew, and
compile it anew. So the function stays, and only what a call may change is loaded
afresh: its arguments, the data among its globals, its default values.
"""

from __future__ import annotations

import io
import pickle
import random
import sys
from collections import deque
from dataclasses import dataclass
from itertools import islice
from time import perf_counter, process_time
from types import BuiltinFunctionType, FunctionType, GeneratorType, MethodType, ModuleType
from typing import Any

from cloudpickle import cloudpickle

from advisor.sandbox.replaying import Invocation

_MOST_ITEMS = 1_000_000  # drawn from a generator
_LEAST_WORK = 1e-7  # seconds; nothing takes less
_FIXED = (type, FunctionType, BuiltinFunctionType, ModuleType)


class Stage:
    """A function with bytes from which its arguments and data can be loaded again."""

    def __init__(self, invocation: Invocation, names: frozenset[str]) -> None:
        """Keep what the call may change; ``names`` are the original's globals."""
        self._function = invocation.function
        self._globals = invocation.globals
        self._raw = getattr(invocation.function, "__func__", invocation.function)
        self._shared: list[object] = []
        self._names = names - {"__builtins__"}
        self._kept = self._dumps(invocation.arguments, invocation.keywords)
        self._reusable: Prepared | None = None

    @property
    def size(self) -> int:
        """Bytes it takes to load it once more."""
        return 0 if self._reusable else len(self._kept)

    def prepare(self) -> Prepared:
        """Arguments and data for one call."""
        return self._reusable or Prepared(*_loads(self._kept, self._shared))

    def warm(self) -> float:
        """Call it once; notice whether it leaves everything as it was. Answers the seconds."""
        prepared = self.prepare()
        seconds = self.seconds(prepared)
        left = self._dumps(prepared.arguments, prepared.keywords)
        self._reusable = prepared if left == self._kept else None
        return seconds

    def seconds(self, prepared: Prepared) -> float:
        """Time one call: wall time without what the machine gave to others.

        A generator is drawn to its end.
        """
        if self._reusable is None:
            self._globals.update(prepared.data)
            if isinstance(self._raw, FunctionType):
                self._raw.__defaults__ = prepared.defaults
                self._raw.__kwdefaults__ = prepared.keyword_defaults
        _seed()
        function, arguments, keywords = self._function, prepared.arguments, prepared.keywords
        worked, began = process_time(), perf_counter()
        result = function(*arguments, **keywords)
        if type(result) is GeneratorType:
            deque(islice(result, _MOST_ITEMS), maxlen=0)
        wall = perf_counter() - began
        # A busy machine makes us wait, which is not work; threads do more work than they take
        # time; and for very short calls the clock of work is too coarse.
        return min(wall, max(process_time() - worked, _LEAST_WORK))

    def _dumps(self, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> bytes:
        held = ((name, self._globals.get(name)) for name in sorted(self._names))
        data = {name: value for name, value in held if not isinstance(value, _FIXED)}
        defaults = getattr(self._raw, "__defaults__", None)
        keyword_defaults = getattr(self._raw, "__kwdefaults__", None)
        stream = io.BytesIO()
        pickler = _Keeper(stream, self._shared)
        pickler.dump((arguments, keywords, data, defaults, keyword_defaults))
        return stream.getvalue()


@dataclass(frozen=True, slots=True)
class Prepared:
    """What one call is given."""

    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    data: dict[str, Any]
    defaults: tuple[Any, ...] | None
    keyword_defaults: dict[str, Any] | None


class _Keeper(cloudpickle.Pickler):  # type: ignore[misc]  # ships no types
    """Pickles data by value, and functions, classes and modules as the very same objects."""

    def __init__(self, stream: io.BytesIO, shared: list[object]) -> None:
        super().__init__(stream, protocol=5)
        self._shared = shared
        self._numbers = {id(value): number for number, value in enumerate(shared)}

    def reducer_override(self, value: Any) -> Any:
        """A look-up for what is shared; cloudpickle's way for all else."""
        by_identity = isinstance(value, type | FunctionType | ModuleType | MethodType)
        if not by_identity or value is _shared_object:
            return super().reducer_override(value)
        if isinstance(value, MethodType):
            return MethodType, (value.__func__, value.__self__)
        number = self._numbers.setdefault(id(value), len(self._shared))
        if number == len(self._shared):
            self._shared.append(value)
        return _shared_object, (number,)


_loading: list[list[object]] = []


def _loads(kept: bytes, shared: list[object]) -> Any:
    _loading.append(shared)
    try:
        return pickle.loads(kept)  # noqa: S301  (our own bytes)
    finally:
        _loading.pop()


def _shared_object(number: int) -> object:
    return _loading[-1][number]


def _seed() -> None:
    random.seed(0)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(0)
