"""Every rule's own examples and reasons, run."""

import ast
import textwrap
from dataclasses import replace
from typing import Any

import libcst as cst
import numpy as np
import pytest

from advisor import catalog, matching, rendering
from advisor.rule import Example, Rule, Unless

KNOWN = tuple(catalog.load())
RULES = tuple(rule for rule in KNOWN if rule.rewrites)
EXAMPLES = [pytest.param(r, e, id=f"{r.name}-{i}") for r in RULES for i, e in enumerate(r.examples)]
UNLESS = [pytest.param(r, u, id=f"{r.name}: {u.why}") for r in RULES for u in r.unless]
ALL = [pytest.param(r, id=r.name) for r in RULES]


def parse(source: str) -> cst.FunctionDef:
    body = cst.parse_module(textwrap.dedent(source).strip() + "\n").body
    return next(node for node in body if isinstance(node, cst.FunctionDef))


def rewrite(rule: Rule, source: str, variant: str | None = None) -> rendering.Rendered:
    matches = list(matching.find(rule, parse(source)))
    assert matches, "the rule does not find its own example"
    rendered = rendering.render(*matches, variant=variant)
    assert rendered is not None
    return rendered


def run(source: str, call: str) -> Any:
    scope: dict[str, Any] = {}
    exec("import math\nimport numpy as np\n" + textwrap.dedent(source), scope)
    return eval(call, scope)


def whole(rendered: rendering.Rendered) -> str:
    return "\n".join((*rendered.imports, rendered.prelude, rendered.function))


def same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and repr(one) == repr(other)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_is_rewritten_as_shown(rule: Rule, example: Example) -> None:
    expected = textwrap.dedent(example.after).strip() + "\n"
    assert rewrite(rule, example.before).function == expected


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_answers_the_same_in_every_variant(rule: Rule, example: Example) -> None:
    expected = run(example.before, example.call)
    for variant in rule.variants:
        rendered = rewrite(rule, example.before, variant)
        answer = run(whole(rendered), example.call)
        if rule.expects == "identical":
            assert same(expected, answer)
        else:
            assert type(answer) is type(expected)
            np.testing.assert_allclose(answer, expected, rtol=1e-12)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_rewriting_twice_changes_nothing(rule: Rule, example: Example) -> None:
    once = rewrite(rule, example.before).function
    again = list(matching.find(rule, parse(once)))
    assert not again


@pytest.mark.parametrize(("rule", "unless"), UNLESS)
def test_each_reason_spares_its_witness_and_alone(rule: Rule, unless: Unless) -> None:
    others = tuple(u for u in rule.unless if u is not unless)
    witness = parse(unless.witness)
    assert not list(matching.find(rule, witness))
    assert list(matching.find(replace(rule, unless=others), witness))


@pytest.mark.parametrize("rule", ALL)
def test_rule_is_documented_and_has_a_template(rule: Rule) -> None:
    title, blank, *_ = rule.doc.splitlines()
    assert title.endswith(".")
    assert not blank
    assert rule.examples
    assert rule.unless


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_message_is_one_specific_sentence(rule: Rule, example: Example) -> None:
    for match in matching.find(rule, parse(example.before)):
        assert "\n" not in match.message
        assert "`" in match.message
        assert not match.message.endswith(".")


def test_helpers_of_one_name_are_one_helper() -> None:
    texts: dict[str, set[str]] = {}
    for rule in RULES:
        for example in rule.examples:
            for variant in rule.variants:
                tree = ast.parse(rewrite(rule, example.before, variant).prelude)
                for node in tree.body:
                    assert isinstance(node, ast.FunctionDef)
                    texts.setdefault(node.name, set()).add(ast.unparse(node))
    assert not [name for name, found in texts.items() if len(found) > 1]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_written_lines_are_not_too_long(rule: Rule, example: Example) -> None:
    for variant in rule.variants:
        lines = whole(rewrite(rule, example.before, variant)).splitlines()
        assert max(map(len, lines)) <= 100
