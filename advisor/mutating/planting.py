"""Mutants of a winner, ready to be run: the same code with one fault each.

A compiled kernel's mutants share one module and one run of the compiler, which is
what makes them affordable. Python code has its faults in its own text.
"""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from advisor import building
from advisor.backend import UnsuitableError
from advisor.backends import cython
from advisor.building import Built
from advisor.emitting import Candidate, Companion, fast_paths
from advisor.kernel import nodes, rebuilding
from advisor.kernel.improving import hasten
from advisor.kernel.nodes import Expression, Kernel
from advisor.mutating import kernels, statements, texts
from advisor.mutating.faults import Fault, Planned, sample
from advisor.profiling.recording import Recording
from advisor.sandbox.replaying import Patch
from advisor.verifying import as_patch

_FAST = "_advisor_mutant"
_DEEPER = frozenset(("narrower type", "off by one"))  # what no statement of Python's could say
_FLAGS = re.compile(r"^(# distutils: extra_compile_args = )(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A winner with a fault in it, or without any, for comparison.

    Attributes:
        fault: ``None`` for the winner as it is.
        patch: it, as a worker runs it.
        ask: the expression that asks its fast path, or "".
    """

    fault: Fault | None
    patch: Patch
    ask: str


def plant(
    built: Built, number: int, seed: int, work: Path, recording: Recording | None = None
) -> tuple[Mutant, ...]:
    """The sound one, and up to ``number`` with a fault each; none where that cannot be done.

    With its recording a kernel gets most faults in the statements it is compiled from. What
    has to be written or compiled goes into a folder below ``work``.
    """
    work.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="mutants-", dir=work))
    candidate = built.candidate
    if candidate.kernel is not None:
        plans = _of_kernel(candidate, candidate.kernel, recording, number, seed)
        return tuple(compiled(candidate, candidate.kernel, plans, folder))
    found = tuple(_texts(built, number, seed, folder))
    return (Mutant(None, as_patch(built), _ask(candidate)), *found) if found else ()


# ------------------------------------------------------------------- compiled kernels


def _of_kernel(
    candidate: Candidate, kernel: Kernel, recording: Recording | None, number: int, seed: int
) -> tuple[Planned[Kernel], ...]:
    if recording is None or _more_flags(candidate):  # what was reordered is not made anew
        return sample(kernels.plan(kernel), number, seed)
    deeper = [p for p in kernels.plan(kernel) if p.fault.kind in _DEEPER]
    below = sample(deeper, number // 4, seed)
    return (*sample(statements.plan(recording), number - len(below), seed), *below)


def compiled(
    candidate: Candidate, kernel: Kernel, plans: Sequence[Planned[Kernel]], folder: Path
) -> Iterator[Mutant]:
    """The sound kernel and the mutants; where the compiler refuses one, it is left out."""
    more_flags = _more_flags(candidate)
    finish = (lambda kernel: kernel) if more_flags else hasten
    made, known = [], []
    for place, plan in enumerate(plans):
        mutant = _finished(plan, finish)
        if mutant is not None:
            made.append(_renamed(mutant, f"m{place}"))
            known.append(plan.fault)
    module = f"_mutants_{folder.name.rpartition('-')[2]}_{len(plans)}"
    try:
        text, entry, border = cython.source(finish(kernel), module, more_flags, made)
    except UnsuitableError:  # a kernel that only another back end can print
        return
    quick = _FLAGS.sub(lambda found: found[0].replace("-O3", "-O1"), text)
    companion = Companion(f"{module}.pyx", quick)
    built = building.build(replace(candidate, companions=(companion,)), folder)
    if built.problem:
        middle = len(plans) // 2
        if middle:
            yield from compiled(candidate, kernel, plans[:middle], folder)
            yield from list(compiled(candidate, kernel, plans[middle:], folder))[1:]
        return
    call = f"{_FAST}({', '.join(border.origins)})"
    for fault, name in (
        (None, entry),
        *((fault, mutant.entry.name) for fault, mutant in zip(known, made, strict=True)),
    ):
        own = replace(
            candidate,
            imports=(f"from {module} import {name} as {_FAST}",),
            prelude="",
            body=fast_paths.safe_form(candidate.region, call, kernel.returns),
        )
        yield Mutant(fault, as_patch(replace(built, candidate=own)), call)


def _finished(plan: Planned[Kernel], finish: Callable[[Kernel], Kernel]) -> Kernel | None:
    try:
        return finish(plan.make())
    except Exception:  # noqa: BLE001 - a pass may rely on the very thing that is broken here
        return None


def _more_flags(candidate: Candidate) -> tuple[str, ...]:
    """Those that only this candidate was compiled with."""
    for companion in candidate.companions:
        found = _FLAGS.search(companion.text)
        if found:
            return tuple(flag for flag in found[2].split() if flag not in cython.flags(""))
    return ()


def _renamed(kernel: Kernel, suffix: str) -> Kernel:
    """The same with the suffix at the name of each function."""

    def change(node: Expression) -> Expression:
        if isinstance(node, nodes.CallFunction):
            return replace(node, function=f"{node.function}_{suffix}")
        return node

    functions = tuple(
        replace(f, name=f"{f.name}_{suffix}", body=rebuilding.block(f.body, change))
        for f in kernel.functions
    )
    return replace(kernel, functions=functions)


# ----------------------------------------------------------------------------- Python


def _texts(built: Built, number: int, seed: int, folder: Path) -> Iterator[Mutant]:
    candidate = built.candidate
    region = candidate.region
    modules = [c for c in candidate.companions if c.name.endswith(".py")]
    if modules:
        yield from _modules(built, modules[0], number, seed, folder)
    elif candidate.companions:  # the region's own statements, compiled
        for plan in sample(texts.plan(region.statements), number, seed):
            own = replace(candidate, body=plan.make(), imports=(), prelude="", fast_call="")
            yield Mutant(plan.fault, as_patch(replace(built, candidate=own)), "")
    else:
        plans = [
            *_of(candidate, "body", texts.plan(candidate.body)),
            *_of(candidate, "prelude", texts.plan(candidate.prelude)),
        ]
        for whole in sample(plans, number, seed):
            mutated = replace(built, candidate=whole.make())
            yield Mutant(whole.fault, as_patch(mutated), _ask(candidate))


def _ask(candidate: Candidate) -> str:
    """The call in the body of a function that a rule wrote above it: its fast path."""
    if candidate.fast_call:
        return candidate.fast_call
    written = {
        node.name for node in ast.parse(candidate.prelude).body if isinstance(node, ast.FunctionDef)
    }
    body = ast.parse(candidate.body)
    calls = [
        node
        for node in ast.walk(body)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in written
    ]
    return ast.get_source_segment(candidate.body, calls[0]) or "" if len(calls) == 1 else ""


def _of(
    candidate: Candidate, field: str, plans: Iterator[Planned[str]]
) -> Iterator[Planned[Candidate]]:
    def with_text(make: Callable[[], str]) -> Callable[[], Candidate]:
        return lambda: replace(candidate, **{field: make()})  # type: ignore[arg-type] # a text

    for plan in plans:
        yield Planned(plan.fault, with_text(plan.make))


def _modules(
    built: Built, module: Companion, number: int, seed: int, folder: Path
) -> Iterator[Mutant]:
    """Whole-array code: faults in what computes, and in what guards it."""
    name = built.candidate.region.name

    def wanted(function: ast.FunctionDef) -> bool:
        return function.name.startswith(name)

    plans = texts.plan(module.text, wanted)
    for place, plan in enumerate(sample(plans, number, seed)):
        directory = folder / str(place)
        directory.mkdir()
        (directory / module.name).write_text(plan.make(), encoding="utf-8")
        patch = as_patch(replace(built, directory=directory))
        yield Mutant(plan.fault, patch, built.candidate.fast_call)
