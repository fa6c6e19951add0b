"""Lower a function for given arguments and run its kernel in the reference dialect."""

from __future__ import annotations

import copy
import inspect
import math
import textwrap
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

from advisor.kernel import reference
from advisor.kernel.nodes import Kernel, Parameter
from advisor.kernel.printing_python import as_python
from advisor.kernel.types import Array, Scalar, Type
from advisor.lowering import lower
from advisor.observing import Seen
from advisor.parsing import Region
from advisor.profiling.recording import Call


def see(value: Any) -> Seen:
    """What the recorder would say of a value."""
    kind = type(value).__name__
    if isinstance(value, np.ndarray):
        return Seen("ndarray", value.dtype.name, shape=value.shape, length=len(value))
    if isinstance(value, np.generic):
        return Seen("scalar", value.dtype.name)
    if isinstance(value, list | tuple):
        items = [see(item) for item in value]
        distinct = items if isinstance(value, tuple) else list(dict.fromkeys(map(_bare, items)))
        return Seen(kind, items=tuple(distinct), length=len(value), shape=_shape(value))
    if isinstance(value, bool | int | float | complex):
        return Seen(kind, value=value)
    if isinstance(value, str | bytes):
        return Seen(kind, length=len(value), value=value if isinstance(value, str) else None)
    if isinstance(value, ModuleType):
        return Seen("module", value.__name__)
    if isinstance(value, FunctionType):
        return Seen("function", value.__qualname__)
    if isinstance(value, BuiltinFunctionType):
        module = f"{value.__module__}." if value.__module__ else ""
        return Seen("builtin", f"{module}{value.__qualname__}")
    if isinstance(value, type):
        return Seen("type", f"{value.__module__}.{value.__name__}")
    if value is None or isinstance(value, dict | set | range | frozenset | bytearray):
        return Seen(kind)
    if isinstance(value, MethodType):
        return Seen("method", f"{value.__func__.__module__}.{value.__func__.__qualname__}")
    if not hasattr(value, "__dict__"):
        return Seen("object", f"{type(value).__module__}.{type(value).__qualname__}")
    names = tuple(vars(value))
    kind = f"{type(value).__module__}.{type(value).__qualname__}"
    return Seen("object", kind, tuple(see(v) for v in vars(value).values()), names)


def _bare(seen: Seen) -> Seen:
    return Seen(
        seen.kind,
        seen.name,
        tuple(map(_bare, seen.items)),
        seen.names,
        length=None if seen.kind == "str" else seen.length,
        shape=seen.shape,
    )


def _shape(value: Sequence[Any]) -> tuple[int, ...] | None:
    shapes = {_shape(item) if isinstance(item, list | tuple) else () for item in value}
    if len(shapes) != 1 or None in shapes:
        return None if value else (0,)
    return (len(value), *(shapes.pop() or ()))


def kernel_of(
    function: Callable[..., Any],
    *arguments: Any,
    helpers: Sequence[Callable[..., Any]] = (),
    names: Mapping[str, Any] | None = None,
) -> Kernel:
    """The kernel of a function for arguments such as these."""
    source = textwrap.dedent(inspect.getsource(function))
    source = source[source.index("def ") :]
    region = Region(
        path=Path("script.py"), digest="", function=function.__name__, kind="function",
        first_line=2, last_line=2, name=function.__name__,
        parameters=tuple(inspect.signature(function).parameters), results=(),
        source=source, offset=0, helpers=tuple(h.__name__ for h in helpers),
    )  # fmt: skip
    parameters = zip(region.parameters, map(see, arguments), strict=True)
    seen_names = tuple((name, see(value)) for name, value in (names or {}).items())
    given = copy.deepcopy(arguments)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result, raised = see(function(*given)), ""
        except Exception as error:  # noqa: BLE001 # any exception of the user's is recorded
            result, raised = None, type(error).__name__
    call = Call(tuple(parameters), seen_names, result, raised, 1.0, b"")
    sources = {h.__name__: textwrap.dedent(inspect.getsource(h)) for h in helpers}
    return lower(region, sources, (call,))


@dataclass
class Fast:
    """A kernel that can be called like its function; raises ``reference.Left``."""

    kernel: Kernel
    names: Mapping[str, Any]
    parameters: Sequence[str]

    def __call__(self, *arguments: Any) -> Any:
        """Run it in the reference dialect."""
        given = dict(zip(self.parameters, arguments, strict=True))
        for identity in self.kernel.identities:
            wanted = identity.target.rpartition(".")[2]
            if identity.expression in given:
                found = given[identity.expression]
                name = "None" if found is None else getattr(found, "__name__", "")
                if name != wanted:
                    raise reference.Left("guard")
        space: dict[str, Any] = {}
        exec(as_python(self.kernel), space)
        entry = self.kernel.entry
        values, blocks = [], {}
        for parameter in entry.parameters:
            original = fetch(parameter.origin, given, self.names)
            value = unbox(original, parameter.type)
            if isinstance(value, reference.Block):
                blocks[id(value)] = (value, original, parameter)
            values.append(value)
        answer = space[f"{entry.name}_kernel"](*values)
        grown = {o.parameter for o in self.kernel.outputs if o.kind == "content"}
        for value, original, parameter in blocks.values():
            if parameter.written and parameter.name not in grown:
                write_back(value, original, parameter)
                if "*" in parameter.origin:
                    root, _, attribute = parameter.origin.split(".")
                    for owner, item in zip(given[root], original, strict=True):
                        setattr(owner, attribute, item)
        items = self._boxed(answer or (), blocks, given)
        if self.kernel.packs:
            items = list(self._packed(items))
        if self.kernel.returns == "none":
            return None
        return items[0] if self.kernel.returns == "one" else tuple(items)

    def _packed(self, items: Sequence[Any]) -> Iterator[Any]:
        """Dicts and sets put together from lists."""
        rest = iter(items)
        for pack in self.kernel.packs:
            lists = [next(rest) for _ in range(pack.keys)]
            if pack.kind == "rows":
                yield list(zip(*lists, strict=True))
                continue
            keys = lists[0] if len(lists) == 1 else list(zip(*lists, strict=True))
            if pack.kind == "dict":
                yield dict(zip(keys, next(rest), strict=True))
            else:
                yield set(keys) if pack.kind == "set" else keys

    def _boxed(
        self, answer: Sequence[Any], blocks: dict[int, Any], given: Mapping[str, Any]
    ) -> list[Any]:
        """The results; what goes into the caller's lists and attributes is put there."""
        entry, outputs = self.kernel.entry, self.kernel.outputs
        known = {key: original for key, (_, original, _) in blocks.items()}
        last = len(answer) - len(outputs)
        for output, item in zip(outputs, answer[last:], strict=True):
            if output.kind == "content":
                known[id(item)] = fetch(self._origin(output.parameter), given, self.names)
        items = []
        for item, kind in zip(answer, entry.results, strict=True):
            if not isinstance(item, reference.Block) or id(item) not in known:
                known[id(item)] = box(item, kind)
            items.append(known[id(item)])
        for output, item, boxed in zip(outputs, answer[last:], items[last:], strict=True):
            origin = self._origin(output.parameter)
            if output.kind == "content":
                boxed[:] = item.items
            else:
                owner, _, name = origin.rpartition(".")
                setattr(fetch(owner, given, self.names), name, boxed)
        return items[:last]

    def _origin(self, name: str) -> str:
        return next(p.origin for p in self.kernel.entry.parameters if p.name == name)


def fetch(origin: str, given: Mapping[str, Any], names: Mapping[str, Any]) -> Any:
    """The object an origin means."""
    if "*" in origin:
        root, _, attribute = origin.split(".")
        if "of" in attribute:
            return [item[int(attribute.split("of")[0])] for item in given[root]]
        return [getattr(item, attribute) for item in given[root]]
    base, *rest = origin.split(".")
    value = given[base] if base in given else names[base]
    for attribute in rest:
        value = getattr(value, attribute)
    return value


def unbox(value: Any, kind: Type) -> Any:
    """What the border hands to the kernel; leaves where the guard would."""
    if isinstance(kind, Scalar):
        wanted = {"bool": bool, "int": int, "word": int, "float": float, "complex": complex}
        exact: Any = np.dtype(kind.dtype).type if kind.dtype else wanted[kind.kind]
        if type(value) is not exact:
            raise reference.Left("guard")
        if kind.kind == "int" and not -(1 << 63) <= value < 1 << 63:
            raise reference.Left("guard")
        if kind.kind == "word" and not 0 <= value < 1 << 64:
            raise reference.Left("guard")
        return value.item() if kind.dtype else value
    if kind.layers[0] == "ndarray":
        if type(value) is not np.ndarray or value.ndim != kind.ndim:
            raise reference.Left("guard")
        if value.dtype.name != kind.element.dtype:
            raise reference.Left("guard")
        return reference.Block(value.shape, value.ravel().tolist())
    items, shape = flatten(value, kind.layers)
    if kind.element.kind == "char":
        items = [ord(item) for item in items]
    else:
        items = [unbox(item, kind.element) for item in items]
    return reference.Block(shape, items)


def flatten(value: Any, layers: Sequence[str]) -> tuple[list[Any], tuple[int, ...]]:
    """A nest as its items and its shape."""
    if not layers:
        return [value], ()
    if type(value).__name__ != layers[0]:
        raise reference.Left("guard")
    parts = [flatten(item, layers[1:]) for item in value]
    shapes = {shape for _, shape in parts} or {(0,) * (len(layers) - 1)}
    if len(shapes) > 1:
        raise reference.Left("guard")
    return [item for items, _ in parts for item in items], (len(value), *shapes.pop())


def box(value: Any, kind: Type) -> Any:
    """What the border makes of a result."""
    if isinstance(kind, Scalar) and kind.kind == "char":
        return chr(value)
    if isinstance(kind, Scalar):
        return np.dtype(kind.dtype).type(value) if kind.dtype else value
    items = [box(item, kind.element) for item in value.items]
    if kind.layers[0] == "ndarray":
        return np.array(items, dtype=kind.element.dtype).reshape(value.shape)
    return nested(iter(items), value.shape, kind.layers)


def nested(items: Iterator[Any], shape: Sequence[int], layers: Sequence[str]) -> Any:
    """Items in row-major order as a nest of lists and tuples."""
    if not shape:
        return next(items)
    make: Any = {"list": list, "tuple": tuple, "str": "".join}[layers[0]]
    return make(nested(items, shape[1:], layers[1:]) for _ in range(shape[0]))


def write_back(block: reference.Block, original: Any, parameter: Parameter) -> None:
    """Commit an array to the object it came from."""
    kind = parameter.type
    assert isinstance(kind, Array)
    if kind.layers[0] == "ndarray":
        original[...] = np.array(block.items, dtype=original.dtype).reshape(block.shape)
        return
    if kind.growable:
        original[:] = block.items
        return
    for position in block.positions():
        row = original
        for index in position[:-1]:
            row = row[index]
        row[position[-1]] = block[position]


def same(left: Any, right: Any) -> bool:
    """Bit for bit the same, types included, NaN equal to NaN."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray):
        alike = left.dtype == right.dtype and left.shape == right.shape
        if left.dtype.kind == "f":  # a NaN's sign is anybody's
            left, right = (np.where(np.isnan(side), np.nan, side) for side in (left, right))
        return bool(alike and left.tobytes() == right.tobytes())
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return same(list(left.items()), list(right.items()))
    if isinstance(left, set):
        return same(list(left), list(right))
    if isinstance(left, complex):
        return same(left.real, right.real) and same(left.imag, right.imag)
    if isinstance(left, float):
        if math.isnan(left) or math.isnan(right):
            return math.isnan(left) and math.isnan(right)
        return bool(left == right and math.copysign(1, left) == math.copysign(1, right))
    return bool(left == right)


def agree(
    function: Callable[..., Any],
    kernel: Kernel,
    arguments: Sequence[Any],
    names: Mapping[str, Any] | None = None,
) -> bool:
    """Run both on copies: they must agree wherever the kernel does not leave.

    Returns whether the kernel stayed.
    """
    slow, quick = copy.deepcopy(tuple(arguments)), copy.deepcopy(tuple(arguments))
    fast = Fast(kernel, names or {}, tuple(inspect.signature(function).parameters))
    try:
        got = fast(*quick)
    except reference.Left:
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            expected = function(*slow)
        except RuntimeWarning:
            return False
    assert same(got, expected), f"{arguments}: {got!r} instead of {expected!r}"
    assert same(quick, slow), f"{arguments} became {quick!r} instead of {slow!r}"
    return True
