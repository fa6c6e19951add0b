"""What the matcher promises whatever the rule."""

import textwrap

import libcst as cst
import pytest

from advisor import catalog, matching, rendering, surroundings
from advisor.observing import Seen
from advisor.rule import UNKNOWN, Surroundings

RULES = {rule.name: rule for rule in catalog.load()}
LOOP = """\
def f(xs):
    {above}
    out = []  {beside}
    for x in xs:
        out.append(x)
    return out
"""
ADDS = """
    def total_of(counts):
        total = 0
        for count in counts:
            total += count
        return total
"""


def parse(source: str) -> cst.FunctionDef:
    body = cst.parse_module(textwrap.dedent(source).strip() + "\n").body
    return cst.ensure_type(body[0], cst.FunctionDef)


def found(rule: str, source: str, around: Surroundings = UNKNOWN) -> list[str]:
    return [m.message for m in matching.find(RULES[rule], parse(source), around)]


@pytest.mark.parametrize(
    ("above", "beside", "expected"),
    [
        pytest.param("", "", 1, id="no comment"),
        pytest.param("# kept", "", 1, id="comment above is kept"),
        pytest.param("", "# lost", 0, id="comment inside would be lost"),
    ],
)
def test_no_comment_is_lost(above: str, beside: str, expected: int) -> None:
    assert len(found("append-loop", LOOP.format(above=above, beside=beside))) == expected


def test_a_comment_above_stays_above() -> None:
    (match,) = matching.find(RULES["append-loop"], parse(LOOP.format(above="# why", beside="")))
    rendered = rendering.render(match)
    assert rendered is not None
    assert "    # why\n    out = [x for x in xs]\n" in rendered.function


def test_a_guarded_rewrite_keeps_the_comments_of_the_original() -> None:
    source = """
        def total_of(counts):
            total = 0  # of all
            # one by one
            for count in counts:
                total += count  # here
            return total
    """
    (match,) = matching.find(RULES["sum-loop"], parse(source))
    rendered = rendering.render(match)
    assert rendered is not None
    assert all(comment in rendered.function for comment in ("# of all", "# one by one", "# here"))


def test_layout_is_not_meaning() -> None:
    assert found("append-loop", "def f(xs):\n  out=[ ]\n  for x in(xs) : out.append( (x), )\n")


def test_line_is_counted_in_the_parsed_source() -> None:
    (match,) = matching.find(RULES["append-loop"], parse(LOOP.format(above="", beside="")))
    assert match.line == 3


def test_functions_inside_the_function_are_left_to_themselves() -> None:
    source = """
        def outer(xs):
            def inner(ys):
                out = []
                for y in ys:
                    out.append(y)
                return out
            return inner(xs)
    """
    assert not found("append-loop", source)


@pytest.mark.parametrize("call", ["locals()", "eval('out')", "vars()", "exec('out = 1')"])
def test_a_function_that_looks_at_its_own_names_is_left_alone(call: str) -> None:
    source = f"""
        def f(xs):
            out = []
            for x in xs:
                out.append(x)
            return {call}
    """
    assert not found("append-loop", source)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("import math", 1, id="the built-in"),
        pytest.param("def sum(items): return 7", 0, id="a function of that name"),
        pytest.param("sum = max", 0, id="a variable of that name"),
        pytest.param("from numpy import sum", 0, id="an import of that name"),
        pytest.param("from pylab import *", 0, id="anything could have that name"),
    ],
)
def test_a_builtin_that_is_bound_anew_is_not_used(text: str, expected: int) -> None:
    assert len(found("sum-loop", ADDS, surroundings.read(text))) == expected


def test_a_builtin_that_is_a_parameter_is_not_used() -> None:
    assert not found("sum-loop", ADDS.replace("(counts)", "(counts, sum)"))


def test_a_guard_reads_no_name_that_may_be_unbound() -> None:
    bound = """
        def spell(words, flag, mark):
            text = ""
            if flag:
                mark = "!"
            for word in words:
                text += word + mark
            return text
    """
    assert found("string-concat-in-loop", bound)
    assert not found("string-concat-in-loop", bound.replace(", mark", ""))


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(Seen("list", items=(Seen("int"),)), 1, id="list of int"),
        pytest.param(Seen("list", items=(Seen("float"),)), 0, id="list of float"),
        pytest.param(Seen("ndarray", name="float64"), 0, id="array"),
    ],
)
def test_observed_types_silence_a_guard_that_never_holds(seen: Seen, expected: int) -> None:
    assert len(found("sum-loop", ADDS, Surroundings(seen={"counts": (seen,)}))) == expected


def test_a_global_that_other_code_sees_is_no_local() -> None:
    text = """
def show():
    return len(out)
"""
    assert found("append-loop", LOOP.format(above="", beside=""), surroundings.read(text))
    around = surroundings.read(text, module_level=True)
    assert not found("append-loop", LOOP.format(above="", beside=""), around)


def test_all_matches_of_a_function_are_rewritten_together() -> None:
    source = """
        def f(xs):
            small = []
            for x in xs:
                if x < 3:
                    small.append(x)
            big = []
            for x in xs:
                if x > 3:
                    big.append(x)
            return small, big
    """
    (rendered,) = rendering.candidates(list(matching.find(RULES["append-loop"], parse(source))))
    assert rendered.lines == (2, 6)
    assert rendered.function == textwrap.dedent("""\
        def f(xs):
            small = [x for x in xs if x < 3]
            big = [x for x in xs if x > 3]
            return small, big
    """)


def test_string_literals_of_the_user_are_not_touched() -> None:
    source = 'def f(xs):\n    out = []\n    for x in xs:\n        out.append("""a\n  b""")\n'
    (rendered,) = rendering.candidates(list(matching.find(RULES["append-loop"], parse(source))))
    assert '["""a\n  b""" for x in xs]' in rendered.function


@pytest.mark.parametrize(
    ("items", "value", "expected"),
    [
        ("a if a else b", "x", "[x for x in (a if a else b)]"),
        ("a, b", "x", "[x for x in (a, b)]"),
        ("a", "(x, x)", "[(x, x) for x in a]"),
        ("a", "y for y in a", "[(y for y in a) for x in a]"),
        ("(a)", "(x)", "[x for x in a]"),
        ("a", "lambda: 0", "[lambda: 0 for x in a]"),
    ],
)
def test_parentheses_stand_where_they_are_needed(items: str, value: str, expected: str) -> None:
    source = f"def f(a, b):\n    out = []\n    for x in {items}:\n        out.append({value})\n"
    (rendered,) = rendering.candidates(list(matching.find(RULES["append-loop"], parse(source))))
    assert f"out = {expected}\n" in rendered.function
    compile(rendered.function, "rendered", "exec")
