"""How the things a kernel needs are reached from where the region stands.

A local name is passed as it is, a global one is looked up by the wrapper. For ``self.grid``
the wrapper is given ``self`` and fetches the attribute itself, so that no property of the
user's runs twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from advisor.backend import UnsuitableError
from advisor.borders.drawing import Generators
from advisor.kernel.naming import Names
from advisor.kernel.nodes import Function, Identity, Kernel, Parameter
from advisor.kernel.printing import INDENT
from advisor.kernel.types import Scalar

EACH = "*"
"""In an origin: every item of a list."""
_COLUMN = re.compile(r"(\d+)of(\d+)")
MISSING = "MISSING"
"""What the generated ``attribute`` answers when it cannot read one without running code."""


class Origins:
    """The wrapper's arguments, and the lines that get from them to the parameters.

    ``looked_up`` has the variables of what the wrapper looks up among the globals by itself.
    """

    def __init__(self, kernel: Kernel, names: Names, looked_up: Mapping[str, str]) -> None:
        self._names = names
        self._given: dict[str, str] = {}
        self.generators = Generators(kernel.draws, names)
        for parameter in kernel.entry.parameters:
            if self.generators.place(parameter.name):
                continue
            parts = parameter.origin.split(".")
            if not all(
                part.isidentifier() or part == EACH or _COLUMN.fullmatch(part) for part in parts
            ):
                raise UnsuitableError(f"{parameter.origin} cannot be passed to compiled code")
            if parts[0] not in looked_up:
                self._given.setdefault(parts[0], names[parts[0]])
        for identity in kernel.identities:
            if not identity.helper and identity.expression not in looked_up:
                self._given.setdefault(identity.expression, names[identity.expression])
        for identity in kernel.identities:
            if identity.owner:
                self._given.setdefault(identity.owner, names[identity.owner])
        for draws in kernel.draws:
            for expression, method in draws.uses:
                root = expression if method else expression.split(".")[0]
                if root not in looked_up:
                    self._given.setdefault(root, names[root])
        self._arguments = {**looked_up, **self._given}

    @property
    def arguments(self) -> tuple[str, ...]:
        """The names of the wrapper's arguments."""
        return tuple(self._given.values())

    @property
    def expressions(self) -> tuple[str, ...]:
        """For each argument the expression that fetches it where the region stands."""
        return tuple(self._given)

    def argument(self, expression: str) -> str:
        """The variable that has an expression's value."""
        return self._arguments[expression]

    def reach(self, parameter: Parameter) -> tuple[str, list[str], str]:
        """The variable that holds a parameter's object, the lines that set it, and its owner."""
        if place := self.generators.place(parameter.name):
            return place, [], ""
        if EACH in parameter.origin.split("."):
            return self._gathered(parameter)
        return self.fetched(parameter.origin, parameter.name)

    def fetched(self, origin: str, key: str) -> tuple[str, list[str], str]:
        """The variable that holds the object a path leads to, the lines that set it, its owner."""
        root, *path = origin.split(".")
        value, owner = self._arguments[root], ""
        lines: list[str] = []
        for depth, name in enumerate(path):
            owner, value = value, self._names[f"value_{key}.{depth}"]
            lines.append(f'{value} = attribute({owner}, "{name}")')
            lines.append(f"if {value} is {MISSING}:")
            lines.append(f"{INDENT}return None")
        return value, lines, owner

    def generator_states(self) -> Iterator[str]:
        """Lines that fetch the states of the random generators, or decline."""
        each: list[list[tuple[str, str]]] = []
        for draws in self.generators.draws:
            each.append([])
            for expression, method in draws.uses:
                value, steps = self._arguments.get(expression, ""), list[str]()
                if not method:
                    value, steps, _ = self.fetched(expression, expression)
                yield from steps
                each[-1].append((value, method))
        yield from self.generators.taken(each)

    def _gathered(self, parameter: Parameter) -> tuple[str, list[str], str]:
        """A list of the attributes of all objects of a list."""
        root, _, name = parameter.origin.split(".")
        value = self._names[f"value_{parameter.name}"]
        gathered = f'gather({self._arguments[root]}, "{name}")'
        column = _COLUMN.fullmatch(name)
        if column:
            gathered = f"gather_column({self._arguments[root]}, {column[1]}, {column[2]})"
        lines = [f"{value} = {gathered}"]
        lines += [f"if {value} is {MISSING}:", f"{INDENT}return None"]
        if parameter.written:
            lines.append(f"{self._names[f'old_{parameter.name}']} = list({value})")
        return value, lines, ""

    def scattered(self, function: Function) -> Iterator[str]:
        """Lines that give the objects their attributes back, where they changed."""
        for parameter in function.parameters:
            if parameter.written and EACH in parameter.origin:
                root, _, name = parameter.origin.split(".")
                values = [self._names[f"{p}_{parameter.name}"] for p in ("value", "old")]
                yield f'scatter({self._arguments[root]}, "{name}", {", ".join(values)})'

    def objects(self, function: Function) -> Iterator[str]:
        """Tests that hold where an object is reached in two ways, or cannot be set plainly."""
        each = [p for p in function.parameters if EACH in p.origin and not is_column(p)]
        roots = dict.fromkeys(self._arguments[p.origin.split(".")[0]] for p in each)
        written = [p for p in each if p.written]
        sets = any(p.written and "." in p.origin for p in function.parameters)
        single = dict.fromkeys(
            owner for p in function.parameters if sets and roots and (owner := self.reach(p)[2])
        )
        if roots:
            yield f"not all_different([{', '.join(roots)}], [{', '.join(single)}])"
        for root in dict.fromkeys(self._arguments[p.origin.split(".")[0]] for p in written):
            yield f"not settable({root})"

    def same_owner(self, function: Function) -> Iterator[str]:
        """Tests that hold where an assigned attribute is reached in a second way."""
        for written in function.parameters:
            if not written.written or not isinstance(written.type, Scalar):
                continue
            for other in function.parameters:
                attribute = other.origin.rpartition(".")[2]
                if other is not written and attribute == written.origin.rpartition(".")[2]:
                    owners = self.reach(written)[2], self.reach(other)[2]
                    if all(owners):
                        yield " is ".join(owners)


def is_column(parameter: Parameter) -> bool:
    """Whether it is one column of a list of tuples: ``items.*.0of2``."""
    return _COLUMN.fullmatch(parameter.origin.rpartition(".")[2]) is not None


def reader(parameter: Parameter) -> str:
    """The piece of ``border.py`` that fetches what has a dot in its origin."""
    if is_column(parameter):
        return "gather_column"
    return "gather" if EACH in parameter.origin else "attribute"


def library_target(identity: Identity) -> str:
    """Where a library function is found: ``"math.sqrt"``, ``"builtins.abs"``."""
    if identity.target:
        return identity.target
    root, _, rest = identity.expression.partition(".")
    if not rest:
        return f"builtins.{root}"
    return {"np": "numpy"}.get(root, root) + f".{rest}"
