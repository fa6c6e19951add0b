"""Whether a name may still be read, wherever the code goes from there."""

import textwrap

import libcst as cst
import pytest

from advisor import flow


def read_after(source: str) -> bool:
    """Is the value of ``x`` read after the statement ``mark``?"""
    tree = cst.parse_module(textwrap.dedent(source))
    function = cst.ensure_type(tree.body[0], cst.FunctionDef)
    for block in (n for n in flow.walk(function) if isinstance(n, cst.IndentedBlock)):
        for position, statement in enumerate(block.body):
            if cst.Module([]).code_for_node(statement).strip() == "mark":
                return flow.read_after(function, block, position + 1, "x")
    raise AssertionError("no mark")


def body(text: str) -> str:
    return "def f(a, x):\n" + textwrap.indent(textwrap.dedent(text), "    ")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mark\nreturn x", id="returned"),
        pytest.param("mark\nif a:\n    x = 1\nreturn x", id="bound on one branch only"),
        pytest.param("while a:\n    print(x)\n    mark", id="read when the loop comes round"),
        pytest.param("while x:\n    mark", id="read by the loop's test"),
        pytest.param("for a in x:\n    print(x)\n    mark", id="read in the next trip"),
        pytest.param("for x in a:\n    mark\nreturn x", id="read after the loop"),
        pytest.param("for a in a:\n    mark\nelse:\n    print(x)", id="read by the loop's else"),
        pytest.param("try:\n    mark\nexcept E:\n    print(x)", id="read by a handler"),
        pytest.param("try:\n    mark\nfinally:\n    print(x)", id="read at the end of a try"),
        pytest.param(
            "try:\n    mark\n    a()\n    x = 1\nexcept E: pass\nreturn x", id="cut short"
        ),
        pytest.param("with a:\n    mark\n    a()\n    x = 1\nreturn x", id="suppressed"),
        pytest.param("g = lambda: x\nmark\ng()", id="captured by a lambda"),
        pytest.param("g = (x for _ in a)\nmark\nnext(g)", id="captured by a generator"),
        pytest.param("global x\nmark", id="a global"),
        pytest.param("mark\nx += 1", id="augmented"),
        pytest.param("mark\nx[0] = 1", id="stored into"),
        pytest.param("mark\ndel x", id="deleted"),
        pytest.param(
            "while 1:\n    mark\n    if a: break\n    x = 1\nreturn x", id="left by break"
        ),
        pytest.param("mark\nreturn [a for x in x]", id="read before a comprehension binds it"),
    ],
)
def test_a_read_is_seen(text: str) -> None:
    assert read_after(body(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mark", id="the end"),
        pytest.param("print(x)\nmark", id="read before only"),
        pytest.param("mark\nx = 1\nreturn x", id="bound anew"),
        pytest.param("mark\nif a:\n    x = 1\nelse:\n    x = 2\nreturn x", id="bound on both"),
        pytest.param("mark\nfor x in a:\n    print(x)", id="bound by the next loop"),
        pytest.param("mark\nreturn [x for x in a]", id="a comprehension's own"),
        pytest.param("mark\nreturn a.x", id="an attribute"),
        pytest.param("mark\nreturn a(x=1)", id="a keyword"),
        pytest.param("if a:\n    mark\nelse:\n    print(x)", id="read on the other branch"),
        pytest.param("for x in a:\n    print(x)\n    mark", id="bound when the loop comes round"),
    ],
)
def test_no_read_is_imagined(text: str) -> None:
    assert not read_after(body(text))
