"""Make a standalone function of a function's body or of a run of statements.

Names the statements read become parameters, names they leave behind become results.
A parameter is read at the call, so a name may only become one where every path has
bound it: else the call would fail where the statements did not.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor import source
from advisor.parsing import names, refusing
from advisor.parsing.modules import Function, Module, own_nodes, parameter_names
from advisor.parsing.refusing import Refusal


@dataclass(frozen=True, slots=True)
class Outline:
    """A run of statements as a function.

    Attributes:
        kind: ``tail`` when it is the rest of a function and returns for it.
    """

    kind: Literal["loop", "span", "tail"]
    statements: tuple[ast.stmt, ...]
    name: str
    parameters: tuple[str, ...]
    results: tuple[str, ...]
    source: str


def outline(
    module: Module,
    run: Sequence[ast.stmt],
    function: Function | None,
    *,
    tail: bool = False,
) -> Outline | Refusal:
    """Consecutive statements as a function, or the reason why they cannot be one.

    ``function`` is the one they stand in, ``None`` at module level; with ``tail`` they
    are all that is left of it.
    """
    refusal = refusing.run(module, run, function, tail=tail)
    if refusal:
        return refusal
    scope = module.tree.body if function is None else function.body
    results = () if tail else _results(scope, run, function)
    wanted = dict.fromkeys([*names.exposed(run), *results])
    code = _definitions(module) if function is None else names.declared(function)
    certain = names.certain(scope, parameter_names(function) if function else (), run[0]) - code
    doubtful = (set(names.exposed(run)) & set(_perhaps(scope, run))) - certain - code
    if doubtful:
        return Refusal(f"{min(doubtful)} may not be bound there", run[0].lineno)
    parameters = tuple(name for name in wanted if name in certain)
    if function is not None and not tail and not results and not parameters:
        return Refusal("it uses and leaves nothing", run[0].lineno)
    loop = len(run) == 1 and isinstance(run[0], ast.For | ast.While)
    name = f"{'loop' if loop and not tail else 'lines'}_{run[0].lineno}"
    body = source.dedent(module.text(run[0], run[-1]))
    footer = f"return ({', '.join(results)},)\n" if results else ""
    text = f"def {name}({', '.join(parameters)}):\n{source.indent(body + footer, '    ')}"
    kind: Literal["loop", "span", "tail"] = "tail" if tail else "loop" if loop else "span"
    return Outline(kind, tuple(run), name, parameters, results, text)


def _results(
    scope: Sequence[ast.stmt], run: Sequence[ast.stmt], function: Function | None
) -> tuple[str, ...]:
    """What the run binds and others may read: at module level all of it."""
    assigned = names.bound(run)
    if function is None:
        return assigned
    read = _read_outside(scope, run)
    return tuple(name for name in assigned if name in read)


def _perhaps(scope: Sequence[ast.stmt], run: Sequence[ast.stmt]) -> tuple[str, ...]:
    """Names that the rest of the scope may have bound when the run is reached.

    A loop around it may have bound anything in it on an earlier trip; what only the
    run itself binds is not bound when it is reached first.
    """
    around = _loops_around(scope, run)
    last = max([run[0].lineno, *(loop.end_lineno or 0 for loop in around)])
    parts = _others(scope, run)
    return names.bound(part for part in parts if getattr(part, "lineno", 0) <= last)


def _read_outside(scope: Sequence[ast.stmt], run: Sequence[ast.stmt]) -> frozenset[str]:
    """Names read in the scope anywhere but in the run (or in it, on a later arrival)."""
    read = set()
    for part in _others(scope, run):
        for node in ast.walk(part):
            match node:
                case ast.Name(name, ast.Load() | ast.Del()):
                    read.add(name)
                case ast.AugAssign(ast.Name(name)):
                    read.add(name)
    again = names.exposed(run) if _loops_around(scope, run) else ()
    return frozenset(read.union(again))


def _loops_around(
    scope: Sequence[ast.stmt], run: Sequence[ast.stmt]
) -> list[ast.For | ast.AsyncFor | ast.While]:
    return [
        node
        for statement in scope
        for node in ast.walk(statement)
        if isinstance(node, ast.For | ast.AsyncFor | ast.While)
        and node is not run[0]
        and _holds(node, run[0])
    ]


def _others(nodes: Iterable[ast.AST], run: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """The largest parts of ``nodes`` that hold nothing of the run."""
    inside = {id(statement) for statement in run}
    for node in nodes:
        if id(node) in inside:
            continue
        if _holds(node, run[0]):
            yield from _others(ast.iter_child_nodes(node), run)
        else:
            yield node


def _holds(outer: ast.AST, inner: ast.AST) -> bool:
    return any(node is inner for node in ast.walk(outer))


def _definitions(module: Module) -> frozenset[str]:
    """Names bound at top level by ``def``, ``class`` and ``import``: code, not data."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
    found = names.bound(node for node in own_nodes(module.tree.body) if isinstance(node, kinds))
    return frozenset(found) | frozenset(dir(builtins))
