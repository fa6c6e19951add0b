"""Box a kernel's results as Python objects, then bring home what it wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from advisor.backend import UnsuitableError
from advisor.borders.packing import answer
from advisor.kernel.printing import INDENT
from advisor.kernel.storage import C_TYPES
from advisor.kernel.types import Array, Scalar, Type

if TYPE_CHECKING:
    from advisor.borders.cython import Writer


def results(writer: Writer) -> Iterator[str]:
    """Box the results, then commit: from there on nothing can fail."""
    boxed = [writer.names[f"boxed{position}"] for position in range(len(writer.function.results))]
    for position, kind in enumerate(writer.function.results):
        yield from box(writer, position, kind, boxed)
    yield from commit(writer)
    yield from put_in_place(writer, boxed)
    for parameter in writer.function.parameters:
        if writer.is_brought_home(parameter):
            writer.uses.pieces.add("commit")
            yield f"commit(&borders[{writer.arrays.index(parameter)}])"
    yield from writer.origins.scattered(writer.function)
    yield f"return {answer(writer.kernel, boxed)}"


def box(writer: Writer, position: int, kind: Type, boxed: list[str]) -> Iterator[str]:
    """Make one result's Python object."""
    result, target = writer.names[f".result{position}"], boxed[position]
    if isinstance(kind, Scalar):
        yield f"{target} = {box_scalar(writer, kind, result)}"
        return
    head = "if"
    for place, number in contents(writer):
        if place == position:
            yield from box_array(writer, kind, result, target)
            return
        yield f"{head} {result}.data == {writer.names[f'.result{place}']}.data:"
        yield f"{INDENT}{target} = <object>borders[{number}].origin"
        head = "elif"
    for number, parameter in enumerate(writer.arrays):
        if parameter.type == kind or parameter.name in writer.shared:
            yield f"{head} {result}.slot == {number}:"
            yield f"{INDENT}{target} = <object>borders[{number}].origin"
            head = "elif"
    for earlier in range(position):
        if writer.function.results[earlier] == kind:
            yield f"{head} {result}.data == {writer.names[f'.result{earlier}']}.data:"
            yield f"{INDENT}{target} = {boxed[earlier]}"
            head = "elif"
    if head == "if":
        yield from box_array(writer, kind, result, target)
    else:
        yield "else:"
        yield from (INDENT + line for line in box_array(writer, kind, result, target))


def contents(writer: Writer) -> Iterator[tuple[int, int]]:
    """The results that become the content of a list that came in: their place and its border."""
    first = len(writer.function.results) - len(writer.kernel.outputs)
    names = [parameter.name for parameter in writer.arrays]
    for place, output in enumerate(writer.kernel.outputs, first):
        if output.kind == "content":
            yield place, names.index(output.parameter)


def put_in_place(writer: Writer, boxed: Sequence[str]) -> Iterator[str]:
    """Give lists their new content and attributes their new arrays."""
    parameters = {parameter.name: parameter for parameter in writer.function.parameters}
    last = boxed[len(boxed) - len(writer.kernel.outputs) :]
    for output, value in zip(writer.kernel.outputs, last, strict=True):
        place, _, owner = writer.origins.reach(parameters[output.parameter])
        if output.kind == "content":
            yield f"(<list>{place})[:] = {value}"
        else:
            name = parameters[output.parameter].origin.rpartition(".")[2]
            yield f'object.__setattr__({owner}, "{name}", {value})'


def box_scalar(writer: Writer, kind: Scalar, value: str) -> str:
    """A number as Python or NumPy holds it."""
    if kind.dtype:
        return f"{writer.numpy(kind.dtype)}({value})"
    return f"chr({value})" if kind.kind == "char" else value


def box_array(writer: Writer, kind: Array, grid: str, target: str) -> Iterator[str]:
    """A new list, tuple, text or ndarray."""
    element, storage = kind.element, kind.element.storage
    if set(kind.layers) == {"ndarray"}:
        yield from box_ndarray(writer, kind, grid, target)
    elif element.dtype and kind.ndim == 1 and kind.layers[0] in ("list", "tuple"):
        yield from box_ndarray(writer, kind, grid, target)
        yield f"{target} = {kind.layers[0]}({target})"
    elif element.dtype or "ndarray" in kind.layers or "bytes" in kind.layers:
        raise UnsuitableError("a result that is a nest of NumPy's numbers, or bytes")
    else:
        writer.uses.pieces |= {"make_nest", "box"}
        letters = "".join(layer[0] for layer in kind.layers)
        size = f"sizeof({C_TYPES[storage]})"
        arguments = f'{grid}.shape, "{letters}", {size}, box_{element.kind}'
        yield f"{target} = make_nest(<char*>{grid}.data, {arguments})"


def box_ndarray(writer: Writer, kind: Array, grid: str, target: str) -> Iterator[str]:
    """A new ndarray with the content of a grid."""
    writer.uses.pieces.add("fill_ndarray")
    shape = ", ".join(f"{grid}.shape[{axis}]" for axis in range(kind.ndim))
    made = f'{writer.numpy("empty")}(({shape},), "{kind.element.storage}")'
    yield f"{target} = fill_ndarray({made}, {grid}.data)"


def content(writer: Writer, name: str) -> str:
    """What a list that came in holds now, as a tuple."""
    number, kind = next((n, p.type) for n, p in enumerate(writer.arrays) if p.name == name)
    assert isinstance(kind, Array)
    writer.uses.pieces |= {"make_nest", "box"}
    size = f"sizeof({C_TYPES[kind.element.storage]})"
    place = f"borders[{number}]"
    return f'make_nest(<char*>{place}.data, {place}.shape, "t", {size}, box_{kind.element.kind})'


def commit(writer: Writer) -> Iterator[str]:
    """Bring home numbers; first all that could fail."""
    for parameter in filter(writer.is_brought_home, writer.arrays):
        if "list" in parameter.type.layers:  # type: ignore[union-attr] # an array
            writer.uses.pieces.add("prepare")
            place = f"&borders[{writer.arrays.index(parameter)}]"
            kind = parameter.type
            assert isinstance(kind, Array)
            yield f"if not prepare({place}, {writer.reader(kind)}, box_{kind.element.kind}):"
            yield f"{INDENT}return None"
    yield from writer.origins.generators.set(partial(content, writer))
    for parameter in writer.function.parameters:
        if parameter.written and isinstance(parameter.type, Scalar):
            _, _, owner = writer.origins.reach(parameter)
            name = parameter.origin.rpartition(".")[2]
            value = box_scalar(writer, parameter.type, writer.out(parameter))
            yield f'object.__setattr__({owner}, "{name}", {value})'
