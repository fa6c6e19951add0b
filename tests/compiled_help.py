"""Build a fast path for a function and ask it, as a rewritten script would."""

from __future__ import annotations

import copy
import importlib
import inspect
import itertools
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from advisor import building
from advisor.backend import FastPath
from advisor.backends import load
from advisor.emitting import Candidate, Companion
from advisor.kernel.nodes import Kernel
from advisor.parsing import Region
from tests.lowering_help import kernel_of, same
from tests.small_programs import Program

Ask = Callable[..., Any]
_COUNT = itertools.count()


def drafts(kernel: Kernel, backend: str) -> dict[str, FastPath]:
    """The fast paths a back end drafts, by name; the module's name is new each time."""
    (found,) = (b for b in load() if b.name == backend)
    assert found.drafts is not None
    return {draft.name: draft for draft in found.drafts(kernel, f"script{next(_COUNT)}")}


def candidate(draft: FastPath) -> Candidate:
    """A candidate that holds no more than building needs."""
    region = Region(
        path=Path("script.py"), digest="", function="f", kind="function", first_line=1,
        last_line=1, name="f", parameters=(), results=(), source="def f():\n    pass\n",
        offset=0, helpers=(),
    )  # fmt: skip
    companions = tuple(Companion(*pair) for pair in draft.companions)
    return Candidate(region, draft.name, "", "", "", companions=companions)


def unoptimised(draft: FastPath) -> FastPath:
    """The same, built in less time: the optimiser is another test's business."""
    companions = tuple((n, t.replace(" -O3 ", " -O0 ")) for n, t in draft.companions)
    return replace(draft, companions=companions)


def asker(
    draft: FastPath, directory: Path | None, function: Callable[..., Any], names: Mapping[str, Any]
) -> Ask:
    """What stands in the rewritten function: the call of the fast path, with its arguments."""
    space = {"__builtins__": __builtins__, function.__name__: function, **names}
    if directory is not None:
        sys.path.insert(0, str(directory))
    try:
        importlib.invalidate_caches()
        parameters = ", ".join(inspect.signature(function).parameters)
        exec("\n".join([*draft.imports, draft.prelude]), space)
        exec(f"def ask({parameters}):\n    return {draft.call}\n", space)
        ask: Ask = space["ask"]
        if "numba" in draft.name:  # it imports its module when it is first asked
            space[f"_{function.__name__}_fast"]()
    finally:
        if directory is not None:
            sys.path.remove(str(directory))
    return ask


def compiled(
    work: Path,
    function: Callable[..., Any],
    *arguments: Any,
    backend: str = "cython",
    helpers: Sequence[Callable[..., Any]] = (),
    names: Mapping[str, Any] | None = None,
    quickly: bool = False,
) -> Ask:
    """The fast path of a function, made for arguments such as these; ``quickly`` built."""
    kernel = kernel_of(function, *arguments, helpers=helpers, names=names)
    draft = drafts(kernel, backend)[backend]
    draft = unoptimised(draft) if quickly else draft
    built = building.build(candidate(draft), work)
    assert not built.problem, built.problem
    space = {**(names or {}), **{h.__name__: h for h in helpers}}
    return asker(draft, built.directory, function, space)


def compile_all(work: Path, cases: Mapping[str, tuple[Any, ...]]) -> dict[str, Ask]:
    """Several fast paths by name, built at the same time: (function, *arguments)."""
    with ThreadPoolExecutor(2) as pool:
        built = pool.map(lambda case: compiled(work, *case), cases.values())
        return dict(zip(cases, built, strict=True))


def quick_ask(work: Path, program: Program, backend: str) -> Ask:
    """The fast path of a program, built without the optimiser."""
    kernel = kernel_of(program.function, *program.arguments, **program.options())
    draft = unoptimised(drafts(kernel, backend)[backend])
    built = building.build(candidate(draft), work)
    assert not built.problem, built.problem
    return asker(draft, built.directory, program.function, program.surroundings())


def _outcome(action: Callable[[], Any]) -> Any:
    try:
        return action()
    except Exception as error:  # noqa: BLE001 # whatever the original raises
        return error


def agrees(ask: Ask, program: Program, arguments: Sequence[Any], *, plain: bool = False) -> bool:
    """Compare with the original on copies; whether the fast path took the call."""
    quick, slow = copy.deepcopy(tuple(arguments)), copy.deepcopy(tuple(arguments))
    with np.errstate(all="ignore" if plain else "warn"):
        answer = ask(*quick)
    if answer and plain:  # uncompiled, its numbers are NumPy's
        answer = tuple(item.item() if isinstance(item, np.generic) else item for item in answer)
    if not answer:
        assert same(quick, tuple(arguments)), "declined, yet changed something"
        return False
    expected = _outcome(lambda: program.function(*slow))
    items = expected if isinstance(expected, tuple) else (expected,)
    assert same(tuple(answer), items), f"{arguments}: {answer} instead of {items}"
    assert same(quick, slow), f"{arguments} became {quick} instead of {slow}"
    return True


def stays_true(ask: Ask, program: Program, *, plain: bool) -> None:
    """It answers where it must, and never otherwise than the original."""
    assert agrees(ask, program, program.arguments, plain=plain)
    taken = [agrees(ask, program, arguments, plain=plain) for arguments in program.stays]
    assert all(taken), f"it left for {program.stays[taken.index(False)]}"
    for arguments in program.others:
        agrees(ask, program, arguments, plain=plain)
