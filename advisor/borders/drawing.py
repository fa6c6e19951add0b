"""Random generators at the border: their states come in as lists and are set in the end.

The wrapper is given what the region draws with (``random.gauss``, ``self.rng``). The state is
taken when nothing but Python's own generator is behind it, and set when all that could fail has
been done, unless someone else has drawn meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from advisor.kernel.naming import Names
from advisor.kernel.nodes import Draws
from advisor.kernel.printing import INDENT

PIECE = "generator_states"
"""The piece of ``border.py`` that has the functions called here."""


_LASTING = ("words", "spare")


class Generators:
    """The lines about the generators of one kernel.

    Attributes:
        draws: the kernel's generators.
    """

    def __init__(self, draws: Sequence[Draws], names: Names) -> None:
        self.draws = draws
        self._states = names[".states"]

    def place(self, name: str) -> str:
        """The list in which a parameter comes; "" if it is no part of a generator's state."""
        for number, draws in enumerate(self.draws):
            for part, parameter in draws.arrays.items():
                if parameter == name:
                    return f'{self._states}[{number}]["{part}"]'
        return ""

    def taken(self, each: Sequence[Sequence[tuple[str, str]]]) -> Iterator[str]:
        """Lines that fetch the states, or decline.

        ``each`` has for each generator the variables by which it is reached, with the method
        that is there, or "".
        """
        if not self.draws:
            return
        uses = (", ".join(f'({value}, "{method}")' for value, method in uses) for uses in each)
        yield f"{self._states} = generator_states([{', '.join(f'[{one}]' for one in uses)}])"
        yield f"if {self._states} is None:"
        yield f"{INDENT}return None"

    def set(self, content: Callable[[str], str]) -> Iterator[str]:
        """Lines that set the generators to the states their arrays have come to, or decline.

        ``content`` writes the tuple of what the array of a parameter holds.
        """
        if not self.draws:
            return
        parts = (
            (content(draws.arrays[part]) if part in draws.arrays else None for part in _LASTING)
            for draws in self.draws
        )
        each = ", ".join(f"({words}, {spare})" for words, spare in parts)
        yield f"if not set_generators({self._states}, [{each}]):"
        yield f"{INDENT}return None"
