"""What a program's author expects of a scan, and whether it came true.

The forms are those of ``corpus/README.md``; each is a pattern with the question
it stands for, so that adding one is adding a line to the table below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from advisor.choosing import Advice, HotspotAdvice, Placing

_WHOLE_ARRAY = frozenset({"numpy", "numexpr"})


@dataclass(frozen=True, slots=True)
class Expectation:
    """One ``expect:`` line.

    Attributes:
        text: the line as written.
        form: its form, a key of the table in this module.
        functions: qualified names of which any will do; empty for the whole program.
        value: the number, rule or word it asks for, or "".
    """

    text: str
    form: str
    functions: tuple[str, ...] = ()
    value: str = ""


def parse(text: str) -> Expectation:
    """Read one ``expect:`` line.

    Raises:
        ValueError: it has none of the known forms; the message names it.
    """
    for form, (pattern, _) in _FORMS.items():
        if match := re.fullmatch(pattern, text):
            named = match.groupdict()
            functions = re.split(r",\s*", named["where"]) if named.get("where") else ()
            return Expectation(text, form, tuple(functions), named.get("value") or "")
    raise ValueError(f"no known form of expectation: {text!r}")


def met(expectation: Expectation, advice: Advice) -> bool:
    """Did it come true?"""
    _, question = _FORMS[expectation.form]
    return question(expectation, advice)


def _spots(expectation: Expectation, advice: Advice) -> Iterator[HotspotAdvice]:
    """The hot spots it speaks of: all, or those in a function it names."""
    wanted = set(expectation.functions)
    for hotspot in advice.hotspots:
        names = {hotspot.spot.function}
        if hotspot.region is not None:
            names |= {hotspot.region.function, hotspot.region.name}
        if not wanted or wanted & names:
            yield hotspot


def _winners(expectation: Expectation, advice: Advice) -> Iterator[Placing]:
    return (spot.winner for spot in _spots(expectation, advice) if spot.winner is not None)


def _backend(placing: Placing) -> str:
    return placing.trial.verdict.built.candidate.backend


def _middle(placing: Placing) -> float:
    return placing.trial.speedup.mid if placing.trial.speedup else 0.0


def _hottest(expectation: Expectation, advice: Advice) -> bool:
    return any(spot.function in expectation.functions for spot in advice.profile.spots[:1])


def _won(expectation: Expectation, advice: Advice) -> bool:
    least = float(expectation.value or 0.0)
    return any(_middle(winner) >= least for winner in _winners(expectation, advice))


def _identical(expectation: Expectation, advice: Advice) -> bool:
    winners = _winners(expectation, advice)
    return all(winner.trial.verdict.exactness == "identical" for winner in winners)


def _no_slice_form(expectation: Expectation, advice: Advice) -> bool:
    return all(_backend(winner) not in _WHOLE_ARRAY for winner in _winners(expectation, advice))


def _ahead(expectation: Expectation, advice: Advice) -> bool:
    """Is the best numexpr strategy ahead of the original and of every NumPy one?"""
    best = {"numexpr": 0.0, "numpy": 1.0}
    for spot in _spots(expectation, advice):
        for placing in spot.placings:
            backend = _backend(placing)
            if backend in best:
                best[backend] = max(best[backend], _middle(placing))
    return best["numexpr"] > best["numpy"]


def _found(expectation: Expectation, advice: Advice) -> bool:
    findings = (finding for spot in _spots(expectation, advice) for finding in spot.findings)
    return any(finding.rule == expectation.value for finding in findings)


def _left_alone(expectation: Expectation, advice: Advice) -> bool:
    if any(_winners(expectation, advice)):
        return False
    reasons = (spot.left_alone_because for spot in _spots(expectation, advice))
    return not expectation.value or any(expectation.value in reason for reason in reasons)


Question = Callable[[Expectation, Advice], bool]

_WHERE = r"(?: in (?P<where>\S+(?:, *\S+)*))?"

_FORMS: dict[str, tuple[str, Question]] = {
    "hottest": (r"hottest (?P<where>\S+(?:, *\S+)*)", _hottest),
    "winner": (rf"winner(?: >= (?P<value>\d+(?:\.\d+)?))?{_WHERE}", _won),
    "identical": (rf"identical{_WHERE}", _identical),
    "no-slice-form": (rf"no-slice-form{_WHERE}", _no_slice_form),
    "ahead": (rf"numexpr ahead of numpy{_WHERE}", _ahead),
    "finding": (rf"finding (?P<value>\S+){_WHERE}", _found),
    "left-alone": (r"left-alone(?: because (?P<value>\S.*))?", _left_alone),
}
