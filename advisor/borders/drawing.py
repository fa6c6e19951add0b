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

_LASTING = ("words", "spare", "limbs")
"""The parts of a state that the generator is set to."""


def pieces(draws: Sequence[Draws]) -> tuple[str, ...]:
    """The pieces of ``border.py`` that have the functions called here."""
    return tuple(f"{each.kind}_state" for each in draws)


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
        lists = (", ".join(f'({value}, "{method}")' for value, method in uses) for uses in each)
        given = ", ".join(
            f"({piece}, [{uses}])" for piece, uses in zip(pieces(self.draws), lists, strict=True)
        )
        yield f"{self._states} = generator_states([{given}])"
        yield f"if {self._states} is None:"
        yield f"{INDENT}return None"

    def set(self, content: Callable[[str], str]) -> Iterator[str]:
        """Lines that set the generators to the states their arrays have come to, or decline.

        ``content`` writes the tuple of what the array of a parameter holds.
        """
        if not self.draws:
            return
        each = ", ".join(self._content(draws, content) for draws in self.draws)
        yield f"if not set_generators({self._states}, [{each}]):"
        yield f"{INDENT}return None"

    def _content(self, draws: Draws, content: Callable[[str], str]) -> str:
        arrays = {part: draws.arrays[part] for part in _LASTING if part in draws.arrays}
        return "{" + ", ".join(f'"{p}": {content(name)}' for p, name in arrays.items()) + "}"
