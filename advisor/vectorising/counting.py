"""While loops that only count are counted loops.

Before: ``while i < n: out[i] = a[i]; i = i + 1``.
After: ``for trip in range(i, n): out[trip] = a[trip]``, and ``i`` as it stands in the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.kernel import dependences, nodes, rebuilding, walking
from advisor.kernel.affine import affine, reads
from advisor.kernel.nodes import Assign, Expression, For, Function, Statement, Variable
from advisor.kernel.types import INT

_LEAVES = (nodes.Break, nodes.Continue, nodes.Return)
_ONE = nodes.Constant(1, INT)


def counted(function: Function) -> Function:
    """The function with its counting ``while`` loops as ``for`` loops."""
    names: set[str] = set()
    body = _block(function.body, names)
    return replace(function, body=body, locals=dict(function.locals) | dict.fromkeys(names, INT))


def _block(block: Sequence[Statement], names: set[str]) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for statement in block:
        match statement:
            case nodes.While(body=body, orelse=()):
                inner = replace(statement, body=_block(body, names))
                found += _for(inner, names) or [inner]
            case For(body=body):
                found.append(replace(statement, body=_block(body, names)))
            case nodes.If(then=then, other=other):
                kept = _block(then, names)
                found.append(replace(statement, then=kept, other=_block(other, names)))
            case _:
                found.append(statement)
    return tuple(found)


def _for(loop: nodes.While, names: set[str]) -> list[Statement]:
    """The counted loop and what becomes of the counter; empty where it does not simply count."""
    *body, last = loop.body
    if not isinstance(last, Assign) or not isinstance(loop.test, nodes.Compare):
        return []
    counter, stop = Variable(last.name, INT), _stop(loop.test, last.name)
    change = affine(last.value).plus(affine(counter), -1)
    if stop is None or change.terms or change.constant not in (1, -1):
        return []
    up = change.constant > 0
    if up != (loop.test.operator in ("<", "<=")) or not _steady(body, stop, last.name):
        return []
    trip = Variable(f"{last.name}.trip{len(names)}", INT)
    names.add(trip.name)
    ahead = replace(loop.test, operator="<" if up else ">", right=stop)

    def renamed(node: Expression) -> Expression:
        return trip if node == counter else node

    made = For(
        trip.name,
        counter,
        stop,
        nodes.Constant(change.constant, INT),
        rebuilding.block(body, renamed),
        line=loop.line,
    )
    return [made, nodes.If(ahead, (Assign(last.name, stop, last.line),))]


def _stop(test: nodes.Compare, counter: str) -> Expression | None:
    """Where counting ends, itself excluded."""
    if test.left != Variable(counter, INT) or test.right.type != INT:
        return None
    match test.operator:
        case "<" | ">":
            return test.right
        case "<=":
            return nodes.Binary("+", test.right, _ONE, INT, checked=False)
        case ">=":
            return nodes.Binary("-", test.right, _ONE, INT, checked=False)
    return None


def _steady(body: Sequence[Statement], stop: Expression, counter: str) -> bool:
    """Whether nothing in a body moves the end or the counter, or ends a trip early."""
    inside = [*walking.statements(body)]
    changed = dependences.assigned(body) | {a.array for a in dependences.accesses(body) if a.writes}
    unsteady = any(isinstance(s, (*_LEAVES, *dependences.UNSTEADY, nodes.Append)) for s in inside)
    calls = any(isinstance(e, nodes.CallFunction) for e in walking.expressions(body))
    return not unsteady and not calls and not changed & {*reads(stop), counter}
