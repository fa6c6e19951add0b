"""The pieces of a program that can be replaced as one: what goes in, what comes out.

A region is a run of statements. For a function it is the whole body; a loop at
module level, or between prints in a long function, is *outlined*: names it reads
become parameters, names it leaves behind become results, so that every later
stage sees a function.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from advisor import source
from advisor.parsing import modules, obstacles, outlining
from advisor.parsing.modules import Loop
from advisor.profiling.sampling import Spot


@dataclass(frozen=True, slots=True)
class Region:
    """A replaceable run of statements, in the form of a function.

    Attributes:
        path: the file.
        digest: SHA-256 of the file's bytes when it was parsed.
        function: the qualified name of the function it is, or that it stands in
            (``<module>`` at module level).
        kind: ``function`` or ``loop``.
        first_line: of its first statement in the file (after a docstring), 1-based.
        last_line: of its last statement.
        name: of the standalone function: ``find_labels``; ``loop_12`` for a loop.
        parameters: of the standalone function; for a loop its live-in names.
        results: for a loop its live-out names, in the order they are handed back.
        source: the standalone function: ``def name(parameters):`` and the statements,
            dedented; without decorators, annotations and default values (a patched
            function takes over those of the original); a loop's ends with
            ``return (results,)``.
        offset: add it to a line of ``source`` to get the line in the file.
        helpers: names of functions of the same file it calls, transitively.
        generator: whether calling it makes a generator.
        method_of: the class it is a method of, or "".
        obstacle: what keeps it from being compiled whole, whatever the types, or "".
        refusal: why it cannot be replaced at all, or "".
        unit: one level of indentation, as the file has it.
    """

    path: Path
    digest: str
    function: str
    kind: Literal["function", "loop"]
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
    def header(self) -> str:
        """The ``def`` line of ``source``."""
        return self.source.partition("\n")[0]

    @property
    def footer(self) -> str:
        """What ``source`` adds below the statements of the file: a loop's ``return``."""
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
    """The regions of a hot spot: its function, or the hot loops in it if that cannot be whole.

    ``share`` is the part of the run below which a loop is not worth outlining.
    """
    module = modules.read(spot.path)
    if spot.function == "<module>":
        return tuple(_loops(module, spot.function, module.tree.body, _hot(spot, share)))
    function = module.function_at(spot.function, spot.first_line)
    if function is None:
        return ()
    whole = _function(module, spot.function, function)
    if not whole.obstacle or whole.refusal:
        return (whole,)
    loops = tuple(_loops(module, spot.function, function.body, _hot(spot, share), function))
    return loops or (whole,)


def inner(region: Region, spot: Spot, *, share: float) -> tuple[Region, ...]:
    """The hot loops inside a region that could not be compiled whole."""
    module = modules.read(region.path)
    function = module.function_at(spot.function, spot.first_line)
    body = module.tree.body if function is None else function.body
    if region.kind == "loop":
        body = [child for node in module.at(region.first_line) for child in node.body]
    return tuple(_loops(module, spot.function, body, _hot(spot, share), function))


def everything(path: Path) -> tuple[Region, ...]:
    """Every region of a file that may turn out to be hot, when there is no profile yet."""
    module = modules.read(path)
    found = [_function(module, name, node) for name, node in modules.qualified(module.tree)]
    loops = _loops(module, "<module>", module.tree.body, lambda _loop: True)
    return (*(region for region in found if not region.obstacle and not region.refusal), *loops)


def _hot(spot: Spot, share: float) -> Callable[[Loop], bool]:
    """Whether a loop takes at least ``share`` of the run."""
    return lambda loop: (
        share
        <= sum(
            time.share for time in spot.lines if loop.lineno <= time.line <= (loop.end_lineno or 0)
        )
    )


def _function(module: modules.Module, qualname: str, node: ast.FunctionDef) -> Region:
    body = modules.without_docstring(node.body)
    holder, _, name = qualname.rpartition(".")
    refusal = outlining.function_refusal(module, qualname, node)
    obstacle = obstacles.first(body, module.functions)
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
        source=outlining.function_source(module, node, body),
        offset=body[0].lineno - 2,
        helpers=module.helpers(body),
        generator=modules.is_generator(node),
        method_of=holder,
        obstacle=f"line {obstacle.line}: {obstacle.construct}" if obstacle else "",
        refusal=refusal,
        unit=module.source.unit,
    )


def _loops(
    module: modules.Module,
    qualname: str,
    body: Sequence[ast.stmt],
    hot: Callable[[Loop], bool],
    function: ast.FunctionDef | None = None,
) -> Iterator[Region]:
    """The outermost loops that are hot and can be outlined whole."""
    for loop in modules.outermost_loops(body):
        if not hot(loop):
            continue
        obstacle = obstacles.first([loop], module.functions)
        outline = outlining.outline(module, loop, function)
        if obstacle is None and isinstance(outline, outlining.Outline):
            yield _loop(module, qualname, loop, outline)
        else:
            yield from _loops(module, qualname, loop.body, hot, function)


def _loop(
    module: modules.Module, qualname: str, loop: ast.For | ast.While, outline: outlining.Outline
) -> Region:
    return Region(
        path=module.path,
        digest=module.digest,
        function=qualname,
        kind="loop",
        first_line=loop.lineno,
        last_line=loop.end_lineno or loop.lineno,
        name=outline.name,
        parameters=outline.parameters,
        results=outline.results,
        source=outline.source,
        offset=loop.lineno - 2,
        helpers=module.helpers([loop]),
        unit=module.source.unit,
    )
