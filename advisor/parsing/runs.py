"""Choose the runs of statements worth a function of their own: the largest that can be one.

Between statements that nothing can compile (a print, a file that is read) stand runs of
those that may be. Cold statements at the ends of a run stay outside, so that little of
the user's text is touched; what is refused as a whole is looked for in smaller pieces.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from advisor.parsing import callees, obstacles, outlining
from advisor.parsing.modules import Function, Module, own_nodes
from advisor.parsing.outlining import Outline

_COLD = 0.2  # of what is worth a race: a statement at an end with less stays outside
_LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_NUMERIC = frozenset(("math", "cmath"))
_ARRAYS = frozenset(("np", "numpy"))
_OPAQUE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Ground:
    """Where runs are looked for.

    Attributes:
        function: the one whose statements they are; ``None`` at module level.
        weight: a statement's share of the program's run, 0 to 1.
        least: the share a run must have.
        blocked: lines that nothing can compile, besides those with an obstacle.
    """

    module: Module
    function: Function | None
    weight: Callable[[ast.stmt], float]
    least: float
    blocked: frozenset[int] = frozenset()


def largest(ground: Ground, body: Sequence[ast.stmt]) -> Iterator[Outline]:
    """The outlines of all runs in a body, and inside its statements where they are blocked."""
    for group in _groups(ground, body):
        if _stands_alone(ground, group[0]):
            yield from _inside(ground, group[0])
            continue
        run = _trimmed(ground, group)
        if run and any(isinstance(node, _LOOPS) for node in own_nodes(run)):
            yield from _outlined(ground, run, group)


def holds_a_loop(statement: ast.stmt) -> float:
    """The weight of a statement while nothing is known of the run: 1 with a loop, else 0."""
    return float(any(isinstance(node, _LOOPS) for node in own_nodes([statement])))


def doubtful(ground: Ground, body: Sequence[ast.stmt]) -> Iterator[frozenset[int]]:
    """Lines with calls of what perhaps nothing can compile: in cold statements, then in all.

    Outside of loops even a call of NumPy is better left outside than in the way.
    """
    cold: set[int] = set()
    hot: set[int] = set()
    for statement in body:
        is_cold = ground.weight(statement) < ground.least * _COLD
        strict = is_cold or not any(isinstance(n, _LOOPS) for n in own_nodes([statement]))
        for node in own_nodes([statement]):
            if isinstance(node, ast.Call) and _reaches_out(node, ground.module, strict=strict):
                (cold if is_cold else hot).add(node.lineno)
    if cold:
        yield frozenset(cold)
    if hot:
        yield frozenset(cold | hot)


def blocked_lines(
    module: Module, body: Sequence[ast.stmt], refused: Collection[int]
) -> Iterator[int]:
    """The refused lines that stand in ``body``, and those that call a function with one."""
    first, last = body[0].lineno, body[-1].end_lineno or body[-1].lineno
    yield from (line for line in refused if first <= line <= last)
    elsewhere = [line for line in refused if not first <= line <= last]
    culprits = {
        name
        for name, function in module.functions.items()
        if any(function.lineno <= line <= (function.end_lineno or 0) for line in elsewhere)
    }
    for node in own_nodes(body):
        if isinstance(node, ast.Name) and not culprits.isdisjoint(callees.called(module, [node])):
            yield node.lineno


def _reaches_out(node: ast.Call, module: Module, *, strict: bool) -> bool:
    """Whether it calls something other than built-ins, the file's own, and functions of numbers.

    To the strict NumPy's functions reach out as well.
    """
    match node.func:
        case ast.Name(name):
            return name not in callees.known(module) and name not in dir(builtins)
        case ast.Attribute(ast.Name(name)):
            known = _NUMERIC if strict else _NUMERIC | _ARRAYS
            return name in module.imported and name not in known
    return False


def _groups(ground: Ground, body: Sequence[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """A body in consecutive groups; a statement that stands alone is one by itself."""
    group: list[ast.stmt] = []
    for statement in body:
        if not _stands_alone(ground, statement):
            group.append(statement)
            continue
        if group:
            yield group
        yield [statement]
        group = []
    if group:
        yield group


def _stands_alone(ground: Ground, statement: ast.stmt) -> bool:
    lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    if not ground.blocked.isdisjoint(lines):
        return True
    return obstacles.first([statement], callees.known(ground.module)) is not None


def _trimmed(ground: Ground, group: list[ast.stmt]) -> list[ast.stmt]:
    """The group from its first hot statement to its last; nothing if all of it is too cold."""
    if sum(map(ground.weight, group)) < ground.least:
        return []
    hot = [i for i, node in enumerate(group) if ground.weight(node) >= ground.least * _COLD]
    return group[hot[0] : hot[-1] + 1] if hot else []


def _outlined(ground: Ground, run: list[ast.stmt], group: list[ast.stmt]) -> Iterator[Outline]:
    match run:
        case [ast.If() | ast.With() | ast.Try()]:
            yield from _inside(ground, run[0])
            return
    made = outlining.outline(ground.module, run, ground.function)
    rest = _rest(ground, run, group)
    if rest:
        tail = outlining.outline(ground.module, rest, ground.function, tail=True)
        made = tail if isinstance(tail, Outline) else made
    if isinstance(made, Outline):
        yield made
    elif len(run) > 1:
        yield from largest(_with_blocked(ground, made.line, run), run)
    else:
        yield from _inside(ground, run[0])


def _rest(ground: Ground, run: list[ast.stmt], group: list[ast.stmt]) -> list[ast.stmt]:
    """From the run to the end of the function, where the group goes on so far."""
    if ground.function is None or group[-1] is not ground.function.body[-1]:
        return []
    rest = group[group.index(run[0]) :]
    return rest if len(rest) < len(ground.function.body) else []


def _with_blocked(ground: Ground, line: int, run: Sequence[ast.stmt]) -> Ground:
    """The ground without the statement that a refusal speaks of; the first if it is elsewhere."""
    within = any(s.lineno <= line <= (s.end_lineno or s.lineno) for s in run)
    return replace(ground, blocked=ground.blocked | {line if within else run[0].lineno})


def _inside(ground: Ground, statement: ast.stmt) -> Iterator[Outline]:
    if not isinstance(statement, _OPAQUE) and ground.weight(statement) >= ground.least:
        for body in _bodies(statement):
            yield from largest(ground, body)


def _bodies(node: ast.AST) -> Iterable[list[ast.stmt]]:
    for _, value in ast.iter_fields(node):
        if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
            yield value
        elif isinstance(value, list):
            for child in value:
                if isinstance(child, ast.ExceptHandler | ast.match_case):
                    yield from _bodies(child)
