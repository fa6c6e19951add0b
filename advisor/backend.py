"""What a backend file is made of.

A back end turns a kernel into drafts of a *fast path*: code that is called first,
answers with a tuple of results when it did the whole work exactly, and with
``None`` when it did not, having changed nothing; then the original body runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Literal

from advisor.kernel.nodes import Kernel


@dataclass(frozen=True, slots=True)
class FastPath:
    """A draft: how to call the fast path, and the code that must be there for it.

    Attributes:
        name: unique within the back end's drafts: ``"cython"``, ``"cython parallel"``.
        why: one sentence: why it should be faster.
        call: a Python expression, valid where the region stands, that answers with a
            tuple of results (``(None,)`` for a function that returns None; an empty
            result tuple is ``(None,)`` as well) or with ``None``.
        imports: import statements for the top of the script.
        prelude: module-level code that must stand above the region, or "".
        companions: (file name, text) of files beside the script.
        rounding: whether it may differ from the original in the last bits.
        assumptions: what it rests on beyond its guard; empty for a safe one.
        kernel: for a compiled one the kernel, settled but not hastened.
        twin: the draft before it that is the same code and differs only in when it is
            compiled, or "".
        parallel: whether it keeps other cores busy, too.
    """

    name: str
    why: str
    call: str
    imports: tuple[str, ...] = ()
    prelude: str = ""
    companions: tuple[tuple[str, str], ...] = ()
    rounding: bool = False
    assumptions: tuple[str, ...] = ()
    kernel: Kernel | None = field(default=None, compare=False)
    twin: str = ""
    parallel: bool = False


@dataclass(frozen=True, slots=True)
class Backend:
    """Facts about one way to make code fast.

    Attributes:
        needs: modules that must be importable for it to run.
        kind: ``kernel`` for one that takes kernels; ``idiom`` for one that only rules use.
        drafts: from a kernel and the stem of the script's file name, the fast paths worth
            racing; raises ``UnsuitableError`` with a reason when there is none.
        tools: programs it needs (``gcc``), with how to get them.
    """

    needs: tuple[str, ...] = ()
    kind: Literal["kernel", "idiom"] = "kernel"
    drafts: Callable[[Kernel, str], Iterator[FastPath]] | None = None
    tools: tuple[str, ...] = ()
    name: str = field(default="", compare=False)
    doc: str = field(default="", compare=False)

    def missing(self) -> tuple[str, ...]:
        """The modules it needs that this machine lacks."""
        return tuple(module for module in self.needs if find_spec(module) is None)


class UnsuitableError(Exception):
    """This kernel is not for this back end; the message says why."""
