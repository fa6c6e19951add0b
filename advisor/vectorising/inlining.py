"""Put the helpers' statements where they are called.

Before: ``total = total + dist(p, q)``.
After: the statements of ``dist`` on names of their own, then ``total = total + dist_1``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import count
from typing import Any, TypeVar

from advisor.backend import UnsuitableError
from advisor.kernel import nodes, walking
from advisor.kernel.nodes import Expression, Function, Kernel, Statement
from advisor.kernel.types import Scalar, Type

_Node = TypeVar("_Node")
_CONDITIONAL = nodes.IfElse | nodes.Logical


def inlined(kernel: Kernel) -> Function:
    """The entry function without calls.

    Raises:
        UnsuitableError: a call stands where its statements cannot be put before it, a
            helper returns from the middle, or there are numbers that NumPy has no like of.
    """
    odd = {e.type.kind for e in walking.all_expressions(kernel) if isinstance(e.type, Scalar)}
    if "word" in odd:
        raise UnsuitableError("whole numbers of 64 bits without a sign")
    work = _Inliner({f.name: f for f in kernel.functions}, dict(kernel.entry.locals))
    body = tuple(work.block(kernel.entry.body))
    return replace(kernel.entry, body=body, locals=work.locals)


@dataclass(slots=True)
class _Inliner:
    functions: Mapping[str, Function]
    locals: dict[str, Type]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    depth: int = 0

    def block(self, statements: Sequence[Statement]) -> Iterator[Statement]:
        for statement in statements:
            yield from self.statement(statement)

    def statement(self, statement: Statement) -> Iterator[Statement]:
        if isinstance(statement, nodes.While) and _calls(statement.test):
            raise UnsuitableError("a while loop asks a helper")
        before: list[Statement] = []
        changed = {f.name: self.part(getattr(statement, f.name), before) for f in fields(statement)}
        yield from before
        yield replace(statement, **changed)

    def part(self, part: Any, before: list[Statement]) -> Any:
        if isinstance(part, tuple) and part and isinstance(part[0], Statement):
            return tuple(self.block(part))
        if isinstance(part, tuple):
            return tuple(self.part(one, before) for one in part)
        if isinstance(part, Expression):
            return self.expression(part, before)
        return part

    def expression(self, node: Expression, before: list[Statement]) -> Expression:
        """The expression without calls; what they do is added to ``before``."""
        if not _calls(node):
            return node
        if isinstance(node, _CONDITIONAL):
            raise UnsuitableError("a helper is called only under a condition")
        changed = {f.name: self.part(getattr(node, f.name), before) for f in fields(node)}
        node = replace(node, **changed)
        return self.call(node, before) if isinstance(node, nodes.CallFunction) else node

    def call(self, call: nodes.CallFunction, before: list[Statement]) -> Expression:
        if call.function in nodes.LIBRARY:
            raise UnsuitableError(f"{call.function} has no form on whole arrays")
        function = self.functions[call.function]
        self.depth += 1
        if self.depth > len(self.functions):
            raise UnsuitableError(f"{function.name} calls itself")
        prefix = f"{function.name}.{next(self.numbers)}"
        names = {name: f"{prefix}.{name}" for name in walking.types(function)}
        for parameter, given in zip(function.parameters, call.arguments, strict=True):
            if isinstance(given, nodes.ArrayName):
                names[parameter.name] = given.name
            else:
                before.append(nodes.Assign(names[parameter.name], given))
        self.locals |= {names[name]: kind for name, kind in walking.types(function).items()}
        body, result = _without_return(function, prefix)
        self.locals[prefix] = call.type
        before.extend(self.block([renamed(s, names) for s in (*body, *result)]))
        self.depth -= 1
        return nodes.Variable(prefix, call.type)


def _without_return(
    function: Function, result: str
) -> tuple[Sequence[Statement], Sequence[Statement]]:
    """The statements before the last one, and the last one with an assignment for a return."""
    *body, last = function.body
    if any(isinstance(s, nodes.Return) for s in walking.statements(body)):
        raise UnsuitableError(f"{function.name} returns from the middle")
    return body, [_assigning(last, result, function.name)]


def _assigning(last: Statement, result: str, name: str) -> Statement:
    match last:
        case nodes.Return(values=(value,)) if not isinstance(value, nodes.ArrayName):
            return nodes.Assign(result, value, last.line)
        case nodes.If(then=then, other=other) if then and other:
            tails = [(*part[:-1], _assigning(part[-1], result, name)) for part in (then, other)]
            if not any(isinstance(s, nodes.Return) for t in tails for s in walking.statements(t)):
                return replace(last, then=tails[0], other=tails[1])
    raise UnsuitableError(f"{name} does not simply end with its result")


def renamed(node: _Node, names: Mapping[str, str]) -> _Node:
    """A node with other names for its variables and arrays."""
    changed: dict[str, Any] = {}
    for one in fields(node):  # type: ignore[arg-type]  # every node is a dataclass
        value = getattr(node, one.name)
        if one.name in ("name", "array", "variable", "source") and isinstance(value, str):
            is_intrinsic = isinstance(node, nodes.Intrinsic)
            changed[one.name] = value if is_intrinsic else names.get(value, value)
        elif one.name in ("targets", "sources"):
            changed[one.name] = tuple(names.get(name, name) for name in value)
        elif isinstance(value, tuple):
            changed[one.name] = tuple(_renamed_part(part, names) for part in value)
        else:
            changed[one.name] = _renamed_part(value, names)
    return replace(node, **changed)  # type: ignore[type-var]  # every node is a dataclass


def _renamed_part(part: Any, names: Mapping[str, str]) -> Any:
    is_node = isinstance(part, Expression | Statement | nodes.ArrayName)
    return renamed(part, names) if is_node else part


def _calls(node: Expression) -> bool:
    return any(isinstance(part, nodes.CallFunction) for part in walking.within(node))
