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


class Surroundings:
    """Sets them up on entry; on exit notes what the call made of them.

    Attributes:
        stdout: what was printed.
        stderr: likewise.
        warned: (category, text) of each distinct warning, in order.
        state: of the random generators, and what else of the process was changed.
    """

    def __enter__(self) -> Self:
        self._stack = contextlib.ExitStack()
        self._streams = (_stream(), _stream())
        enter = self._stack.enter_context
        enter(contextlib.redirect_stdout(self._streams[0]))
        enter(contextlib.redirect_stderr(self._streams[1]))
        self._warnings = enter(warnings.catch_warnings(record=True))
        warnings.simplefilter("always")
        random.seed(_SEED)
        np.random.seed(_SEED)  # noqa: NPY002 - the program's own draws come from there
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
