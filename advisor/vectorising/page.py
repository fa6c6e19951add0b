"""Lines of Python as they are written, with their indentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

INDENT = "    "


class Page:
    """Lines, and how far the next one is indented."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self.lines: list[str] = []
        self.indent = 0

    def emit(self, line: str) -> None:
        """Add a line."""
        self.lines.append(INDENT * self.indent + line)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """A line that ends in a colon, and what is written meanwhile below it."""
        self.emit(head)
        before = len(self.lines)
        self.indent += 1
        yield
        if len(self.lines) == before:
            self.emit("pass")
        self.indent -= 1


def range_of(bounds: Sequence[str]) -> str:
    """The shortest way to say a range's start, stop and step."""
    start, stop, step = bounds
    if step != "1":
        return f"{start}, {stop}, {step}"
    return stop if start == "0" else f"{start}, {stop}"
