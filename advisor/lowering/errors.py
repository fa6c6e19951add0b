"""Why a region cannot become a kernel: one construct and its line, for the report."""

from __future__ import annotations


class UnsupportedError(Exception):
    """A construct that has no form in the kernel.

    Attributes:
        construct: what it is, as the reader would call it: ``"a dict"``.
        line: where it stands in the user's file, 1-based; 0 when it has no line.
    """

    def __init__(self, construct: str, line: int = 0) -> None:
        self.construct = construct
        self.line = line
        where = f"line {line}: " if line else ""
        super().__init__(f"{where}{construct} is not supported in a compiled loop")


class RestartError(Exception):
    """Something was found out that makes what was known of the loops' heads useless."""


class UnassignedError(Exception):
    """A name is read where no path has assigned it (as far as this pass knows)."""
