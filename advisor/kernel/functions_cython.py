"""Print whole functions of a kernel as Cython: head, declarations, body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from advisor.kernel import nodes, walking
from advisor.kernel.idioms_cython import rare_choices, wide_loops
from advisor.kernel.naming import Names
from advisor.kernel.nodes import Function, Kernel
from advisor.kernel.parts_cython import in_parts
from advisor.kernel.pieces import library
from advisor.kernel.printing import INDENT, Printer
from advisor.kernel.printing_cython import CythonDialect, Uses, settle_checks
from advisor.kernel.sharing import shared_names
from advisor.kernel.stack_cython import on_stack
from advisor.kernel.storage import C_TYPES, c_type
from advisor.kernel.types import Array, Scalar

_KEYWORDS = (
    "NULL",
    "bint",
    "bool",
    "bytes",
    "cdef",
    "char",
    "cimport",
    "complex",
    "const",
    "cpdef",
    "ctypedef",
    "cython",
    "double",
    "enum",
    "except",
    "extern",
    "fused",
    "gil",
    "include",
    "inline",
    "int",
    "list",
    "long",
    "malloc",
    "memcpy",
    "memset",
    "namespace",
    "noexcept",
    "nogil",
    "object",
    "printf",
    "public",
    "readonly",
    "short",
    "signed",
    "size_t",
    "sizeof",
    "str",
    "struct",
    "tuple",
    "union",
    "unsigned",
    "void",
    "volatile",
    "dict",
    "set",
    "zip",
    "float",
    "Py_ssize_t",
    "range",
    "INFINITY",
    "NAN",
    "Arena",
    "Border",
    "Grid",
    "Kernel",
    "Box",
    "RowReader",
    "type",
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One function as text.

    Attributes:
        name: of the C function.
        lines: its definition.
        arguments: for the entry the roles of its arguments, in order: ``"points"`` and
            ``"points.n0"`` (an array), ``"rate"``, ``"rate.out"``, ``".result0"``, ``".arena"``.
        declared: their declarations.
    """

    name: str
    lines: tuple[str, ...]
    arguments: tuple[str, ...]
    declared: tuple[str, ...]


_LINE = 96
ENTRY = ".entry()"
"""The key of the entry's C name."""


def reserved() -> frozenset[str]:
    """Names a kernel's variables must not have in Cython."""
    helpers = {name for file in ("arithmetic.h", "border.h") for name in library(file)}
    storages = {f"{storage}_array" for storage in C_TYPES}
    return frozenset(_KEYWORDS) | helpers | storages


def print_functions(kernel: Kernel, uses: Uses, parts: Sequence[str] = ()) -> tuple[Printed, ...]:
    """The kernel's functions, the entry last; those in ``parts`` are shared out among the cores."""
    c_names = Names(reserved())
    c_names.given[ENTRY] = c_names[f"{kernel.entry.name}_kernel"]
    for function in kernel.functions[:-1]:  # a recursive region calls a helper of its own name
        c_names.given[f"{function.name}()"] = c_names[function.name]
    printed = []
    for function in kernel.functions:
        one = _print(function, c_names, uses, parts, entry=function is kernel.entry)
        if function.name in parts:
            uses.pieces.add("in_parts")
            one = replace(one, lines=(*one.lines, "", *in_parts(one.name, one.declared)))
            c_names.given[f"{function.name}()"] = f"{one.name}_in_parts"
        printed.append(one)
    return tuple(printed)


def _print(
    function: Function, c_names: Names, uses: Uses, parts: Sequence[str], *, entry: bool
) -> Printed:
    names = Names(c_names.reserved | set(c_names.given.values()))
    names.given.update((key, name) for key, name in c_names.given.items() if key.endswith("()"))
    name = names[ENTRY if entry else f"{function.name}()"]
    types = walking.types(function)
    names.settle(types)
    shared = shared_names(function)
    small = on_stack(function, shared)
    wide = wide_loops(function)
    dialect = CythonDialect(function, entry, names, uses, types, shared, small, wide)
    dialect.rare = rare_choices(function)
    dialect.checked = frozenset({function.name, *parts})
    dialect.restricted = entry or function.name in parts
    body = list(settle_checks(dialect, _body(function, dialect)))
    arguments = dict(_arguments(dialect))
    returns = "Kernel" if entry else c_type(_answer(function))
    inline = "" if entry or _calls_itself(function) else "inline "
    joined = ", ".join(arguments.values())
    head = f"cdef {inline}{returns} {name}({joined}) noexcept nogil:"
    if len(head) > _LINE:
        joined = f"\n{INDENT}" + f",\n{INDENT}".join(arguments.values()) + ",\n"
        head = f"cdef {inline}{returns} {name}({joined}) noexcept nogil:"
    doc = f'{INDENT}"""{function.doc}"""' if function.doc else None
    stop = () if entry or not _calls_itself(function) else _stop_descending(dialect)
    declarations = (INDENT + line for line in _declarations(dialect))
    lines = [*head.split("\n"), *([doc] if doc else []), *declarations, *stop, *body]
    return Printed(name, tuple(lines), tuple(arguments), tuple(arguments.values()))


def _body(function: Function, dialect: CythonDialect) -> Iterator[str]:
    printer = Printer(dialect)
    yield from printer.block(function.body)
    if function.body and isinstance(function.body[-1], nodes.Return | nodes.Leave):
        return
    end = dialect.give_up()
    if dialect.entry:
        end = [*dialect.attributes(), f"return {dialect.names['.bad']} != 0"]
    yield from (INDENT + line for line in end)


def _stop_descending(dialect: CythonDialect) -> Iterator[str]:
    """A recursion that went wrong deep down must not go on branching."""
    yield f"{INDENT}if {dialect.names['.left']}[0]:"
    yield f"{INDENT * 2}return 0"


def _answer(function: Function) -> Scalar:
    (kind,) = function.results
    assert isinstance(kind, Scalar)
    return kind


def _calls_itself(function: Function) -> bool:
    return any(
        isinstance(node, nodes.CallFunction) and node.function == function.name
        for node in walking.expressions(function.body)
    )


def _arguments(dialect: CythonDialect) -> Iterator[tuple[str, str]]:
    """The role and the declaration of each argument."""
    function, names = dialect.function, dialect.names
    for parameter in function.parameters:
        yield from _parameter(dialect, parameter)
    if not dialect.entry:
        yield ".left", f"long* {names['.left']}"
        return
    for parameter in function.parameters:
        if parameter.written and isinstance(parameter.type, Scalar):
            key = f"{parameter.name}.out"
            yield key, f"{c_type(parameter.type)}* {names[key]}"
    for position, kind in enumerate(function.results):
        key = f".result{position}"
        own = "Grid" if isinstance(kind, Array) else c_type(kind)
        yield key, f"{own}* {names[key]}"
    if dialect.arena:
        yield ".arena", f"Arena* {names['.arena']}"


def _parameter(dialect: CythonDialect, parameter: nodes.Parameter) -> Iterator[tuple[str, str]]:
    name, kind = parameter.name, parameter.type
    if isinstance(kind, Scalar):
        yield name, f"{c_type(kind)} {dialect.names[name]}"
        return
    storage = kind.element.storage
    if dialect.restricted and name not in dialect.shared:
        # Nothing else in the kernel reaches these elements: the border has seen to that.
        dialect.uses.storages.add(storage)
        yield name, f"{storage}_array {dialect.names[name]}"
    else:
        yield name, f"{C_TYPES[storage]}* {dialect.names[name]}"
    for axis in range(kind.ndim):
        yield f"{name}.n{axis}", f"long long {dialect.length(name, axis)}"


def _declarations(dialect: CythonDialect) -> Iterator[str]:
    by_type: dict[str, list[str]] = defaultdict(list)
    parameters = {p.name for p in dialect.function.parameters}
    for name, kind in dialect.function.locals.items():
        if name in parameters:
            continue
        if isinstance(kind, Scalar):
            by_type[c_type(kind)].append(f"{dialect.names[name]} = 0")
            continue
        own = C_TYPES[kind.element.storage]
        if name in dialect.small:
            by_type[f"{own}[{max(1, dialect.small[name])}]"].append(dialect.names[name])
        else:
            by_type[f"{own}*"].append(f"{dialect.names[name]} = NULL")
        extents = [dialect.length(name, axis) for axis in range(kind.ndim)]
        rooms = [dialect.names[f"{name}.room"]] if kind.growable else []
        by_type["long long"].extend(f"{extent} = 0" for extent in extents + rooms)
    for own, variables in by_type.items():
        if own.endswith(("*", "]")):
            yield from (f"cdef {own} {variable}" for variable in variables)
        else:
            yield f"cdef {own} {', '.join(variables)}"
    yield from (f"cdef {variable}" for variable in dialect.temporaries.values())
    if dialect.bad or dialect.entry:
        yield f"cdef long {dialect.names['.bad']} = 0"
