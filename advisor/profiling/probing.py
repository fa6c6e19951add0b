"""Watch the calls of a region from inside the program, and keep the telling ones.

A probe swaps the *code* of the function object for a stand-in, so the object the
program sees stays the one it made: name, signature, closure, identity. While a
call runs, the function has its own code back, so that only the outermost call of a
recursion is watched; and a probe that has seen enough leaves no cost behind.
"""

from __future__ import annotations

import inspect
import time
import weakref
from collections.abc import Callable
from dataclasses import replace
from types import CodeType, FunctionType, GeneratorType
from typing import TYPE_CHECKING, Any

from advisor.observing import Seen, observe
from advisor.profiling import standing_in
from advisor.profiling.calls import Call
from advisor.profiling.sketching import Sketch, sketch

if TYPE_CHECKING:
    from advisor.profiling.instrumenting import Site
    from advisor.profiling.recorder import Recorder

_FIRST = 2  # calls kept whatever they are,
_LARGE = 16 << 20  # unless the first took more bytes than this
_TYPES = 8  # signatures
_GROWTH = 2  # times the largest size kept
_MOST = 16  # calls kept of one region
_LATER = 6  # calls kept only because some time has passed: the first ones are often alike;
_SMALL = 1 << 20  # as long as a call takes no more bytes than this
_ITEMS = Seen("generator")
_TRIES = 3  # calls that could not be kept before no more are tried


class Probe:
    """One region's watcher.

    Attributes:
        site: the region.
        effects: what was done besides computing while it ran, in words.
        refusal: why a call could not be kept, or "".
        completed: kept calls that came to an end.
        open: kept calls that are still running; of generators with their seconds so far.
        allowance: seconds it may still spend on looking at calls before the next tick.
    """

    def __init__(self, site: Site, recorder: Recorder) -> None:
        self.site = site
        self.effects: set[str] = set()
        self.refusal = ""
        self.completed = 0
        self.open: dict[int, tuple[Call, float]] = {}
        self.allowance = 0.0
        self._recorder = recorder
        self._functions: list[weakref.ref[FunctionType]] = []
        self._sketches: set[Sketch] = set()
        self._largest = -1
        self._kept = self._failed = 0
        self._first = True
        self._due = False
        self._later = self._ticks = 0
        self._bytes = 0
        self._news: set[int] = set()  # the open calls that tell of something new
        self._armed = True
        self._asynchronous = False
        self._running = 0
        self._seconds = 0.0

    def attach(self, function: FunctionType) -> FunctionType:
        """Watch this function, too: the region's, or one more closure of it."""
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            self._asynchronous = True
            self.refusal = "it is asynchronous: what happens while it waits is not its own doing"
        elif self._armed:
            self._functions = [f for f in self._functions[-100:] if f() is not None]
            self._functions.append(weakref.ref(function))
            standing_in.put(function, self.enter)
        return function

    @property
    def satisfied(self) -> bool:
        """Was enough seen, as far as one can know?"""
        return self._hopeless or (self.completed > 0 and not self.open)

    @property
    def _hopeless(self) -> bool:
        return self._asynchronous or (self._failed >= _TRIES and not self._kept)

    def rearm(self, allowance: float) -> None:
        """Look at calls again, for so many seconds."""
        self.allowance = allowance
        self._ticks += 1
        # After 1, 2, 4, … ticks, so that they are spread over however long it runs.
        self._due = self._due or not self._ticks & (self._ticks - 1)
        if self._armed or self._running or self._hopeless or self._kept >= _MOST:
            return
        self._armed = True
        for function in filter(None, (reference() for reference in self._functions)):
            standing_in.put(function, self.enter)

    def enter(
        self,
        function: FunctionType,
        code: CodeType,
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
    ) -> Any:
        """A watched call: the function has its own code back until it returns."""
        began = time.perf_counter()
        stand_in, function.__code__ = function.__code__, code
        self._running += 1
        try:
            call = self._considered(function, arguments, keywords, began)
            if call is None:
                return self._within(function, arguments, keywords, began)
            return self._timed(call, function, arguments, keywords, began)
        finally:
            self._running -= 1
            if self._armed and function.__code__ is code:
                function.__code__ = stand_in
            self._recorder.resume()

    def _rest(self) -> None:
        self._armed = False
        for function in filter(None, (reference() for reference in self._functions)):
            function.__code__ = standing_in.own_code(function)

    def _within(
        self,
        function: Callable[..., Any],
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
        began: float,
    ) -> Any:
        """The program's own doing; ``began`` is when ours did that led to it."""
        recorder = self._recorder
        recorder.inside.append(self)
        recorder.overhead += time.perf_counter() - began
        before, started = recorder.overhead, time.perf_counter()
        try:
            return function(*arguments, **keywords)
        finally:
            recorder.left = time.perf_counter()
            self._seconds = recorder.left - started - (recorder.overhead - before)
            recorder.inside.remove(self)

    def _considered(
        self,
        function: FunctionType,
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
        began: float,
    ) -> Call | None:
        """The beginning of a kept call, or ``None`` for one that tells nothing new."""
        with self._recorder.at_work():
            types, size = sketch((*arguments, *keywords.values()))
            telling = self._is_telling(types, size)
            if (telling or self._is_later()) and self._recorder.affords(urgent=not self._kept):
                self._later += not telling
                self._due = False
                call = self._keep(function, arguments, keywords)
                self._news |= {id(call)} if telling else set()
                self._sketches.add(types)
                self._largest = max(self._largest, size)
                return call
        self.allowance -= time.perf_counter() - began
        if self.allowance < 0:
            self._rest()
        return None

    def _is_telling(self, types: Sketch, size: int) -> bool:
        if self._hopeless or self._kept >= _MOST:
            return False
        new = types not in self._sketches and len(self._sketches) < _TYPES
        first = not self._kept or (self._first and self._kept < _FIRST)
        return first or new or size >= _GROWTH * max(self._largest, 1)

    def _is_later(self) -> bool:
        small = self._bytes <= _SMALL
        return self._due and small and self._later < _LATER and self._kept < _MOST

    def _keep(
        self, function: FunctionType, arguments: tuple[Any, ...], keywords: dict[str, Any]
    ) -> Call | None:
        recorder = self._recorder
        try:
            given = _bound(function, arguments, keywords)
            parameters = tuple((name, observe(value)) for name, value in given.items())
            reading = recorder.read(function, given)
            snapshot = recorder.snapshot(function, arguments, keywords)
        except Exception as error:  # noqa: BLE001  (a class of the program's may raise anything)
            self._failed += 1
            if not self._kept and self._failed <= _TRIES:
                self.refusal = recorder.explain(error, function, arguments, keywords)
            return None
        self.effects |= reading.effects
        self._kept += 1
        self._bytes = len(snapshot)
        self._first = self._first and self._bytes < _LARGE
        call = Call(parameters, tuple(reading.names.items()), None, "", 0.0, snapshot)
        self.open[id(call)] = call, 0.0
        return call

    def _timed(
        self,
        call: Call,
        function: FunctionType,
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
        began: float,
    ) -> Any:
        try:
            result = self._within(function, arguments, keywords, began)
        except BaseException as error:
            self._end(call, self._seconds, None, raised=type(error).__name__)
            raise
        if type(result) is GeneratorType:
            items = self._pass_on(call, result)
            items.__name__, items.__qualname__ = result.__name__, result.__qualname__
            return items
        with self._recorder.at_work():
            seen = observe(result)
        self._end(call, self._seconds, seen)
        return result

    def _pass_on(
        self, call: Call, generator: GeneratorType[Any, Any, Any]
    ) -> Any:  # a generator with a name, which typing has no word for
        """The generator's own items, as lazily; the time is what it takes to make them."""
        step: Callable[[Any], Any] = generator.send
        given: Any = None
        seconds, raised = 0.0, ""
        try:
            while True:
                try:
                    item = self._within(step, (given,), {}, time.perf_counter())
                except StopIteration as end:
                    return end.value
                except BaseException as error:
                    raised = type(error).__name__
                    raise
                finally:
                    seconds += self._seconds
                    self.open[id(call)] = call, seconds
                    self._recorder.resume()
                try:
                    step, given = generator.send, (yield item)
                except GeneratorExit:
                    generator.close()
                    raise
                except BaseException as error:  # noqa: BLE001  (thrown in: it is the generator's)
                    step, given = generator.throw, error
        finally:
            self._end(call, seconds, None if raised else _ITEMS, raised=raised)

    def leave_open(self) -> None:
        """The program ends: generators it never used up have told what they could."""
        for call, seconds in tuple(self.open.values()):
            if seconds:
                self._end(call, seconds, _ITEMS)

    def _end(self, call: Call, seconds: float, seen: Seen | None, *, raised: str = "") -> None:
        if self.open.pop(id(call), None) is None:
            return  # told when the program ended
        with self._recorder.at_work():
            told = replace(call, seconds=seconds, raised=raised, result=seen)
            self._recorder.keep(self.site, told, news=id(call) in self._news)
        self._news.discard(id(call))
        self.completed += 1


def _bound(
    function: FunctionType, arguments: tuple[Any, ...], keywords: dict[str, Any]
) -> dict[str, object]:
    """Each parameter with what it is given, default values included."""
    given = inspect.signature(function, follow_wrapped=False).bind(*arguments, **keywords)
    given.apply_defaults()
    return given.arguments
