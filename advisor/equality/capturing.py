"""Run a call and note everything a program could see of it.

Standard streams, warnings and random generators are set up the same before each
call, so that two runs of one function have the same outcome. A generator is driven
to its end, since what it does is what the call does.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections.abc import Iterator
from typing import Any

from advisor.equality.draining import Consumer, TimeIsUpError, drained, tried
from advisor.equality.outcome import Outcome
from advisor.equality.sets import orders_of_sets
from advisor.equality.surroundings import Surroundings
from advisor.sandbox.replaying import Invocation

_LEAST_WORK = 1e-6  # seconds; the clock of work is coarse


def capture(
    invocation: Invocation, seconds: float | None = None, consumer: Consumer = "exhausts"
) -> Outcome:
    """Call it, once, and say what it did.

    Its arguments are the invocation's own; nothing of it may be used again. To be called
    in the main thread of a worker when ``seconds`` are given.

    Raises:
        TimeIsUpError: it took more than ``seconds``.
    """
    own = frozenset(invocation.globals)
    with Surroundings(invocation.start) as surroundings:
        began, worked = time.perf_counter(), time.process_time()
        with _time_limit(seconds):
            result, raised = tried(
                lambda: invocation.function(*invocation.arguments, **invocation.keywords)
            )
            result = drained(result, invocation, consumer)
        elapsed = time.perf_counter() - began
        worked = time.process_time() - worked
    arguments = tuple((label, drained(v, None, "exhausts")) for label, v in _labelled(invocation))
    names = {name: value for name, value in invocation.globals.items() if name != "__builtins__"}
    return Outcome(
        function=invocation.function,
        result=result,
        raised=raised,
        arguments=arguments,
        names=names,
        own=own - {"__builtins__"},
        held=_held(invocation.function),
        set_orders=orders_of_sets([result, *(value for _, value in arguments)]),
        stdout=surroundings.stdout,
        stderr=surroundings.stderr,
        warned=surroundings.warned,
        state=surroundings.state,
        seconds=min(elapsed, max(worked, _LEAST_WORK)),
    )


@contextlib.contextmanager
def _time_limit(seconds: float | None) -> Iterator[None]:
    if seconds is None:
        yield
        return

    def ring(_signal: int, _frame: object) -> None:
        raise TimeIsUpError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _labelled(invocation: Invocation) -> Iterator[tuple[str, Any]]:
    """Each argument with the name of its parameter."""
    bound = getattr(invocation.function, "__self__", None)
    arguments = invocation.arguments if bound is None else (bound, *invocation.arguments)
    code = getattr(invocation.function, "__code__", None)
    names = code.co_varnames[: code.co_argcount] if code is not None else ()
    for i, value in enumerate(arguments):
        yield (names[i] if i < len(names) else f"argument {i}"), value
    yield from invocation.keywords.items()


def _held(called: Any) -> tuple[Any, ...]:
    """Mutable things a function carries from call to call."""
    function = getattr(called, "__func__", called)
    cells = getattr(function, "__closure__", None) or ()
    return (
        getattr(function, "__defaults__", None),
        getattr(function, "__kwdefaults__", None),
        dict(getattr(function, "__dict__", None) or {}),
        tuple(cells),
    )
