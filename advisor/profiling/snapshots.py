"""A call kept by value: a pickle that can be loaded where the program's files are not run.

cloudpickle does the work. What is ours is that the project's modules travel by value,
too, that no probe ever does, that a cached function is rebuilt with an empty cache,
and that views of arrays come back as views of the same memory.
"""

from __future__ import annotations

import functools
import io
import os
import sys
from collections.abc import Callable
from types import CodeType, FunctionType, ModuleType
from typing import Any

import cloudpickle
from cloudpickle.cloudpickle import dynamic_subimport

_LIBRARIES = tuple(
    {
        os.path.dirname(os.__file__) + os.sep,  # noqa: PTH120  (it is compared as text)
        *(p + os.sep for p in sys.path if p.endswith(("-packages", "lib-dynload"))),
    }
)
_IMPORT_NAMES = frozenset({"__builtins__", "__spec__", "__loader__", "__cached__"})
_SMALL = 1 << 20  # bytes of an array that a view may always bring along
_WASTE = 8  # times its own size that a larger view may bring along


class TooLargeError(Exception):
    """The snapshot would take more memory than it may."""


def is_project(path: object) -> bool:
    """Is this file the user's own, not a library's?"""
    return isinstance(path, str) and path.endswith(".py") and not path.startswith(_LIBRARIES)


def take(value: object, original: Callable[[FunctionType], CodeType], limit: int) -> bytes:
    """``value`` as bytes; ``original`` tells a function's code without probes.

    Raises:
        TooLargeError: it takes more than ``limit`` bytes.
        Exception: whatever the program's own classes raise, or pickle for what cannot be kept.
    """
    file = _Limited(limit)
    _register_project()
    _Pickler(file, original).dump(value)
    return file.getvalue()


class _Limited(io.BytesIO):
    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit

    def write(self, data: Any, /) -> int:
        self._left -= memoryview(data).nbytes
        if self._left < 0:
            raise TooLargeError
        return super().write(data)


class _Pickler(cloudpickle.Pickler):  # type: ignore[misc]  # it ships no types
    def __init__(self, file: io.BytesIO, original: Callable[[FunctionType], CodeType]) -> None:
        super().__init__(file)
        self._original = original
        self._copies: list[FunctionType] = []  # pickle goes by id: none may be reused

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if kind is FunctionType:
            return self._reduce_function(value)
        if kind is ModuleType and is_project(getattr(value, "__file__", None)):
            names = {k: v for k, v in vars(value).items() if k not in _IMPORT_NAMES}
            return dynamic_subimport, (value.__name__, names)
        if kind is functools._lru_cache_wrapper and type(value.__wrapped__) is FunctionType:  # noqa: SLF001  (it has no public name)
            return _reduce_cached(value)
        numpy = sys.modules.get("numpy")
        if numpy is not None and kind is getattr(numpy, "ndarray", None):
            return _reduce_array(numpy, value)
        return super().reducer_override(value)

    def _reduce_function(self, function: FunctionType) -> Any:
        if not is_project(function.__code__.co_filename):
            # A probe's stand-in has the file of the function it stands for.
            return super().reducer_override(function)
        code = self._original(function)
        if code is not function.__code__:
            function = _with_code(function, code)
            self._copies.append(function)
        return self._dynamic_function_reduce(function)


def _with_code(function: FunctionType, code: CodeType) -> FunctionType:
    copy = FunctionType(
        code, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    copy.__annotations__ = function.__annotations__
    copy.__qualname__ = function.__qualname__
    copy.__module__ = function.__module__
    copy.__doc__ = function.__doc__
    copy.__dict__.update(function.__dict__)
    return copy


def _reduce_cached(value: Any) -> Any:
    """A function under ``functools.lru_cache``: pickle would look for it by name."""
    given = value.cache_parameters()
    made = (value.__wrapped__, given["maxsize"], given["typed"], functools._CacheInfo)  # noqa: SLF001  (what lru_cache itself passes)
    return functools._lru_cache_wrapper, made, dict(value.__dict__)  # noqa: SLF001  (as above)


def _reduce_array(numpy: ModuleType, array: Any) -> Any:
    """A view as a view, a read-only array as read-only; others as NumPy does it."""
    if array.dtype.hasobject or not array.nbytes:
        return NotImplemented
    owner = array
    while type(owner.base) is numpy.ndarray:
        owner = owner.base
    if not array.flags.writeable:
        strides = array.strides if array.flags.forc else None
        return numpy.ndarray, (array.shape, array.dtype, array.tobytes("A"), 0, strides)
    whole = owner is not array and owner.flags.owndata and owner.flags.forc
    if not whole or owner.dtype.hasobject or owner.nbytes > max(_SMALL, _WASTE * array.nbytes):
        return NotImplemented
    start = array.__array_interface__["data"][0] - owner.__array_interface__["data"][0]
    return numpy.ndarray, (array.shape, array.dtype, owner, start, array.strides)


def _register_project() -> None:
    """Tell cloudpickle of project modules: classes of theirs travel by value, too."""
    for name, module in tuple(sys.modules.items()):
        if name in _seen or not isinstance(module, ModuleType):
            continue
        _seen.add(name)
        if name != "__main__" and is_project(getattr(module, "__file__", None)):
            cloudpickle.register_pickle_by_value(module)


_seen: set[str] = set()
