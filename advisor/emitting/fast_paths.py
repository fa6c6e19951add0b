"""Candidates from kernels: the fast path of a back end above the original statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count
from typing import Literal

from advisor.backend import Backend, UnsuitableError
from advisor.emitting import Candidate, Companion
from advisor.kernel.nodes import HelperText, Kernel, Origin
from advisor.parsing import Region, callees, modules
from advisor.source import indent

_LINE_LENGTH = 88  # what black gives a line


def from_kernel(region: Region, kernel: Kernel, backend: Backend) -> Iterator[Candidate]:
    """The safe forms a back end offers for a kernel.

    Raises:
        UnsuitableError: the kernel is not for this back end.
    """
    assert backend.drafts is not None
    kernel = replace(kernel, origin=_origin(region, kernel))
    for draft in backend.drafts(kernel, region.path.stem):
        yield Candidate(
            region=region,
            name=draft.name,
            backend=backend.name,
            why=draft.why,
            body=safe_form(region, draft.call, kernel.returns),
            fast_call=draft.call,
            imports=draft.imports,
            prelude=draft.prelude,
            companions=tuple(Companion(*pair) for pair in draft.companions),
            needs=backend.needs,
            assumptions=draft.assumptions,
            expects="rounding" if draft.rounding else "identical",
            kernel=draft.kernel,
            twin=draft.twin,
            parallel=draft.parallel,
        )


def _origin(region: Region, kernel: Kernel) -> Origin:
    """What the kernel was made from, which must still stand when it is asked.

    Raises:
        UnsuitableError: a helper is not reached by a plain name.
    """
    module = modules.read(region.path)
    owners = {i.expression: i.owner for i in kernel.identities if i.helper}
    helpers = callees.sources(module, owners)
    missing = [name for name in owners if name not in helpers]
    if missing:
        raise UnsuitableError(f"the helper {missing[0]} cannot be told from another by its name")
    own = region.name if region.kind == "function" and not region.method_of else ""
    return Origin(
        unused_name(region),
        region.statements,
        tuple(
            HelperText(
                name,
                "" if name == own else text,
                modules.literal_defaults(text),
                callees.outside(module, name),
                owners[name],
            )
            for name, text in helpers.items()
        ),
    )


def safe_form(region: Region, call: str, returns: Literal["none", "one", "tuple"]) -> str:
    """The statements that ask ``call`` first, and go on with the original ones if it declines.

    ``returns`` says what the tuple of results that ``call`` answers with stands for.
    """
    fast, unit = unused_name(region), region.unit
    ask = _assignment(fast, call, unit)
    if region.flows_on:
        names = ", ".join(region.results)
        names = f"({names},)" if len(region.results) == 1 else names
        take = f"{names} = {fast}" if names else "pass"
        original = indent(region.statements, unit)
        return f"{ask}if {fast}:\n{unit}{take}\nelse:\n{original}"
    answers = {"none": "return None", "one": f"return {fast}[0]", "tuple": f"return {fast}"}
    return f"{ask}if {fast}:\n{unit}{answers[returns]}\n{region.statements}"


def _assignment(name: str, call: str, unit: str) -> str:
    """``name = call``, folded as black would when it is too long for one line."""
    line = f"{name} = {call}\n"
    if len(line) + 4 <= _LINE_LENGTH:
        return line
    if len(unit) + len(call) + 4 > _LINE_LENGTH:
        call = f"\n{unit}and ".join(_conditions(call))
    return f"{name} = (\n{unit}{call}\n)\n"


def _conditions(call: str) -> list[str]:
    """What ``and`` joins at the outermost level, as it is written there; else the whole."""
    tree = ast.parse(call, mode="eval").body
    if not (isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And)):
        return [call]
    parts = [ast.get_source_segment(call, part) or "" for part in tree.values]
    # A part that needs its parentheses has lost them here.
    return parts if " and ".join(parts) == call else [call]


def unused_name(region: Region) -> str:
    """The variable of the region that takes the answer: ``fast``, unless that is taken."""
    taken = {n.id for n in ast.walk(ast.parse(region.source)) if isinstance(n, ast.Name)}
    names = chain(["fast"], (f"fast_{number}" for number in count(2)))
    return next(name for name in names if name not in taken and name not in region.parameters)
