"""Cython's own view of an extension: the yellower a line, the more of Python is left in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from markupsafe import Markup

from advisor.choosing import Placing
from advisor.reporting import figures
from advisor.reporting.html.coloring import colored
from advisor.reporting.lines import printable

_PASSED_OVER = 4  # lines without code on either side of one that is left out
_WORD = re.compile(r"\w+")
_OURS = "_advisor_"
_ALIKE = 0.6  # of the user's lines stand in an extension that was made of them


@dataclass(frozen=True, slots=True)
class YellowLine:
    """A line of an extension's source.

    Attributes:
        score: Cython's, 0 for pure C; ``None`` for a line that makes no code.
        shade: of the yellow, 0 to 10.
        gap: whether declarations between this one and the one before are left out.
    """

    number: int
    code: Markup
    score: int | None
    shade: int
    gap: bool


@dataclass(frozen=True, slots=True)
class Yellow:
    """What Cython says of one candidate."""

    name: str
    file: str
    lines: tuple[YellowLine, ...]


def yellow(placings: Iterable[Placing]) -> tuple[Yellow, ...]:
    """Cython's view of each extension it made, the winner's first."""
    ranked = sorted(placings, key=lambda placing: placing.status != "winner")
    return tuple(found for placing in ranked if (found := _yellow(placing)))


def _yellow(placing: Placing) -> Yellow | None:
    built = placing.trial.verdict.built
    for companion in built.candidate.companions:
        if companion.name.endswith(".pyx") and built.scores:
            texts = [printable(line) for line in companion.text.split("\n")]
            shown = tuple(_yellow_lines(texts, built.scores))
            return Yellow(figures.one_line(built.candidate.name), companion.name, shown)
    return None


def of_source(placings: Iterable[Placing], texts: Mapping[int, str]) -> dict[int, int]:
    """The shade of each line of the user's that an extension holds as it stands.

    A compiled kernel has statements of its own; the user's own ones compiled tell which
    of them stay Python. Empty where there is no such extension.
    """
    numbers = [number for number, text in texts.items() if _words(text)]
    own = [_words(texts[number]) for number in numbers]
    for placing in placings:
        built = placing.trial.verdict.built
        for companion in built.candidate.companions if built.scores else ():
            other = [_words(line) for line in companion.text.split("\n")]
            blocks = SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks()
            pairs = [(b.a + i, b.b + i) for b in blocks for i in range(b.size)]
            if len(pairs) >= _ALIKE * len(own):
                scores = {numbers[mine]: built.scores[its] for mine, its in pairs}
                return {number: _shade(score) for number, score in scores.items()}
    return {}


def _words(line: str) -> tuple[str, ...]:
    """A line's names and numbers in their order, without the calls that were put in."""
    return tuple(word for word in _WORD.findall(line) if not word.startswith(_OURS))


def _yellow_lines(texts: list[str], scores: tuple[int | None, ...]) -> Iterator[YellowLine]:
    last = 0
    for number, (code, score) in enumerate(zip(colored(texts, "cython"), scores, strict=False), 1):
        if score is None and _passed_over(number - 1, scores):
            continue
        yield YellowLine(number, code, score, _shade(score), gap=number != last + 1)
        last = number


def _shade(score: int | None) -> int:
    """Cython's own scale, in tens: quick to rise, slow to fill."""
    return round(10 * (1 - 5 / (5 + score))) if score else 0


def _passed_over(place: int, scores: tuple[int | None, ...]) -> bool:
    """Whether a line stands in the middle of many that make no code."""
    around = scores[max(place - _PASSED_OVER, 0) : place + _PASSED_OVER + 1]
    return all(score is None for score in around)
