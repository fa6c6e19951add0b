"""Write faster source for a region: through a rule's template, or a kernel through a back end.

A rewrite that is not provably the same everywhere takes the safe form: the fast
path is asked first, and where it declines, having changed nothing, the original
statements run, untouched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from advisor.kernel.nodes import Kernel
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
    the top, ``prelude`` above the function or loop, ``body`` in place of the region's
    statements, ``companions`` in files beside the script.

    Attributes:
        name: unique within the race of its region: ``"cython"``, ``"numba parallel"``,
            ``"membership-in-list"``.
        backend: the file in ``backends/`` it belongs to.
        why: one sentence: why it should be faster.
        body: the new statements, dedented; for a safe form the original stands in it.
        fast_call: for a safe form the expression that asks the fast path, valid in the
            region's function: a tuple of results, or something false when it declined.
        imports: import statements.
        prelude: module-level code, or "".
        companions: files beside the script.
        needs: distributions it needs beyond what the script imports already.
        assumptions: what it rests on; empty for a safe one.
        expects: the exactness it claims; verifying decides.
        idiom: a plain rewrite that needs no guard, as ``check --fix`` may apply.
        kernel: for a compiled kernel what it was before it was laid out for speed.
        twin: the candidate that is the same code and differs only in when it is compiled,
            or "".
        parallel: whether it keeps other cores busy, too.
    """

    region: Region
    name: str
    backend: str
    why: str
    body: str
    fast_call: str = ""
    imports: tuple[str, ...] = ()
    prelude: str = ""
    companions: tuple[Companion, ...] = ()
    needs: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    expects: Exactness = "identical"
    idiom: bool = False
    kernel: Kernel | None = field(default=None, compare=False)
    twin: str = ""
    parallel: bool = False

    @property
    def module_code(self) -> str:
        """All of it as the code of a module: what a worker executes to get the function."""
        parts = (*self.imports, self.prelude, self.region.standalone(self.body))
        return "\n".join(part.rstrip("\n") + "\n" for part in parts if part)
