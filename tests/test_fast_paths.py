"""What a rewrite looks like in the script: folded as a formatter would, and the same in meaning."""

from __future__ import annotations

import ast

import pytest

from advisor.emitting.fast_paths import safe_form
from tests.test_verifying import judge, record, region_of

SOURCE = "def total(xs):\n    return sum(xs)\n"
LONG = (
    "_total_fast and helper is _advisor_helper and _total_fast(xs, sum, zip, enumerate, range, min)"
)


@pytest.mark.parametrize("call", ["_fast(xs)", LONG, f"(a or b) and {LONG}", f"{LONG} or None"])
def test_a_long_question_is_folded_and_means_the_same(call: str) -> None:
    text = safe_form(region_of(SOURCE, "total"), call, "one")
    question = ast.parse(text).body[0]
    assert isinstance(question, ast.Assign)
    assert ast.dump(question.value) == ast.dump(ast.parse(call, mode="eval").body)
    assert text.count("\n    and ") == (2 if call == LONG else 0)


def test_a_folded_question_is_counted_like_a_short_one() -> None:
    prelude = (
        "def a_fast_path_with_a_long_name(numbers):\n"
        "    return (float(sum(numbers)),) if set(map(type, numbers)) == {float} else None\n"
        "a_condition_with_a_long_name = another_condition_with_a_long_name = True\n"
    )
    call = (
        "a_condition_with_a_long_name and another_condition_with_a_long_name"
        " and a_fast_path_with_a_long_name(xs)"
    )
    recording = record(SOURCE, "total", ([0.5] * 5,), ([0.5],))
    body = safe_form(region_of(SOURCE, "total"), call, "one")
    (verdict,) = judge(recording, body, prelude=prelude, fast_call=call)
    assert "\n    and another" in body
    assert verdict.fast_share == 1.0, verdict.reason
