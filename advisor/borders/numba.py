"""The Python-facing half of a Numba or NumPy module: guard, convert, run, commit.

Plain Python and NumPy, called before anything is compiled: a value of another kind than
expected costs no more than the look at it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

import numpy as np

from advisor.backend import UnsuitableError
from advisor.borders import packing
from advisor.borders.asking import asking
from advisor.borders.asking import reserved as reserved_names
from advisor.borders.drawing import pieces as generator_pieces
from advisor.borders.origins import Origins, library_target, reader
from advisor.kernel.naming import Names
from advisor.kernel.nodes import Kernel, Parameter
from advisor.kernel.pieces import library
from advisor.kernel.printing import INDENT
from advisor.kernel.ranges import LONGEST
from advisor.kernel.sharing import shared_names
from advisor.kernel.types import Array, Scalar

_KINDS = {"bool": "bool", "int": "int", "float": "float", "complex": "complex"}


@dataclass(frozen=True, slots=True)
class Border:
    """The wrapper as text.

    Attributes:
        arguments: names of its arguments.
        origins: for each argument the expression that fetches it where the region stands.
        lines: its body.
        imports: what the module must import for it.
        known: each thing of a library it compares with, and what that looks like. The module
            is loaded late, when something else may have taken its place.
        made_from: lines of the module that hold the Python it was made from.
    """

    arguments: tuple[str, ...]
    origins: tuple[str, ...]
    lines: tuple[str, ...]
    imports: tuple[str, ...]
    known: tuple[tuple[str, str], ...] = ()
    made_from: tuple[str, ...] = ()


def border(kernel: Kernel, run: str, pieces: set[str], *, compiled: bool = True) -> Border:
    """The border of a kernel whose function is called ``run``, compiled by Numba or plain.

    Raises:
        UnsuitableError: a parameter or result has no form here.
    """
    reserved = frozenset(library("border.py")) | frozenset(library("arithmetic.py"))
    reserved |= {
        run,
        "np",
        "math",
        "njit",
        "Leave",
        "working",
        "chain",
        "MISSING",
        "NumbaError",
        *packing.NAMES,
        *reserved_names(kernel),
    }
    writer = _Writer(kernel, run, pieces, Names(reserved), compiled=compiled)
    return Border(
        lines=tuple(writer.body()),
        arguments=writer.origins.arguments,
        origins=writer.origins.expressions,
        imports=tuple(sorted(writer.imports)),
        known=tuple(sorted(writer.known)),
        made_from=writer.asking.module,
    )


def _look(module: str, name: str) -> str:
    """What tells a library's function or constant from what took its place."""
    thing = getattr(import_module(module), name)
    return f"{type(thing).__name__} {getattr(thing, '__name__', thing)}"


class _Writer:
    """Writes one wrapper; collects what it needs on the way."""

    def __init__(
        self, kernel: Kernel, run: str, pieces: set[str], names: Names, *, compiled: bool
    ) -> None:
        self.kernel, self.run_name, self.pieces, self.names = kernel, run, pieces, names
        self.compiled = compiled
        self.function = kernel.entry
        self.asking = asking(kernel, names, "python")
        self.origins = Origins(kernel, names, self.asking.looked_up)
        self.arrays = [p for p in self.function.parameters if isinstance(p.type, Array)]
        self.shared = shared_names(self.function)
        self.imports: set[str] = set()
        self.known: set[tuple[str, str]] = set()

    def body(self) -> Iterator[str]:
        """The lines of the wrapper."""
        self.pieces |= self.asking.pieces
        self.imports |= set(self.asking.imports)
        yield from self.asking.lines
        yield from self.identities()
        self.pieces.update(generator_pieces(self.kernel.draws))
        yield from self.origins.generator_states()
        for parameter in self.function.parameters:
            yield from self.take(parameter)
        tests = (*self.origins.same_owner(self.function), *self.origins.objects(self.function))
        for test in tests:
            yield from self.decline(test)
        yield from self.apart()
        yield from self.run()
        yield from self.results()

    def decline(self, test: str) -> Iterator[str]:
        yield f"if {test}:"
        yield f"{INDENT}return None"

    # ------------------------------------------------------------------- guard

    def identities(self) -> Iterator[str]:
        for identity in self.kernel.identities:
            if identity.target == "None":
                expression = self.origins.argument(identity.expression)
                yield from self.decline(f"{expression} is not None")
            elif not identity.helper:
                module, _, name = library_target(identity).rpartition(".")
                own = self.names[f".{module}.{name}"]
                self.imports.add(f"from {module} import {name} as {own}")
                self.known.add((own, _look(module, name)))
                yield from self.decline(
                    f"{self.origins.argument(identity.expression)} is not {own}"
                )

    def take(self, parameter: Parameter) -> Iterator[str]:
        value, steps, owner = self.origins.reach(parameter)
        if steps:
            self.pieces.add(reader(parameter))
            yield from steps
        if owner and self.sets(parameter):
            yield from self.decline(f"type({owner}).__setattr__ is not object.__setattr__")
        if isinstance(parameter.type, Array):
            yield from self.take_array(parameter, parameter.type, value)
        else:
            yield from self.take_scalar(parameter, parameter.type, value)

    def take_scalar(self, parameter: Parameter, kind: Scalar, value: str) -> Iterator[str]:
        own = self.names[f"a_{parameter.name}"]
        if kind.dtype:
            name = "bool_" if kind.dtype == "bool" else kind.dtype
            yield from self.decline(f"type({value}) is not np.{name}")
            yield f"{own} = {value}"
        elif kind.kind in ("int", "word", "char"):
            self.pieces.add(f"take_{kind.kind}")
            yield from self.decline(f"not take_{kind.kind}({value})")
            convert = {"int": "{}", "word": "np.uint64({})", "char": "ord({})"}[kind.kind]
            yield f"{own} = {convert.format(value)}"
        else:
            yield from self.decline(f"type({value}) is not {_KINDS[kind.kind]}")
            yield f"{own} = {value}"

    def take_array(self, parameter: Parameter, kind: Array, value: str) -> Iterator[str]:
        array, rows = self.array(parameter), self.rows(parameter)
        if set(kind.layers) == {"ndarray"}:
            self.pieces.add("take_ndarray")
            code = np.dtype(kind.element.storage).str
            written = self.is_written(parameter)
            yield f'{array} = take_ndarray({value}, "{code}", {kind.ndim}, {written})'
            yield from self.decline(f"{array} is None")
            return
        if parameter.written and kind.layers[-1] != "list":
            raise UnsuitableError(f"a write into a {kind.layers[-1]}")
        taken = self.names[f"taken_{parameter.name}"]
        yield f"{taken} = {self.nest(kind, value)}"
        yield from self.decline(f"{taken} is None or max({taken}[0].shape) > {LONGEST}")
        yield f"{array}, {rows} = {taken}"
        if self.is_written(parameter):
            yield f"{self.before(parameter)} = {array}.copy()"

    def nest(self, kind: Array, value: str) -> str:
        """The call that reads a nest."""
        element, layers = kind.element, kind.layers
        if element.dtype or "ndarray" in layers:
            raise UnsuitableError("lists of NumPy's numbers or arrays")
        if layers in (("str",), ("bytes",)):
            name = {"str": "take_text", "bytes": "take_bytes"}[layers[0]]
            self.pieces.add(name)
            return f"{name}({value})"
        if element.kind == "char" and len(layers) == 1:
            self.pieces.add("take_chars")
            return f"take_chars({value}, {layers[0]})"
        if element.kind == "char" or {"str", "bytes"} & set(layers):
            raise UnsuitableError("nests of strings")
        self.pieces.add("take_nest")
        code = np.dtype(element.storage).str
        tuple_of = f"({', '.join(layers)}{',' if len(layers) == 1 else ''})"
        return f'take_nest({value}, {tuple_of}, {_KINDS[element.kind]}, "{code}")'

    def is_written(self, parameter: Parameter) -> bool:
        return parameter.written or (
            parameter.name in self.shared and any(p.written for p in self.arrays)
        )

    def sets(self, parameter: Parameter) -> bool:
        """Whether an attribute is given another value."""
        if isinstance(parameter.type, Scalar):
            return parameter.written
        return any(
            o.kind == "attribute" and o.parameter == parameter.name for o in self.kernel.outputs
        )

    def is_nest(self, parameter: Parameter) -> bool:
        assert isinstance(parameter.type, Array)
        return "ndarray" not in parameter.type.layers

    def array(self, parameter: Parameter) -> str:
        return self.names[f"a_{parameter.name}"]

    def rows(self, parameter: Parameter) -> str:
        return self.names[f"rows_{parameter.name}"]

    def before(self, parameter: Parameter) -> str:
        return self.names[f"before_{parameter.name}"]

    def apart(self) -> Iterator[str]:
        """Decline when something written can be reached in two ways."""
        if any(self.is_written(p) and self.is_nest(p) for p in self.arrays):
            every = ", ".join(f"*{self.rows(p)}" for p in self.arrays if self.is_nest(p))
            rows = self.names[".all rows"]
            yield f"{rows} = [{every}]"
            yield from self.decline(f"len(set(map(id, {rows}))) != len({rows})")
        plain = [p for p in self.arrays if not self.is_nest(p)]
        written = [self.origins.reach(p)[0] for p in plain if self.is_written(p)]
        others = [self.origins.reach(p)[0] for p in plain if not self.is_written(p)]
        if written and len(plain) > 1:
            self.pieces.add("apart")
            yield from self.decline(f"not apart([{', '.join(written)}], [{', '.join(others)}])")

    # --------------------------------------------------------------------- run

    def run(self) -> Iterator[str]:
        arguments = ", ".join(self.names[f"a_{p.name}"] for p in self.function.parameters)
        yield "try:"
        yield f"{INDENT}{self.names['.out']} = {self.run_name}({arguments})"
        yield "except (Leave, MemoryError, OverflowError):"
        yield f"{INDENT}return None"
        if not self.compiled:
            return
        yield "except NumbaError:  # this version of it cannot compile the kernel"
        yield f"{INDENT}working = False"
        yield f"{INDENT}return None"

    # ----------------------------------------------------------------- results

    def results(self) -> Iterator[str]:
        """Box the results, then commit."""
        out = self.names[".out"]
        boxed: list[str] = []
        place = 0
        for position, kind in enumerate(self.function.results):
            boxed.append(self.names[f"boxed{position}"])
            if isinstance(kind, Scalar):
                yield f"{boxed[-1]} = {box_scalar(kind, f'{out}[{place}]')}"
                place += 1
            else:
                yield from self.box(kind, place, boxed)
                place += 2
        handed = len(boxed) - len(self.kernel.outputs)
        yield from self.commit(place, boxed[handed:])
        yield from self.origins.scattered(self.function)
        yield f"return {packing.answer(self.kernel, boxed)}"

    def contents(self) -> Iterator[tuple[int, int, str]]:
        """Results that become a list's content: their position, their place, the parameter."""
        first = len(self.function.results) - len(self.kernel.outputs)
        widths = [1 if isinstance(kind, Scalar) else 2 for kind in self.function.results]
        for position, output in enumerate(self.kernel.outputs, first):
            if output.kind == "content":
                yield position, sum(widths[:position]), output.parameter

    def box(self, kind: Array, place: int, boxed: list[str]) -> Iterator[str]:
        """The object for an array: a parameter's, one that was boxed before, or a new one."""
        target, out = boxed[-1], self.names[".out"]
        head = "if"
        for position, start, name in self.contents():
            if position == len(boxed) - 1:
                yield f"{target} = {self.made(kind, f'{out}[{place}]')}"
                return
            yield f"{head} {out}[{place}].ctypes.data == {out}[{start}].ctypes.data:"
            yield f"{INDENT}{target} = {self.object_of(name)}"
            head = "elif"
        for number, parameter in enumerate(self.arrays):
            if parameter.type == kind or parameter.name in self.shared:
                yield f"{head} {out}[{place + 1}] == {number}:"
                yield f"{INDENT}{target} = {self.origins.reach(parameter)[0]}"
                head = "elif"
        earlier = 0
        for position, other in enumerate(self.function.results[: len(boxed) - 1]):
            if other == kind:
                yield f"{head} {out}[{place}].ctypes.data == {out}[{earlier}].ctypes.data:"
                yield f"{INDENT}{target} = {boxed[position]}"
                head = "elif"
            earlier += 1 if isinstance(other, Scalar) else 2
        made = f"{target} = {self.made(kind, f'{out}[{place}]')}"
        if head == "if":
            yield made
        else:
            yield "else:"
            yield INDENT + made

    def made(self, kind: Array, value: str) -> str:
        """A new object of the kind the original makes."""
        layers, element = kind.layers, kind.element
        if set(layers) == {"ndarray"}:
            return f"{value}.copy()"
        if element.kind == "char" and layers == ("str",):
            return f'{value}.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")'
        if element.dtype and len(layers) == 1 and layers[0] in ("list", "tuple"):
            return f"{layers[0]}({value})"
        if element.dtype or not set(layers) <= {"list", "tuple"}:
            raise UnsuitableError("a result that is a nest of NumPy's numbers, or bytes")
        if element.kind == "char":
            if len(layers) > 1:
                raise UnsuitableError("nests of strings")
            return f"{layers[0]}(map(chr, {value}.tolist()))"
        if set(layers) == {"list"}:
            return f"{value}.tolist()"
        self.pieces.add("nested")
        return f"nested({value}.tolist(), ({', '.join(layers)},))"

    def object_of(self, name: str) -> str:
        """The variable that holds the object a parameter came from."""
        return self.origins.reach(next(p for p in self.arrays if p.name == name))[0]

    def commit(self, place: int, outputs: Sequence[str]) -> Iterator[str]:
        """Bring home what was written; first all that could fail."""
        content = {name for _, _, name in self.contents()}
        written = [
            p
            for p in self.arrays
            if self.is_written(p)
            and p.name not in content
            and not self.origins.generators.place(p.name)
        ]
        for parameter in written:
            if self.is_nest(parameter):
                self.pieces.add("changed_rows")
                changed = self.names[f"changed_{parameter.name}"]
                arguments = (
                    self.array(parameter), self.before(parameter), self.rows(parameter),
                )  # fmt: skip
                yield f"{changed} = changed_rows({', '.join(arguments)})"
        yield from self.origins.generators.set(self.content)
        for parameter in self.function.parameters:
            if parameter.written and isinstance(parameter.type, Scalar):
                _, _, owner = self.origins.reach(parameter)
                value = box_scalar(parameter.type, f"{self.names['.out']}[{place}]")
                attribute = parameter.origin.rpartition(".")[2]
                yield f'object.__setattr__({owner}, "{attribute}", {value})'
                place += 1
        for output, value in zip(self.kernel.outputs, outputs, strict=True):
            parameter = next(p for p in self.arrays if p.name == output.parameter)
            if output.kind == "content":
                yield f"{self.object_of(output.parameter)}[:] = {value}"
                continue
            owner, attribute = self.origins.reach(parameter)[2], parameter.origin.rpartition(".")[2]
            yield f'object.__setattr__({owner}, "{attribute}", {value})'
        for parameter in written:
            yield from self.bring_home(parameter)

    def content(self, name: str) -> str:
        """What a list that came in holds now, as a tuple."""
        return f"tuple({self.names[f'a_{name}']}.tolist())"

    def bring_home(self, parameter: Parameter) -> Iterator[str]:
        assert isinstance(parameter.type, Array)
        if not self.is_nest(parameter):
            yield f"{self.origins.reach(parameter)[0]}[...] = {self.array(parameter)}"
            return
        row, new = self.names[".row"], self.names[".new"]
        yield f"for {row}, {new} in {self.names[f'changed_{parameter.name}']}:"
        value = f"map(chr, {new})" if parameter.type.element.kind == "char" else new
        yield f"{INDENT}{row}[:] = {value}"


def box_scalar(kind: Scalar, value: str) -> str:
    """A kernel's number as the object Python holds."""
    if kind.dtype:
        return f"np.{'bool_' if kind.dtype == 'bool' else kind.dtype}({value})"
    own = {"char": f"chr({value})", "bool": f"bool({value})", "word": f"int({value})"}
    return own.get(kind.kind, value)
