"""Source text comes back as it was, and indenting never changes a string."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import AdvisorError
from advisor.source import decode, dedent, indent

HERE = Path("script.py")

CODE = '''\
if x:
    text = """first
  second
        third"""

    y = 1  # kept
else:
    z = f"""{x}
 tail"""
'''


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"x = 1\n", id="plain"),
        pytest.param(b"x = 1\r\ny = 2\r\n", id="carriage returns"),
        pytest.param(b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", id="coding cookie"),
        pytest.param(b"\xef\xbb\xbfx = 1\n", id="byte order mark"),
        pytest.param("x = 'é'".encode(), id="no line end at the end"),
        pytest.param(b'x = 1\r\ny = 2\nz = """\r\n"""\r', id="several kinds of line end"),
        pytest.param(b"x = 1\r\n\x0cy = 2\nz = 3", id="a form feed among them"),
    ],
)
def test_bytes_come_back_unchanged(data: bytes) -> None:
    source = decode(HERE, data)
    assert source.encode(source.text) == data


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"x = '\xff'\n", id="not UTF-8"),
        pytest.param(b"# coding: no-such-code\n", id="unknown encoding"),
    ],
)
def test_what_could_not_be_written_back_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(AdvisorError, match=r"script\.py"):
        decode(HERE, data)


def test_among_several_kinds_of_line_end_each_line_keeps_its_own() -> None:
    source = decode(HERE, b"a = 1\nb = 2\r\nc = 3\n")
    after = source.encode("a = 1\nx = 0\nb = 2\nc = 3\n")
    assert after == b"a = 1\nx = 0\r\nb = 2\r\nc = 3\n"


@pytest.mark.parametrize("odd", ["\f", "\v", "\x1c", "\x85", "\u2028"])
def test_lines_are_counted_as_python_counts_them(odd: str) -> None:
    text = f"a = '{odd}'\n#{odd}\nb = 2\n"
    number = ast.parse(text).body[-1].lineno
    assert decode(HERE, text.encode()).lines[number - 1] == "b = 2\n"
    assert indent(text, "  ") == f"  a = '{odd}'\n  #{odd}\n  b = 2\n"


@pytest.mark.parametrize("prefix", ["    ", "\t", "  "])
def test_indenting_and_dedenting_are_inverse(prefix: str) -> None:
    assert dedent(indent(CODE, prefix)) == CODE


def test_strings_keep_their_value_when_their_statement_moves() -> None:
    moved = ast.parse(f"def f():\n{indent(CODE, '    ')}").body[0]
    assert isinstance(moved, ast.FunctionDef)
    assert [ast.dump(node) for node in moved.body] == [ast.dump(n) for n in ast.parse(CODE).body]


@given(st.lists(st.sampled_from(["x = 1", "", "# note", "y = '''a\n b'''", "if x:\n    z = 2"])))
def test_dedent_undoes_indent_for_any_statements(lines: list[str]) -> None:
    code = "".join(f"{line}\n" for line in ["first = 0", *lines])
    assert dedent(indent(code, "        ")) == code


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("def f():\n  return 1\n", "  "),
        ("def f():\n\treturn 1\n", "\t"),
        ("x = [\n      1,\n]\n", "    "),
    ],
)
def test_the_unit_of_indentation_is_the_one_of_the_blocks(text: str, unit: str) -> None:
    assert decode(HERE, text.encode()).unit == unit
