"""In a worker: calls as plain pickles, which Python and NumPy alone can read.

The recorded ones hold the program's functions and classes by value, for us. Here its
classes go by name, so that the same call can be made on either version of its module;
a call that has anything else of its own in it, or of ours, is left out.
"""

from __future__ import annotations

import io
import pickle
import sys
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.sandbox.replaying import Invocation
from advisor.verifying.cases import Case

_PROGRAM = "program"
_SLOWEST = 3.0  # seconds a call may take, unless there is no quicker one
_LARGEST = 64 << 20  # bytes of all calls
_CODE = (types.FunctionType, types.BuiltinFunctionType, types.ModuleType, type)


@dataclass(frozen=True, slots=True)
class Task:
    """Cases, and the text of the module that defines the program's classes."""

    cases: tuple[Case, ...]
    module: str


@dataclass(frozen=True, slots=True)
class Calls:
    """A pickle of ``[(whether recorded, pickle of (arguments, keywords, globals)), …]``."""

    pickled: bytes
    recorded: int
    invented: int


def run(task: Task) -> Calls:
    """Write down what can be; the recorded calls first.

    Raises:
        Exception: the module cannot be run by itself.
    """
    module = types.ModuleType(_PROGRAM)
    sys.modules[_PROGRAM] = module
    exec(compile(task.module, f"{_PROGRAM}.py", "exec", dont_inherit=True), vars(module))  # noqa: S102 - the program's own definitions
    calls: list[tuple[bool, bytes]] = []
    room = _LARGEST
    for own, data in _written(_chosen(task.cases)):
        room -= len(data)
        if room < 0 and calls:
            break
        calls.append((own, data))
    recorded = sum(own for own, _ in calls)
    return Calls(pickle.dumps(calls, protocol=4), recorded, len(calls) - recorded)


def _chosen(cases: Sequence[Case]) -> list[Case]:
    usual = [case for case in cases if case.consumer == "exhausts"]
    recorded = sorted((c for c in usual if c.recorded), key=lambda case: case.seconds)
    quick = [case for case in recorded if case.seconds <= _SLOWEST] or recorded[:1]
    return [*quick, *(case for case in usual if not case.recorded)]


def _written(cases: Sequence[Case]) -> Iterator[tuple[bool, bytes]]:
    for case in cases:
        invocation = case.original()
        names = {
            name: value
            for name, value in invocation.globals.items()
            if not name.startswith("__") and not isinstance(value, _CODE)
        }
        arguments = (*_bound(invocation), *invocation.arguments)
        try:
            data = _plain((arguments, invocation.keywords, names))
            _Reader(io.BytesIO(data)).load()
        except Exception:  # noqa: BLE001, S112 - whatever cannot be read alone has no place here
            continue
        yield case.recorded, data


def _bound(invocation: Invocation) -> tuple[Any, ...]:
    """The object that a method was called on."""
    owner = getattr(invocation.function, "__self__", None)
    return () if owner is None or isinstance(owner, types.ModuleType) else (owner,)


def _plain(value: object) -> bytes:
    stream = io.BytesIO()
    _Pickler(stream, protocol=4).dump(value)
    return stream.getvalue()


class _Pickler(pickle.Pickler):
    """Refuses what only we or cloudpickle could read; names the program's classes."""

    def reducer_override(self, value: Any) -> Any:
        """A class of the program goes by its name in the module; everything else as usual."""
        program = sys.modules[_PROGRAM]
        if isinstance(value, type) and value.__module__ not in sys.stdlib_module_names:
            own = getattr(program, value.__qualname__, None)
            if isinstance(own, type) and value is not own and own.__module__ == _PROGRAM:
                value.__module__ = _PROGRAM
                setattr(program, value.__qualname__, value)
        return NotImplemented


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """What the test will find: nothing of ours.

        Raises:
            pickle.UnpicklingError: it is ours, or cloudpickle's.
        """
        if module.partition(".")[0] in {"advisor", "cloudpickle", "__main__"}:
            raise pickle.UnpicklingError(module)
        return super().find_class(module, name)
