"""Write faster source for a region: through a rule's template, or a kernel through a back end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from advisor.parsing import Region

Exactness = Literal["identical", "rounding"]


@dataclass(frozen=True, slots=True)
class Companion:
    """A file that goes beside the script: a Cython module's source, say."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed replacement of a region, complete enough to be run, proved and applied.

    The same text is executed in a worker and written into the script: ``imports`` at
    the top, ``anchors`` right after the definitions they name, ``prelude`` above the
    function or loop, ``body`` in place of the region's statements, ``companions`` in
    files beside the script.

    Attributes:
        name: unique within the race of its region: ``"cython"``, ``"numba parallel"``,
            ``"membership-in-list"``.
        backend: the file in ``backends/`` it belongs to.
        why: one sentence: why it should be faster.
        imports: import statements.
        anchors: helper names the guard compares by identity; each gets a line
            ``_advisor_<name> = <name>`` after its definition.
        prelude: module-level code, or "".
        body: the new statements, dedented; for a safe form the original stands in it.
        companions: files beside the script.
        needs: distributions it needs beyond what the script imports already.
        assumptions: what it rests on; empty for a safe one.
        expects: the exactness it claims; verifying decides.
        idiom: a plain rewrite that needs no guard, as ``check --fix`` may apply.
    """

    region: Region
    name: str
    backend: str
    why: str
    body: str
    imports: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    prelude: str = ""
    companions: tuple[Companion, ...] = ()
    needs: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    expects: Exactness = "identical"
    idiom: bool = False
