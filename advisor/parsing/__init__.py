"""The pieces of a program that can be replaced as one: what goes in, what comes out.

A region is a run of statements. For a function it is the whole body; a run at module
level, or between prints in a long function, is *outlined*: names it reads become
parameters, names it leaves behind become results, so that every later stage sees a
function. The rest of a function, from some statement to its end, returns for it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Literal

from advisor import source
from advisor.parsing import callees, modules, obstacles, refusing, runs
from advisor.parsing.outlining import Outline
from advisor.profiling.sampling import Spot


@dataclass(frozen=True, slots=True)
class Region:
    """A replaceable run of statements, in the form of a function.

    Attributes:
        path: the file.
        digest: SHA-256 of the file's bytes when it was parsed.
        function: the qualified name of the function it is, or that it stands in
            (``<module>`` at module level).
        kind: ``function``; or, outlined, a ``loop``, a ``span`` of several statements, or
            the ``tail`` of a function, from some statement to its end.
        first_line: of its first statement in the file (after a docstring), 1-based.
        last_line: of its last statement.
        name: of the standalone function: ``find_labels``; ``loop_12`` or ``lines_12`` for
            an outlined one.
        parameters: of the standalone function; for an outlined one its live-in names.
        results: for a loop or span its live-out names, in the order they are handed back.
        source: the standalone function: ``def name(parameters):`` and the statements,
            dedented; without decorators, annotations and calculated default values (a
            patched function takes over those of the original); that of a loop or span ends with
            ``return (results,)``.
        offset: add it to a line of ``source`` to get the line in the file.
        helpers: names of the project's functions it calls, transitively.
        generator: whether calling it makes a generator.
        method_of: the class it is a method of, or "".
        obstacle: what keeps it from being compiled whole, whatever the types, or "".
        refusal: why it cannot be replaced at all, or "".
        unit: one level of indentation, as the file has it.
    """

    path: Path
    digest: str
    function: str
    kind: Literal["function", "loop", "span", "tail"]
    first_line: int
    last_line: int
    name: str
    parameters: tuple[str, ...]
    results: tuple[str, ...]
    source: str
    offset: int
    helpers: tuple[str, ...]
    generator: bool = False
    method_of: str = ""
    obstacle: str = ""
    refusal: str = ""
    unit: str = "    "

    @property
    def flows_on(self) -> bool:
        """Whether the statements below it run next: it leaves names behind and does not return."""
        return self.kind in ("loop", "span")

    @property
    def header(self) -> str:
        """The ``def`` line of ``source``."""
        return self.source.partition("\n")[0]

    @property
    def footer(self) -> str:
        """What ``source`` adds below the statements of the file: the ``return`` of results."""
        return f"return ({', '.join(self.results)},)\n" if self.results else ""

    @property
    def statements(self) -> str:
        """The region's own statements, dedented."""
        body = source.dedent(self.source.partition("\n")[2])
        return body.removesuffix(self.footer)

    def standalone(self, statements: str) -> str:
        """The region's function with other statements in place of its own."""
        return f"{self.header}\n{source.indent(statements + self.footer, '    ')}"


def parse(spot: Spot, *, share: float) -> tuple[Region, ...]:
    """The regions of a hot spot, the largest first: smaller ones are for when that cannot be.

    ``share`` is the part of the run below which a region is not worth outlining.
    """
    module = modules.read(spot.path)
    if spot.function == "<module>":
        ground, body = _ground(module, None, spot, share), module.tree.body
        return tuple(
            dict.fromkeys((*_runs(ground, spot.function, body), *_finer(ground, spot, body)))
        )
    function = module.function_at(spot.function, spot.first_line)
    if function is None:
        return ()
    whole = _function(module, spot.function, function)
    if whole.refusal:
        return (whole,)
    ground = _ground(module, function, spot, share)
    finer = _finer(ground, spot, function.body)
    if not whole.obstacle:
        return (whole, *finer)
    return tuple(dict.fromkeys((*_runs(ground, spot.function, function.body), *finer))) or (whole,)


def _finer(ground: runs.Ground, spot: Spot, body: list[ast.stmt]) -> tuple[Region, ...]:
    """What is left of a body's runs without the lines that are in doubt."""
    doubted = (replace(ground, blocked=lines) for lines in runs.doubtful(ground, body))
    found = chain.from_iterable(_runs(each, spot.function, body) for each in doubted)
    return tuple(dict.fromkeys(found))


def smaller(
    region: Region, spot: Spot, refused: Collection[int], *, share: float
) -> tuple[Region, ...]:
    """The regions in a function that do without the lines that could not be compiled.

    ``refused`` are lines of the file; one in a helper stands for the calls of it.
    """
    module = modules.read(region.path)
    function = module.function_at(spot.function, spot.first_line)
    body = module.tree.body if function is None else function.body
    blocked = frozenset(runs.blocked_lines(module, body, refused))
    ground = replace(_ground(module, function, spot, share), blocked=blocked)
    return _runs(ground, spot.function, body)


def everything(path: Path) -> tuple[Region, ...]:
    """Every region of a file that may turn out to be hot, when there is no profile yet."""
    module = modules.read(path)
    found = [_function(module, name, node) for name, node in modules.qualified(module.tree)]
    ground = runs.Ground(module, None, runs.holds_a_loop, 1.0)
    loops = (_runs(ground, "<module>", [statement]) for statement in module.tree.body)
    whole = (region for region in found if not region.obstacle and not region.refusal)
    return (*whole, *chain.from_iterable(loops))


def _ground(
    module: modules.Module, function: modules.Function | None, spot: Spot, share: float
) -> runs.Ground:
    def weight(node: ast.stmt) -> float:
        last = node.end_lineno or node.lineno
        return sum(time.share for time in spot.lines if node.lineno <= time.line <= last)

    return runs.Ground(module, function, weight, share)


def _runs(ground: runs.Ground, qualname: str, body: list[ast.stmt]) -> tuple[Region, ...]:
    return tuple(_outlined(ground.module, qualname, made) for made in runs.largest(ground, body))


def _function(module: modules.Module, qualname: str, node: ast.FunctionDef) -> Region:
    body = modules.without_docstring(node.body)
    holder, _, name = qualname.rpartition(".")
    refusal = refusing.function(module, qualname, node)
    obstacle = obstacles.first(body, callees.known(module))
    return Region(
        path=module.path,
        digest=module.digest,
        function=qualname,
        kind="function",
        first_line=body[0].lineno,
        last_line=node.end_lineno or body[-1].lineno,
        name=name,
        parameters=tuple(modules.parameter_names(node)),
        results=(),
        source=modules.function_source(module, node, body),
        offset=body[0].lineno - 2,
        helpers=(*callees.called(module, body), *callees.methods(module, qualname, body)),
        generator=modules.is_generator(node),
        method_of=holder,
        obstacle=f"line {obstacle.line}: {obstacle.construct}" if obstacle else "",
        refusal=refusal,
        unit=module.source.unit,
    )


def _outlined(module: modules.Module, qualname: str, made: Outline) -> Region:
    first, last = made.statements[0], made.statements[-1]
    return Region(
        path=module.path,
        digest=module.digest,
        function=qualname,
        kind=made.kind,
        first_line=first.lineno,
        last_line=last.end_lineno or last.lineno,
        name=made.name,
        parameters=made.parameters,
        results=made.results,
        source=made.source,
        offset=first.lineno - 2,
        helpers=(
            *callees.called(module, made.statements),
            *callees.methods(module, qualname, made.statements),
        ),
        unit=module.source.unit,
    )
