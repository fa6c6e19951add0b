"""The same streams, warnings and random generators at the start of every call."""

from __future__ import annotations

import contextlib
import decimal
import gc
import io
import os
import random
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import numpy as np

from advisor.sandbox import saying

_SEED = 20_111
_USED = (0, 100, 400, 615, 618, 619, 620, 621, 622, 623)
"""Words that were drawn before a call."""


class Surroundings:
    """Sets them up on entry; on exit notes what the call made of them.

    ``start`` chooses the state of the random generators.

    Attributes:
        stdout: what was printed.
        stderr: likewise.
        warned: (category, text) of each distinct warning, in order.
        state: of the random generators, and what else of the process was changed.
    """

    def __init__(self, start: int) -> None:
        self._start = start

    def __enter__(self) -> Self:
        self._stack = contextlib.ExitStack()
        self._streams = (_stream(), _stream())
        enter = self._stack.enter_context
        enter(contextlib.redirect_stdout(self._streams[0]))
        enter(contextlib.redirect_stderr(self._streams[1]))
        self._warnings = enter(warnings.catch_warnings(record=True))
        warnings.simplefilter("always")
        _seed_generators(self._start)
        enter(decimal.localcontext())
        enter(np.errstate(divide="warn", over="warn", under="ignore", invalid="warn"))
        enter(_restored())
        self._before = _process()
        saying.forget()
        return self

    def __exit__(self, *_: object) -> None:
        after = _process()
        changed = {k: v for k, v in after.items() if v != self._before[k]}
        self.state = (*_generators().items(), ("changed in the process", changed))
        self._stack.close()
        texts = [_text(stream) for stream in self._streams]
        for position, past_python in enumerate(saying.said()):
            texts[position] += past_python.decode("utf-8", "backslashreplace")
        self.stdout, self.stderr = texts
        self.warned = tuple(
            dict.fromkeys((w.category.__qualname__, str(w.message)) for w in self._warnings or ())
        )


def _seed_generators(start: int) -> None:
    """Generators in a state of that number: mostly in the midst of a block of numbers.

    They make 624 words at a time, and every other normal number is left over from the one
    before: who draws otherwise than the original may do so only at the end of a block.
    """
    random.seed(_SEED + start)
    np.random.seed((_SEED + start) % (1 << 32))  # noqa: NPY002 - the program's own draws come from there
    if not start:
        return
    used = _USED[start % len(_USED)]
    random.getrandbits(32 * used + 1)
    np.random.bytes(4 * used + 1)  # noqa: NPY002 - as above
    if start // len(_USED) % 2:
        random.gauss(0.0, 1.0)
        np.random.standard_normal()  # noqa: NPY002 - as above


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline="", write_through=True
    )


def _text(stream: io.TextIOWrapper) -> str:
    if stream.closed:
        return "<closed>"
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8", "backslashreplace")


def _generators() -> dict[str, Any]:
    name, keys, *rest = np.random.get_state()  # noqa: NPY002 - the program's own generator
    return {
        "state of random": random.getstate(),
        "state of numpy.random": (name, np.asarray(keys).tobytes(), *rest),
    }


@contextlib.contextmanager
def _restored() -> Iterator[None]:
    """What the call changes for the process does not meet the next call."""
    environment, directory = dict(os.environ), Path.cwd()
    limit, collects = sys.getrecursionlimit(), gc.isenabled()
    yield
    if dict(os.environ) != environment:
        os.environ.clear()
        os.environ.update(environment)
    os.chdir(directory)
    sys.setrecursionlimit(limit)
    (gc.enable if collects else gc.disable)()


def _without_flags(context: decimal.Context) -> tuple[Any, ...]:
    """All that steers arithmetic; the flags only say what has happened."""
    traps = tuple(sorted(kind.__name__ for kind, is_set in context.traps.items() if is_set))
    return (
        context.prec,
        context.rounding,
        context.Emin,
        context.Emax,
        context.capitals,
        context.clamp,
        traps,
    )


def _process() -> dict[str, Any]:
    """What a call can change behind everyone's back."""
    return {
        "numpy.errstate": np.geterr(),
        "decimal context": _without_flags(decimal.getcontext()),
        "environment": dict(os.environ),
        "working directory": os.getcwd(),  # noqa: PTH109 - as the program sees it
        "recursion limit": sys.getrecursionlimit(),
        "garbage collection": gc.isenabled(),
    }
