"""What a function reads besides its arguments, found in its code and looked up as it is.

The function's own names and those of the project's functions it calls, as far as
they can be told without running anything: globals, closure cells, attributes of the
first argument. From the same look-ups follows what it does besides computing,
where no audit event tells: reading a clock and drawing random numbers.
"""

from __future__ import annotations

import builtins
import dis
import random
import sys
import time
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Thread, Timer
from types import CodeType, FunctionType, ModuleType
from typing import Any, TypeAlias

from advisor.observing import Seen, attributes, observe
from advisor.profiling.snapshots import is_project

Path: TypeAlias = tuple[str, ...]
Original: TypeAlias = Callable[[FunctionType], CodeType]

CLOCK = "reads the clock"
RANDOM = "draws random numbers"
INPUT = "asks for input"
PRINT = "prints"
WAIT = "waits"
THREAD = "starts a thread"
_MISSING = object()
_DATES = frozenset({"now", "today", "utcnow"})
_CLOCKS = frozenset(
    vars(time).get(name + suffix)
    for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time")
    for suffix in ("", "_ns")
) | {time.localtime, time.gmtime, time.ctime, time.strftime}
_WORDS: dict[object, str] = {print: PRINT, input: INPUT, time.sleep: WAIT}


@dataclass(slots=True)
class Reading:
    """What a function and the project functions it calls read.

    Attributes:
        names: each global, closure cell or ``self.`` path with what it was; a helper's
            global from another module is ``module.name``.
        effects: what it does besides computing, as far as its names tell.
    """

    names: dict[str, Seen] = field(default_factory=dict)
    effects: set[str] = field(default_factory=set)


def read(function: FunctionType, given: Mapping[str, object], original: Original) -> Reading:
    """What ``function`` reads now, when its parameters are ``given`` these values."""
    reading = Reading()
    parameters = original(function).co_varnames
    owner = given.get(parameters[0]) if parameters else None
    waiting: list[tuple[FunctionType, Mapping[str, object]]] = [(function, given)]
    met: set[FunctionType] = set()
    while waiting:
        current, values = waiting.pop()
        if current in met:
            continue
        met.add(current)
        same = current.__globals__ is function.__globals__
        prefix = "" if same else f"{current.__globals__.get('__name__', '')}."
        for look in _looks(current, original(current), values):
            if look.name and (not look.held or look.root is owner):
                name = look.name if look.held else prefix + look.name
                reading.names.setdefault(name, observe(look.value))
            reading.effects |= _effects(look.path, look.value)
            called = [f for f in _functions(look.value) if is_project(f.__code__.co_filename)]
            waiting += [(f, _first(f, look.owner)) for f in called]
    return reading


def _first(method: FunctionType, owner: object) -> Mapping[str, object]:
    """What is known of the arguments of a method that is found on ``owner``."""
    return {method.__code__.co_varnames[0]: owner} if method.__code__.co_argcount else {}


@dataclass(frozen=True, slots=True)
class _Look:
    """One look-up.

    Attributes:
        name: where that is for the reader.
        path: the names it goes by.
        value: what it came to.
        owner: the object it was an attribute of, if any.
        root: the argument it was reached from, if any.
        held: whether it was reached from an argument, not from a name.
    """

    name: str
    path: Path
    value: object
    owner: object = None
    root: object = None
    held: bool = False


def _looks(function: FunctionType, code: CodeType, given: Mapping[str, object]) -> Iterator[_Look]:
    cells = dict(zip(code.co_freevars, function.__closure__ or (), strict=False))
    for kind, path in _lookups(code):
        if kind == "global":
            value = function.__globals__.get(path[0], _MISSING)
            if value is _MISSING:
                yield _Look("", path[:1], vars(builtins).get(path[0]))
                continue
        elif path[0] in cells:
            value = _cell(cells[path[0]])
        elif path[0] in given:
            yield from _along(given[path[0]], path, held=True)
            continue
        else:
            continue
        if value is not _MISSING:
            yield _Look(path[0], path[:1], value)
            yield from _along(value, path, held=False)


def _along(value: object, path: Path, *, held: bool) -> Iterator[_Look]:
    """What the attributes come to, as far as they are not computed by the program."""
    root = value
    for length, attribute in enumerate(path[1:], start=2):
        owner, named = value, held
        if _is(value, ModuleType):
            named = is_project(vars(value).get("__file__"))
            # A library may load its parts when they are first asked for.
            value = (
                vars(owner).get(attribute, _MISSING)
                if named
                else getattr(owner, attribute, _MISSING)
            )
        elif _is(value, type):
            named, value = False, _member(value, attribute)
        else:
            value = attributes(value).get(attribute, _MISSING)
            if value is _MISSING:
                named, value = False, _member(type(owner), attribute)
        if value is _MISSING:
            return
        name = ".".join(path[:length]) if named else ""
        yield _Look(name, path[:length], value, owner, root, held)


def _member(kind: Any, attribute: str) -> object:
    holders = (vars(base) for base in type.__dict__["__mro__"].__get__(kind))
    return next((held[attribute] for held in holders if attribute in held), _MISSING)


def _is(value: object, *kinds: type) -> bool:
    """``isinstance`` that does not ask the value: a proxy's ``__class__`` is user code."""
    return issubclass(type(value), kinds)


def _cell(cell: types.CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # not assigned yet
        return _MISSING


def _functions(value: Any) -> Iterator[FunctionType]:
    """The Python functions that calling ``value`` may run."""
    if _is(value, staticmethod, classmethod, types.MethodType):
        value = value.__func__
    if _is(value, property):
        value = value.fget
    if type(value) is FunctionType:
        yield value
    elif type(value) is type:
        yield from (f for f in vars(value).values() if type(f) is FunctionType)
    if type(value) is FunctionType or type(value).__module__ == "functools":
        wrapped = getattr(value, "__wrapped__", None)
        if type(wrapped) is FunctionType:
            yield wrapped


def _effects(path: Path, value: Any) -> set[str]:
    if _is(value, type):
        return {THREAD} if any(value is kind for kind in (Thread, Timer)) else set()
    if _is(value, types.BuiltinFunctionType) and value in _WORDS:
        return {_WORDS[value]}
    if _is(value, types.BuiltinFunctionType) and value in _CLOCKS:
        return {CLOCK}
    if _is(value, types.ClassMethodDescriptorType) and path[-1] in _DATES:
        return {CLOCK}
    if path[-2:] in {("stdout", "write"), ("stderr", "write")}:
        return {PRINT}
    return {RANDOM} if _draws(value) else set()


def _draws(value: Any) -> bool:
    """A function of one of the two hidden generators, ``random`` and ``numpy.random``?"""
    if not _is(value, types.BuiltinFunctionType, types.MethodType):
        return False
    if value.__self__ is random._inst:  # noqa: SLF001  (the one everybody shares)
        return True
    numpy_random = sys.modules.get("numpy.random")
    shared = vars(numpy_random)["mtrand"]._rand if numpy_random is not None else None  # noqa: SLF001  (as above)
    return shared is not None and value.__self__ is shared


@lru_cache(maxsize=1024)
def _lookups(code: CodeType) -> tuple[tuple[str, Path], ...]:
    """Look-ups with the attributes that follow: globals, cells and the first argument's."""
    found: dict[tuple[str, Path], None] = {}
    kind: str = ""
    path: Path = ()
    for instruction in dis.get_instructions(code):
        name, value = instruction.opname, instruction.argval
        if name in {"LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR"} and path:
            path = (*path, value)
            continue
        if name == "COPY" and path:  # self.count += 1 needs the object twice
            continue
        if path:
            found[kind, path] = None
        kind, path = _start(name, value)
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            found.update(dict.fromkeys(_lookups(inner)))
    return tuple((kind, path) for kind, path in found if kind != "local" or len(path) > 1)


def _start(name: str, value: Any) -> tuple[str, Path]:
    if name in {"LOAD_GLOBAL", "LOAD_NAME"}:
        return "global", (value,)
    if name in {"LOAD_DEREF", "LOAD_CLASSDEREF"}:
        return "cell", (value,)
    if name.startswith("LOAD_FAST"):
        return "local", (value[-1] if isinstance(value, tuple) else value,)
    return "", ()
