"""The source of a hot spot with the time of each line, and what was found in it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from advisor.choosing import Finding, HotspotAdvice
from advisor.reporting import figures, lines
from advisor.reporting.html import yellow
from advisor.reporting.html.coloring import colored
from advisor.targeting import Target

_WHOLE = 120  # lines up to which a function is shown whole
_AROUND = 3  # lines shown before and after one that has something to tell
_LEAST_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the user's: its share of the hot spot (0 to 1), and what is said about it.

    ``gap`` where lines between this one and the one before are left out; ``shade`` is
    Cython's yellow for the line as it stands, 0 to 10, ``None`` where Cython did not see it.
    """

    number: int
    code: Markup
    share: float
    seconds: str
    hits: str
    findings: tuple[Finding, ...]
    gap: bool
    shade: int | None


def source(advice: HotspotAdvice, target: Target) -> tuple[SourceLine, ...]:
    """The hot spot's lines, of a long one those around what is hot or found; may be empty."""
    texts = lines.texts(advice, target)
    costs = {cost.number: cost for cost in lines.costs(advice) if cost.share >= _LEAST_SHARE}
    told = {finding.line for finding in advice.findings}
    wanted = _extent(advice, texts)
    if len(wanted) > _WHOLE or not wanted:
        middle = sorted(told | costs.keys())
        wanted = sorted({n for m in middle for n in range(m - _AROUND, m + _AROUND + 1)})
    shown = [number for number in wanted if number in texts]
    if not shown:
        return ()
    codes = _codes(texts, shown)
    shades = yellow.of_source(advice.placings, {number: texts[number] for number in shown})
    return tuple(
        _lines(((number, codes[number]) for number in shown), costs, advice.findings, shades)
    )


def _codes(texts: Mapping[int, str], shown: Sequence[int]) -> dict[int, Markup]:
    """All lines in colour, without the indentation that those to be shown have in common.

    What a line is can be told from those above it only: it may stand in a string.
    """
    indented = (texts[number] for number in shown if texts[number].strip())
    margin = min((len(text) - len(text.lstrip()) for text in indented), default=0)
    nearer = [text if text[:margin].strip() else text[margin:] for text in texts.values()]
    return dict(zip(texts, colored(nearer), strict=True))


def _lines(
    shown: Iterable[tuple[int, Markup]],
    costs: Mapping[int, lines.Cost],
    findings: tuple[Finding, ...],
    shades: Mapping[int, int],
) -> Iterator[SourceLine]:
    last = None
    for number, code in shown:
        cost = costs.get(number)
        yield SourceLine(
            number=number,
            code=code,
            share=min(cost.share, 1.0) if cost else 0.0,
            seconds=figures.seconds(cost.seconds) if cost else "",
            hits=cost.hits if cost else "",
            findings=tuple(finding for finding in findings if finding.line == number),
            gap=last is not None and number != last + 1,
            shade=shades.get(number),
        )
        last = number


def _extent(advice: HotspotAdvice, texts: Mapping[int, str]) -> list[int]:
    """The line numbers of the hot function or loop; empty where its end cannot be told."""
    spot, region = advice.spot, advice.region
    if region is not None:
        return list(range(min(spot.first_line, region.first_line), region.last_line + 1))
    if not texts or min(texts) != 1:
        return []
    try:
        module = ast.parse("\n".join(texts.values()))
    except (SyntaxError, ValueError):
        return []
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            if first == spot.first_line:
                return list(range(first, (node.end_lineno or first) + 1))
    return []
