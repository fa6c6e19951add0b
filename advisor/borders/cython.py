"""The Python-facing half of a Cython module: guard, convert, run, commit.

It is printed for the types at hand and works through the C helpers of
``templates/backends/border.h``. A value that is anything else makes it answer ``None``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.backend import UnsuitableError
from advisor.borders.asking import asking
from advisor.borders.asking import reserved as reserved_names
from advisor.borders.drawing import pieces as generator_pieces
from advisor.borders.origins import MISSING, Origins, library_target, reader
from advisor.borders.results_cython import results
from advisor.borders.warning import warns
from advisor.kernel import walking
from advisor.kernel.functions_cython import Printed, reserved
from advisor.kernel.naming import Names
from advisor.kernel.nodes import DEPTH_LIMIT, Kernel, Parameter
from advisor.kernel.pieces import choose, library
from advisor.kernel.printing import INDENT
from advisor.kernel.printing_cython import Uses
from advisor.kernel.sharing import shared_names
from advisor.kernel.storage import C_TYPES, c_type
from advisor.kernel.types import Array, Scalar

_SPARE_FRAMES = 8  # what the original may need beside its own calls
_FORMATS = {
    "bool": "?", "int8": "b", "int16": "h", "int32": "i", "int64": "l", "uint8": "B",
    "uint16": "H", "uint32": "I", "float32": "f", "float64": "d", "complex64": "Zf",
    "complex128": "Zd",
}  # fmt: skip
"""How the buffer protocol spells NumPy's types."""
_READERS = {
    "bool": "read_bools", "int": "read_ints", "float": "read_floats",
    "complex": "read_complexes", "char": "read_chars",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Border:
    """The wrapper as text.

    Attributes:
        arguments: names of its arguments.
        origins: for each argument the expression that fetches it where the region stands.
        lines: its body.
        imports: what the module must import for it.
        readers: the pieces of ``border.py`` that it needs in Python.
        made_from: lines of the module that hold the Python it was made from.
    """

    arguments: tuple[str, ...]
    origins: tuple[str, ...]
    lines: tuple[str, ...]
    imports: tuple[str, ...]
    readers: tuple[str, ...]
    made_from: tuple[str, ...]


def border(kernel: Kernel, entry: Printed, uses: Uses) -> Border:
    """The border of a kernel.

    Raises:
        UnsuitableError: a parameter or result has no form here.
    """
    taken = reserved() | reserved_names(kernel) | set(library("border.py"))
    taken |= {MISSING, "borders", entry.name}
    writer = Writer(kernel, entry, uses, Names(taken))
    lines = tuple(writer.body())
    return Border(
        writer.origins.arguments,
        writer.origins.expressions,
        lines,
        tuple(sorted(writer.imports)),
        (
            *(reader(each) for each in kernel.entry.parameters if "." in each.origin),
            *sorted(writer.asking.pieces),
            *generator_pieces(kernel.draws),
        ),
        writer.asking.module,
    )


class Writer:
    """Writes one wrapper; collects what it needs on the way."""

    def __init__(self, kernel: Kernel, entry: Printed, uses: Uses, names: Names) -> None:
        self.kernel, self.entry, self.uses, self.names = kernel, entry, uses, names
        self.function = kernel.entry
        self.outputs = kernel.outputs
        self.arrays = [p for p in self.function.parameters if isinstance(p.type, Array)]
        self.shared = shared_names(self.function)
        self.imports: set[str] = set()
        self.asking = asking(kernel, names, "cython")
        self.origins = Origins(kernel, names, self.asking.looked_up)

    # -------------------------------------------------------------------- body

    def body(self) -> Iterator[str]:
        """The lines of the wrapper."""
        taking = list(self.origins.generator_states())
        taking += [line for p in self.function.parameters for line in self.take(p)]
        taking.extend(self.owners())
        boxing = list(results(self))
        self.find_ufuncs()
        self.uses.pieces |= self.asking.crossings
        yield from self.asking.lines
        yield from self.room()
        yield from self.identities()
        yield from self.declarations()  # from here on the collector rests
        if not self.arrays and ".arena" not in self.entry.arguments:
            yield from taking
            yield from self.run()
            yield from boxing
            return
        yield "try:"
        for line in (*taking, *self.apart(), *self.run(), *boxing):
            yield INDENT + line
        yield "finally:"
        if ".arena" in self.entry.arguments:
            yield f"{INDENT}arena_free(&{self.names['.arena']})"
        if self.arrays:
            self.uses.pieces.add("border")
            collecting = self.names[".collecting"]
            yield f"{INDENT}border_close(borders, {len(self.arrays)}, {collecting})"

    def declarations(self) -> Iterator[str]:
        """C variables for all that crosses the border."""
        for parameter in self.function.parameters:
            if isinstance(parameter.type, Scalar):
                yield f"cdef {c_type(parameter.type)} {self.c_name(parameter)} = 0"
                if parameter.written:
                    yield f"cdef {c_type(parameter.type)} {self.out(parameter)} = 0"
        for position, kind in enumerate(self.function.results):
            if isinstance(kind, Array):
                self.uses.pieces.add("grid")
                yield f"cdef Grid {self.names[f'.result{position}']}"
            else:
                yield f"cdef {c_type(kind)} {self.names[f'.result{position}']} = 0"
        if ".arena" in self.entry.arguments:
            yield f"cdef Arena {self.names['.arena']}"
            yield f"{self.names['.arena']}.first = NULL"
        if self.arrays:
            yield f"cdef Border[{len(self.arrays)}] borders"
            count, collecting = len(self.arrays), self.names[".collecting"]
            yield f"cdef int {collecting} = border_open(borders, {count})"

    def c_name(self, parameter: Parameter) -> str:
        """The C variable of a number that comes in."""
        return self.names[f"c_{parameter.name}"]

    def out(self, parameter: Parameter) -> str:
        """The C variable of a number that an attribute is set to."""
        return self.names[f"new_{parameter.name}"]

    def find_ufuncs(self) -> None:
        """Let the module look up NumPy's own loops when it is loaded."""
        for piece in choose("border.h", self.uses.pieces & set(library("border.h"))):
            if piece.name.startswith("np_"):
                own = self.numpy(piece.name.removeprefix("np_"))
                missing = 'raise ImportError("another NumPy")'
                self.imports.add(f"if not {piece.name}_found({own}): {missing}")

    # ------------------------------------------------------------------- guard

    def room(self) -> Iterator[str]:
        """A recursive kernel must not go deeper than Python itself would from here."""
        if walking.recursive(self.kernel):
            self.uses.pieces.add("frames_left")
            yield f"if frames_left() <= {DEPTH_LIMIT + _SPARE_FRAMES}:"
            yield f"{INDENT}return None"

    def identities(self) -> Iterator[str]:
        """Library functions the kernel took for granted."""
        for identity in self.kernel.identities:
            if identity.helper:
                continue
            if identity.target == "None":
                yield f"if {self.origins.argument(identity.expression)} is not None:"
                yield f"{INDENT}return None"
                continue
            module, _, name = library_target(identity).rpartition(".")
            own = self.names[f".{module}.{name}"]
            self.imports.add(f"from {module} import {name} as {own}")
            yield f"if {self.origins.argument(identity.expression)} is not {own}:"
            yield f"{INDENT}return None"

    def take(self, parameter: Parameter) -> Iterator[str]:
        """Lines that take one argument over the border, or decline."""
        value, steps, owner = self.origins.reach(parameter)
        yield from steps
        if owner and self.sets(parameter):
            yield f"if type({owner}).__setattr__ is not object.__setattr__:"
            yield f"{INDENT}return None"
        if isinstance(parameter.type, Array):
            test = self.take_array(parameter, parameter.type, value)
        elif parameter.type.dtype:
            yield from self.take_numpy(parameter, parameter.type.dtype, value)
            return
        else:
            self.uses.pieces.add(f"take_{parameter.type.kind}")
            test = f"take_{parameter.type.kind}({value}, &{self.c_name(parameter)})"
        yield f"if not {test}:"
        yield f"{INDENT}return None"

    def take_numpy(self, parameter: Parameter, dtype: str, value: str) -> Iterator[str]:
        """A NumPy scalar."""
        yield f"if type({value}) is not {self.numpy(dtype)}:"
        yield f"{INDENT}return None"
        yield f"{self.c_name(parameter)} = {value}"

    def numpy(self, name: str) -> str:
        """A name imported from NumPy."""
        own = self.names[f"numpy.{name}"]
        numpy_name = "bool_" if name == "bool" else name
        self.imports.add(f"from numpy import {numpy_name} as {own}")
        return own

    def take_array(self, parameter: Parameter, kind: Array, value: str) -> str:
        """The call that takes an array over the border."""
        storage, written = kind.element.storage, self.is_written(parameter)
        target = f"&borders[{self.arrays.index(parameter)}]"
        size = f"sizeof({C_TYPES[storage]})"
        if set(kind.layers) == {"ndarray"}:
            self.uses.pieces.add("take_ndarray")
            ndarray = self.numpy("ndarray")
            return (
                f"take_ndarray({target}, {value}, {ndarray}, "
                f'"{_FORMATS[storage]}", {size}, {kind.ndim}, {int(written)})'
            )
        letters = layer_letters(kind, written=written)
        reader = self.reader(kind)
        self.uses.pieces |= {"take_nest", reader}
        return f'take_nest({target}, {value}, "{letters}", {size}, {reader}, {int(written)})'

    def reader(self, kind: Array) -> str:
        """The C function that reads a row."""
        element, last = kind.element, kind.layers[-1]
        if last == "str":
            return "read_text"
        if last == "bytes":
            return "read_bytes"
        if element.dtype == "float64":
            self.imports.add(f"know_numpy_float64({self.numpy('float64')})")
            return "read_numpy_floats"
        if element.dtype:
            raise UnsuitableError(f"a list of NumPy's {element.dtype} numbers")
        return _READERS[element.kind]

    def is_written(self, parameter: Parameter) -> bool:
        """Whether the array must be copied and brought home; a name that changes hands counts."""
        return parameter.written or (
            parameter.name in self.shared and any(p.written for p in self.arrays)
        )

    def is_brought_home(self, parameter: Parameter) -> bool:
        """Whether elements that changed go back one by one."""
        content = any(o.kind == "content" and o.parameter == parameter.name for o in self.outputs)
        content = content or bool(self.origins.generators.place(parameter.name))
        return isinstance(parameter.type, Array) and self.is_written(parameter) and not content

    def sets(self, parameter: Parameter) -> bool:
        """Whether an attribute is given another value."""
        if isinstance(parameter.type, Scalar):
            return parameter.written
        return any(o.kind == "attribute" and o.parameter == parameter.name for o in self.outputs)

    def owners(self) -> Iterator[str]:
        """Decline when an attribute that is assigned is also read through another name."""
        tests = (*self.origins.same_owner(self.function), *self.origins.objects(self.function))
        for test in tests:
            yield f"if {test}:"
            yield f"{INDENT}return None"

    def apart(self) -> Iterator[str]:
        """Decline when something written can be reached in two ways."""
        if any(self.is_written(p) for p in self.arrays):
            self.uses.pieces.add("apart")
            yield f"if not apart(borders, {len(self.arrays)}):"
            yield f"{INDENT}return None"

    # --------------------------------------------------------------------- run

    def run(self) -> Iterator[str]:
        """Call the kernel and decline when it left."""
        arguments = ", ".join(self.argument(role) for role in self.entry.arguments)
        if not warns(self.kernel):
            yield f"if {self.entry.name}({arguments}):"
            yield f"{INDENT}return None"
            return
        self.uses.pieces.add("numpy_warnings")
        yield "forget_warnings()"
        yield f"if (<Unseen>unseen(<void*>{self.entry.name}))({arguments}) or any_warning():"
        yield f"{INDENT}return None"

    def argument(self, role: str) -> str:
        """What the kernel is called with for one of its arguments."""
        if role.startswith("."):
            return f"&{self.names[role]}"
        name, _, part = role.partition(".")
        parameter = next(p for p in self.function.parameters if p.name == name)
        if isinstance(parameter.type, Scalar):
            return f"&{self.out(parameter)}" if part else self.c_name(parameter)
        place = f"borders[{self.arrays.index(parameter)}]"
        if part:
            return f"{place}.shape[{part[1:]}]"
        return f"<{C_TYPES[parameter.type.element.storage]}*>{place}.data"


def layer_letters(kind: Array, *, written: bool) -> str:
    """The layers of a nest as ``take_nest`` wants them: ``"ll"`` for a list of lists.

    Raises:
        UnsuitableError: it mixes lists and ndarrays, or something immutable is written.
    """
    if "ndarray" in kind.layers:
        raise UnsuitableError("lists of ndarrays")
    if written and kind.layers[-1] != "list":
        raise UnsuitableError(f"a write into a {kind.layers[-1]}")
    return "".join(layer[0] for layer in kind.layers)
