"""Every rule's own examples and look-alikes, looked at without a run."""

from __future__ import annotations

import textwrap
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from advisor import catalog
from advisor.rule import Example, Fine, Rule
from advisor.static import module

RULES = tuple(rule for rule in catalog.load() if rule.look)
ALL = [pytest.param(rule, id=rule.name) for rule in RULES]
WARNING = tuple(rule for rule in RULES if not rule.rewrites)


def slow() -> Iterator[Any]:
    for rule in RULES:
        assert rule.look
        own = () if rule.rewrites else tuple(example.before for example in rule.examples)
        for number, code in enumerate((*own, *rule.look.slow)):
            yield pytest.param(rule, code, id=f"{rule.name}-{number}")


def fine() -> Iterator[Any]:
    for rule in RULES:
        assert rule.look
        for each in rule.look.fine:
            yield pytest.param(rule, each, id=f"{rule.name}: {each.why}")


def examples() -> Iterator[Any]:
    for rule in WARNING:
        for number, example in enumerate(rule.examples):
            yield pytest.param(rule, example, id=f"{rule.name}-{number}")


def parsed(code: str) -> module.Module:
    return module.parse(textwrap.dedent(code).strip() + "\n")


def spots(rule: Rule, code: str) -> list[module.Spot]:
    assert rule.look
    return list(rule.look.find(parsed(code)))


def run(code: str, call: str) -> Any:
    scope: dict[str, Any] = {}
    with warnings.catch_warnings():
        # A slow example may use what its library advises against.
        warnings.simplefilter("ignore")
        exec("import numpy as np\n" + textwrap.dedent(code), scope)
        return eval(call, scope)


@pytest.mark.parametrize(("rule", "code"), [*slow()])
def test_slow_code_is_named_once_and_in_one_sentence(rule: Rule, code: str) -> None:
    (spot,) = spots(rule, code)
    assert rule.look
    message = (rule.look.message or rule.message).format_map(spot.words)
    assert "\n" not in message
    assert not message.endswith(".")


@pytest.mark.parametrize(("rule", "each"), [*fine()])
def test_its_look_alikes_are_left_in_peace(rule: Rule, each: Fine) -> None:
    assert not spots(rule, each.code)


@pytest.mark.parametrize(("rule", "each"), [*fine()])
def test_a_look_alike_shows_no_other_habit(rule: Rule, each: Fine) -> None:
    named = [other.name for other in RULES if other is not rule and spots(other, each.code)]
    assert not named


@pytest.mark.parametrize(("rule", "example"), [*examples()])
def test_the_cure_is_not_named_again(rule: Rule, example: Example) -> None:
    assert not spots(rule, example.after)


@pytest.mark.parametrize(("rule", "example"), [*examples()])
def test_the_cure_answers_the_same(rule: Rule, example: Example) -> None:
    assert not rule.rewrites
    before, after = run(example.before, example.call), run(example.after, example.call)
    assert type(before) is type(after)
    assert before == after


@pytest.mark.parametrize("rule", ALL)
def test_a_look_has_look_alikes(rule: Rule) -> None:
    title, blank, *_ = rule.doc.splitlines()
    assert title.endswith(".")
    assert not blank
    assert rule.look
    assert rule.look.fine
