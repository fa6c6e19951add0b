"""Let the compiler add up a float sum in another order, several terms at once.

Adding in the source's order takes a full latency for each term. A sum in another
order differs in its last bits only, which is what the original's own order loses as
well; but it may overflow where the original did not, or come out as the other zero.
So the magnitudes of the terms are added up along with them: they bound every partial
sum whatever the order, and where they are not finite and tame, or a result is zero,
the kernel leaves.

Before:                          After:
    for i in range(n):               for i in range(n):
        total = total + f(i)             total_term = f(i)
    return total                         total_size = total_size + abs(total_term)
                                         total = total + total_term
                                     if not total_size < 1e300: leave
                                     if total == 0.0: leave
                                     return total

Only kernels whose floats decide nothing qualify: no float is compared, or becomes an
int, and what they return are scalars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from advisor.kernel import nodes, rebuilding, walking
from advisor.kernel.nodes import Expression, Kernel, Statement
from advisor.kernel.types import BOOL, FLOAT, Scalar

_TAME = 1e300  # far enough from overflow for rounding not to matter
_STORES = (
    *(nodes.Store, nodes.Append, nodes.Truncate, nodes.Sort),
    *(nodes.New, nodes.Copy, nodes.Rebind),
)


def reorder(kernel: Kernel) -> Kernel | None:
    """The kernel with its sums free to be reordered; ``None`` if it has none, or must not."""
    sums = tuple(dict.fromkeys(_sums(kernel.entry.body, inside=False)))
    if not sums or not _undecided(kernel):
        return None
    body = rebuilding.block(_watched(kernel.entry.body, frozenset(sums)), _square)
    start = tuple(nodes.Assign(_size(name), nodes.Constant(0.0, FLOAT)) for name in sums)
    extra = {made(name): FLOAT for name in sums for made in (_size, _term)}
    results = {_result(i): kind for i, kind in enumerate(kernel.entry.results)}
    entry = replace(
        kernel.entry,
        body=(*start, *_checked(body, sums)),
        locals=dict(kernel.entry.locals) | extra | results,
    )
    return replace(kernel, functions=(*kernel.functions[:-1], entry))


def _sums(block: Iterable[Statement], *, inside: bool) -> Iterator[str]:
    """The names that float terms are added to inside a loop."""
    for statement in block:
        match statement:
            case nodes.Assign(name, nodes.Binary("+" | "-", nodes.Variable(left), _, kind)):
                if inside and left == name and kind == FLOAT:
                    yield name
            case nodes.For() | nodes.While():
                yield from _sums(statement.body, inside=True)
            case nodes.If():
                yield from _sums((*statement.then, *statement.other), inside=inside)


def _undecided(kernel: Kernel) -> bool:
    """Whether no float decides anything, and only scalars come out."""
    if len(kernel.functions) > 1 or not all(isinstance(r, Scalar) for r in kernel.entry.results):
        return False
    if any(isinstance(s, _STORES) for s in walking.statements(kernel.entry.body)):
        return False
    return not any(decides(node) for node in walking.all_expressions(kernel))


def decides(node: Expression) -> bool:
    """Whether a float's last bit may decide its value: it is compared, or becomes an int."""
    match node:
        case nodes.Compare(_, left, right):
            return "float" in {left.type.kind, right.type.kind}
        case nodes.Intrinsic(_, arguments, kind):
            return kind.kind != "float" and any(a.type.kind == "float" for a in arguments)
        case _:
            return node.type.kind == "complex"


def _watched(block: Iterable[Statement], sums: frozenset[str]) -> tuple[Statement, ...]:
    """The block with the size of every term added up beside it."""
    found: list[Statement] = []
    for statement in block:
        match statement:
            case nodes.Assign(name, nodes.Binary(operator, left, right)) if (
                name in sums and left == nodes.Variable(name, FLOAT)
            ):
                term = nodes.Variable(_term(name), FLOAT)
                size = nodes.Variable(_size(name), FLOAT)
                grown = nodes.Binary("+", size, nodes.Intrinsic("abs", (term,), FLOAT), FLOAT)
                found += [
                    nodes.Assign(term.name, right, statement.line),
                    nodes.Assign(size.name, grown),
                    nodes.Assign(name, nodes.Binary(operator, left, term, FLOAT)),
                ]
            case nodes.For() | nodes.While():
                inner = _watched(statement.body, sums)
                found.append(replace(statement, body=inner))
            case nodes.If(_, then, other):
                found.append(
                    replace(statement, then=_watched(then, sums), other=_watched(other, sums))
                )
            case _:
                found.append(statement)
    return tuple(found)


def _checked(block: Iterable[Statement], sums: tuple[str, ...]) -> tuple[Statement, ...]:
    """The block with the checks before every return."""
    found: list[Statement] = []
    for statement in block:
        match statement:
            case nodes.Return(values):
                found += [*_checks(values, sums), replace(statement, values=_names(values))]
            case nodes.For() | nodes.While():
                found.append(replace(statement, body=_checked(statement.body, sums)))
            case nodes.If(_, then, other):
                found.append(
                    replace(statement, then=_checked(then, sums), other=_checked(other, sums))
                )
            case _:
                found.append(statement)
    return tuple(found)


def _checks(
    values: tuple[Expression | nodes.ArrayName, ...], sums: tuple[str, ...]
) -> Iterator[Statement]:
    for name in sums:
        limit = nodes.Constant(_TAME, FLOAT)
        tame = nodes.Compare("<", nodes.Variable(_size(name), FLOAT), limit, BOOL)
        yield nodes.If(nodes.Unary("not", tame, BOOL), (nodes.Leave("a sum may overflow"),))
    for result, value in zip(_names(values), values, strict=True):
        assert not isinstance(value, nodes.ArrayName)
        yield nodes.Assign(result.name, value)
        if value.type.kind == "float":
            zero = nodes.Compare("==", result, nodes.Constant(0.0, FLOAT), BOOL)
            yield nodes.If(zero, (nodes.Leave("a zero may have the other sign"),))


def _names(values: tuple[Expression | nodes.ArrayName, ...]) -> tuple[nodes.Variable, ...]:
    return tuple(
        nodes.Variable(_result(i), value.type)
        for i, value in enumerate(values)
        if not isinstance(value, nodes.ArrayName)
    )


def _square(node: Expression) -> Expression:
    """``x ** 2.0`` as ``x * x``, which rounds otherwise in one case of a thousand."""
    match node:
        case nodes.Binary("**", left, nodes.Constant(2.0), kind) if kind == FLOAT:
            return nodes.Binary("*", left, left, kind, checked=False)
        case _:
            return node


def _size(name: str) -> str:
    return f"{name}_size"


def _term(name: str) -> str:
    return f"{name}_term"


def _result(number: int) -> str:
    return f"result_{number}"
