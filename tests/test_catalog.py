"""Rules load from any folder, and a file that is no rule is told by name."""

import subprocess
import sys
from pathlib import Path

import libcst as cst
import pytest

from advisor import assets, catalog, explaining, matching, rendering

RULE = '''
"""Count down with ``reversed``.

Because it reads better.
"""

from advisor.rule import Example, Expr, Rule


def before(items: Expr) -> object:
    return items[::-1]


RULE = Rule(
    message="`{items}` is copied backwards",
    why="nothing is copied",
    before=(before,),
    idiom=True,
    examples=(Example("def f(x): return x[::-1]", "", ""),),
)
'''


def test_names_are_those_of_the_files() -> None:
    rules = tuple(catalog.load())
    files = sorted(path.stem for path in assets.RULES.glob("*.py"))
    assert [rule.name.replace("-", "_") for rule in rules] == files


def test_every_rule_that_rewrites_has_its_template() -> None:
    for rule in catalog.load():
        assert (assets.TEMPLATES / rule.template).is_file() == rule.rewrites


def test_titles_are_those_of_the_rules() -> None:
    assert list(catalog.titles()) == [(rule.name, rule.title) for rule in catalog.load()]


def test_listing_titles_runs_no_rule_and_imports_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from advisor import catalog\n"
        "assert list(catalog.titles())\n"
        "heavy = {'numpy', 'numba', 'libcst', 'jinja2'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_users_folder_is_loaded_by_the_same_code(tmp_path: Path) -> None:
    (tmp_path / "count_down.py").write_text(RULE)
    (tmp_path / "count_down.py.j2").write_text("return list(reversed({{ items }}))\n")
    (rule,) = catalog.load(tmp_path)
    assert (rule.name, rule.title) == ("count-down", "Count down with ``reversed``.")
    function = cst.parse_module("def f(x):\n    return x.y[::-1]\n").body[0]
    (match,) = matching.find(rule, cst.ensure_type(function, cst.FunctionDef))
    rendered = rendering.render(match)
    assert rendered is not None
    assert rendered.function == "def f(x):\n    return list(reversed(x.y))\n"


def test_a_rule_without_a_template_only_teaches(tmp_path: Path) -> None:
    (tmp_path / "count_down.py").write_text(RULE)
    (rule,) = catalog.load(tmp_path)
    function = cst.parse_module("def f(x):\n    return x[::-1]\n").body[0]
    (match,) = matching.find(rule, cst.ensure_type(function, cst.FunctionDef))
    assert match.message == "`x` is copied backwards"
    assert rendering.render(match) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"""Doc."""\nX = 1\n', "expected RULE = Rule"),
        ('"""Doc."""\nRULE = 3\n', "found int"),
        ('"""Doc."""\n1 / 0\n', "ZeroDivisionError"),
    ],
)
def test_what_is_no_rule_is_told_by_name(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "broken.py").write_text(text)
    with pytest.raises(catalog.BadRuleError, match=r"broken\.py") as caught:
        list(catalog.load(tmp_path))
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["def f(:\n", "x = 1\n"])
def test_a_title_that_cannot_be_read_is_told_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "broken.py").write_text(text)
    with pytest.raises(catalog.BadRuleError, match=r"broken\.py"):
        list(catalog.titles(tmp_path))


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(catalog.BadRuleError, match="folder"):
        list(catalog.load(tmp_path / "nowhere"))


def test_the_page_about_the_rules_is_current() -> None:
    page = assets.ROOT / "docs" / "rules.md"
    expected = explaining.markdown(catalog.load())
    assert page.read_text(encoding="utf-8") == expected, "run: python -m advisor.explaining"
