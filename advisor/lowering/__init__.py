"""From a region's Python to a typed kernel in canonical form, or a reason why not.

A kernel does exactly what the Python did, or leaves; whatever has no exact form is
refused here with its construct and line. The modules, in the order of their layers:
``values`` (what an expression stands for), ``scope`` (names and code of one function),
``arithmetic`` and ``arrays`` (operations), ``iteration`` and ``reductions`` (loops),
``wholes`` to ``array_calls`` (arrays worked on as a whole), ``calls`` and ``helpers`` (what is
called), ``expressions`` and ``statements``.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from advisor.kernel.nodes import Kernel
from advisor.lowering import texts
from advisor.lowering.entry import finished
from advisor.lowering.errors import UnassignedError, UnsupportedError
from advisor.lowering.instances import lower_instance
from advisor.lowering.seeing import heaviest_first
from advisor.lowering.unit import Unit, parse_function
from advisor.observing import Seen
from advisor.parsing import Region
from advisor.profiling.recording import Call

__all__ = ["UnsupportedError", "lower"]


def lower(region: Region, helpers: Mapping[str, str], calls: Sequence[Call]) -> Kernel:
    """The region as a kernel for arguments such as the recorded calls had.

    Args:
        region: what is to be compiled.
        helpers: each project function it may call, by name, with its source.
        calls: recorded calls; the one that took longest decides on the types.

    Raises:
        UnsupportedError: something in it has no exact form in a kernel.
    """
    if not calls:
        raise UnsupportedError("a region that was never called", region.first_line)
    ordered = heaviest_first(calls)
    unit = Unit(
        tree=parse_function(region.source),
        offset=region.offset,
        loop=bool(region.results),
        helpers={name: _helper(name, source) for name, source in helpers.items()}
        | texts.functions(),
        names=_gathered([call.names for call in ordered]),
        parameters=_gathered([call.parameters for call in ordered]),
        result=ordered[0].result,
        lower_instance=lower_instance,
    )
    try:
        return finished(unit)
    except UnassignedError as error:
        raise UnsupportedError(f"a list of unknown elements ({error})", region.first_line) from None
    except UnsupportedError as error:
        raise (
            error if error.line else UnsupportedError(error.construct, region.first_line)
        ) from None


def _helper(name: str, source: str) -> ast.FunctionDef:
    if texts.is_reserved(name):
        raise UnsupportedError(f"a helper called {name}")
    return parse_function(source)


def _gathered(
    rows: Sequence[tuple[tuple[str, Seen], ...]],
) -> dict[str, tuple[Seen, ...]]:
    """For each name what it was in each call, in their order."""
    found: dict[str, list[Seen]] = {}
    for row in rows:
        for name, seen in row:
            found.setdefault(name, []).append(seen)
    return {name: tuple(seens) for name, seens in found.items()}
