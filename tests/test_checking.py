"""What ``advisor check`` promises whatever the rules find."""

from __future__ import annotations

import io
import os
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TypeAlias

import pytest
from typer.testing import CliRunner

from advisor import cli

Check: TypeAlias = Callable[..., "Ended"]

HABIT = """\
def unique(lines):
    seen = []
    for line in lines:
        if line not in seen:
            seen.append(line)
    return seen
"""
IDIOM = """\
def doubled(numbers):
    result = []
    for number in numbers:
        result.append(number * 2)
    return result
"""
REWRITTEN = """\
def doubled(numbers):
    result = [number * 2 for number in numbers]
    return result
"""
CLEAN = "def half(number):\n    return number / 2\n"


class Ended(SimpleNamespace):
    """How a run of the command ended: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Run ``advisor check`` with these words in an empty folder that has a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path.parent / f"{tmp_path.name}-cache"))

    def run(*words: str | Path, stdin: bytes | None = None) -> Ended:
        done = CliRunner().invoke(cli.app, ["check", *map(str, words)], input=stdin)
        return Ended(code=done.exit_code, out=done.stdout, err=done.stderr)

    return run


def write(path: str, text: str) -> Path:
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    return place


def test_a_finding_has_its_place_its_rule_and_a_sentence(check: Check) -> None:
    write("a.py", HABIT)
    done = check("a.py")
    assert done.out.startswith("a.py:4:12: membership-in-list: `seen` is searched")
    assert done.out.count("\n") == 1
    assert (done.code, done.err) == (1, "1 finding in 1 file\n")


def test_nothing_found_is_zero_and_silence_on_stdout(check: Check) -> None:
    write("a.py", CLEAN)
    done = check("a.py")
    assert (done.code, done.out) == (0, "")


def test_the_working_directory_is_looked_at_when_nothing_is_named(check: Check) -> None:
    write("deep/er/a.py", HABIT)
    assert check().out.startswith("deep/er/a.py:4:12:")


def test_other_peoples_code_is_left_out_of_folders_but_not_when_named(check: Check) -> None:
    for folder in (".venv/lib", "build", "node_modules/x", "pkg/__pycache__", ".git/hooks"):
        write(f"{folder}/a.py", HABIT)
    write("notes.txt", HABIT)
    assert check(".").out == ""
    assert check("build/a.py").code == 1
    assert check("build").code == 1


def test_excluded_paths_are_left_out_of_folders(check: Check) -> None:
    write("old/a.py", HABIT)
    write("src/gen/b.py", HABIT)
    write("src/c_pb2.py", HABIT)
    write("pyproject.toml", "[tool.advisor]\nexclude = ['old', 'src/gen/*', '*_pb2.py']\n")
    assert check(".").code == 0
    assert check("--exclude", "old", ".").out.count("\n") == 2


def test_select_and_ignore_take_names_patterns_and_weights(check: Check) -> None:
    write("a.py", HABIT)
    assert check("--select", "membership-in-list", ".").code == 1
    assert check("--select", "membership-*,iterrows", ".").code == 1
    assert check("--select", "factor", ".").code == 0
    assert check("--ignore", "membership_in_list", ".").code == 0
    assert check("--ignore", "growth", ".").code == 0
    refused = check("--select", "membership", ".")
    assert refused.code == 2
    assert "no rule 'membership'" in refused.err


def test_idioms_are_told_of_only_when_asked_for(check: Check) -> None:
    write("a.py", IDIOM)
    assert check(".").code == 0
    assert check("--select", "idiom", ".").out.startswith("a.py:2:5: append-loop:")
    assert check("--select", "all", ".").code == 1


def test_settings_silence_rules_by_path(check: Check) -> None:
    write("tests/a.py", HABIT)
    write("b.py", HABIT)
    settings = "[tool.advisor.per-path-ignores]\n'tests/*' = ['membership-*']\n"
    write("pyproject.toml", settings)
    done = check(".")
    assert [line.partition(":")[0] for line in done.out.splitlines()] == ["b.py"]
    assert "1 silenced" in done.err


def test_patterns_of_settings_hold_in_a_folder_below_them(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("src/tests/a.py", HABIT)
    write("pyproject.toml", "[tool.advisor.per-path-ignores]\n'src/tests/*' = ['all']\n")
    monkeypatch.chdir("src")
    assert check(".").code == 0


@pytest.mark.parametrize(
    "comment",
    [
        "# advisor: ignore[membership-in-list]",
        "# advisor: ignore",
        "# wanted  # advisor: ignore[iterrows, membership-in-list]",
        "#advisor:ignore[ membership-in-list ]",
    ],
)
def test_a_comment_silences_its_line(check: Check, comment: str) -> None:
    write("a.py", HABIT.replace("seen:", f"seen:  {comment}"))
    assert "membership-in-list:" not in check("--ignore", "unused-ignore", ".").out


def test_a_comment_that_silences_nothing_is_told_of(check: Check) -> None:
    write("a.py", CLEAN.replace("2\n", "2  # advisor: ignore[iterrows]\n"))
    done = check(".")
    assert done.code == 1
    assert done.out.startswith("a.py:2:24: unused-ignore: `iterrows` finds nothing here")
    assert check("--ignore", "unused-ignore", ".").code == 0
    write("a.py", CLEAN.replace("2\n", "2  # advisor: ignore\n"))
    assert "no rule finds anything here" in check(".").out


def test_a_comment_for_a_rule_that_was_not_asked_is_no_finding(check: Check) -> None:
    write("a.py", HABIT.replace("seen:", "seen:  # advisor: ignore[membership-in-list]"))
    assert check("--select", "iterrows,unused-ignore", ".").code == 0


def test_a_comment_inside_a_string_is_no_comment(check: Check) -> None:
    write("a.py", 'TEXT = """\n# advisor: ignore[iterrows]\n"""\n')
    assert check(".").code == 0


def test_a_baseline_knows_old_findings_when_lines_move(check: Check) -> None:
    write("a.py", HABIT)
    assert check("--baseline", "known.json", "--write-baseline", ".").code == 0
    write("a.py", "import os\n\n\n" + HABIT)
    done = check("--baseline", "known.json", ".")
    assert (done.code, done.out) == (0, "")
    assert "1 known to the baseline" in done.err
    write("a.py", HABIT + "\n\n" + HABIT.replace("unique", "again"))
    assert check("--baseline", "known.json", ".").out.startswith("a.py:12:12:")


def test_a_baseline_that_is_not_there_or_none_is_wrong_use(check: Check) -> None:
    write("a.py", HABIT)
    write("bad.json", "[]")
    assert check("--baseline", "missing.json", ".").code == 2
    assert check("--baseline", "bad.json", ".").code == 2
    assert check("--write-baseline", ".").code == 2


def test_fix_rewrites_idioms_and_a_second_run_finds_none(check: Check) -> None:
    path = write("a.py", IDIOM)
    done = check("--fix", ".")
    assert path.read_text(encoding="utf-8") == REWRITTEN
    assert (done.code, done.err) == (0, "nothing found in 1 file; 1 rewritten\n")
    again = check("--fix", "--select", "all", ".")
    assert (again.code, again.err) == (0, "nothing found in 1 file\n")


def test_diff_shows_the_rewrite_and_writes_nothing(check: Check) -> None:
    path = write("a.py", IDIOM)
    done = check("--diff", ".")
    assert done.code == 1
    assert "+    result = [number * 2 for number in numbers]\n" in done.out
    assert path.read_text(encoding="utf-8") == IDIOM
    write("a.py", REWRITTEN)
    assert check("--diff", ".").code == 0


@pytest.mark.parametrize(
    ("start", "newline", "encoding"),
    [
        ("", "\n", "utf-8"),
        ("", "\r\n", "utf-8"),
        ("\ufeff", "\n", "utf-8"),
        ("# coding: latin-1\n", "\r\n", "latin-1"),
        ("# -*- coding: cp1252 -*-\n", "\n", "cp1252"),
    ],
)
def test_fix_keeps_encoding_line_ends_and_layout(
    check: Check, start: str, newline: str, encoding: str
) -> None:
    around = 'NAME   = "Zoë"  # as is\n\n\nclass  Odd :\n\tx=1 ; y = 2\n\n\n{}\n\n\nLAST=[1,\n2]'
    before = (start + around.format(IDIOM.strip())).replace("\n", newline)
    after = (start + around.format(REWRITTEN.strip())).replace("\n", newline)
    Path("a.py").write_bytes(before.encode(encoding))
    check("--fix", ".")
    assert Path("a.py").read_bytes() == after.encode(encoding)


def test_fix_reaches_methods_and_inner_functions_in_their_own_indentation(check: Check) -> None:
    inner = textwrap.indent(IDIOM, "\t").replace("    ", "\t")
    path = write(
        "a.py", f"class Box:\n{inner}\n\tdef outer(self):\n{textwrap.indent(inner, chr(9))}"
    )
    check("--fix", ".")
    text = path.read_text(encoding="utf-8")
    assert text.count("[number * 2 for number in numbers]") == 2
    assert "    " not in text


def test_fix_leaves_alone_what_a_comment_or_setting_silences(check: Check) -> None:
    text = IDIOM.replace("result = []", "result = []  # advisor: ignore[append-loop]")
    path = write("a.py", text)
    assert check("--fix", ".").code == 0
    assert path.read_text(encoding="utf-8") == text
    path = write("a.py", IDIOM)
    check("--fix", "--ignore", "append-loop", ".")
    assert path.read_text(encoding="utf-8") == IDIOM
    write("pyproject.toml", "[tool.advisor.per-path-ignores]\n'a.py' = ['append-loop']\n")
    check("--fix", ".")
    assert path.read_text(encoding="utf-8") == IDIOM


def test_fix_leaves_module_level_code_alone(check: Check) -> None:
    text = "result = []\nfor number in range(3):\n    result.append(number)\n"
    path = write("a.py", text)
    check("--fix", ".")
    assert path.read_text(encoding="utf-8") == text


def test_fix_rewrites_nothing_that_rests_on_an_assumption(check: Check) -> None:
    text = (
        "def some(items):\n    for item in items:\n        if item > 0:\n            return True\n"
    )
    path = write("a.py", text + "    return False\n")
    done = check("--fix", "--select", "all", ".")
    assert path.read_text(encoding="utf-8") == text + "    return False\n"
    assert "any-all-loop" in done.out


def test_an_editor_hands_its_text_over_on_stdin(check: Check) -> None:
    done = check("--stdin-filename", "src/a.py", stdin=HABIT.encode())
    assert done.out.startswith("src/a.py:4:12: membership-in-list")
    assert done.code == 1
    fixed = check("--stdin-filename", "src/a.py", "--fix", stdin=IDIOM.encode())
    assert (fixed.code, fixed.out) == (0, REWRITTEN)


def test_settings_by_path_hold_for_stdin(check: Check) -> None:
    write("pyproject.toml", "[tool.advisor.per-path-ignores]\n'src/*' = ['all']\n")
    assert check("--stdin-filename", "src/a.py", stdin=HABIT.encode()).code == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("syntax", b"def f(:\n", "syntax-error"),
        ("tabs", b"if 1:\n\tx = 1\n        y = 2\n", "syntax-error"),
        ("null", b"x = 1\0\n", "syntax-error"),
        ("codec", b"# coding: klingon\n", "syntax-error"),
        ("not_utf8", b"x = '\xff'\n", "syntax-error"),
        ("two_cookies", "\ufeff# coding: latin-1\n".encode(), "syntax-error"),
        ("python2", b"print 'hello'\n", "syntax-error"),
        ("deep", b"x = " + b"(" * 5000 + b")" * 5000 + b"\n", "syntax-error"),
        ("sum", b"x = " + b" + ".join([b"a"] * 20_000) + b"\n", None),
        ("texts", b"x = " + b" + ".join([b"'a'"] * 400) + b"\n", None),
        ("empty", b"", None),
        ("bom", b"\xef\xbb\xbfx = 1\n", None),
        ("latin", b"# coding: latin-1\nx = '\xff'\n", None),
        ("form_feed", b"\x0cx = 1\n\x0cy = 2\n", None),
        ("returns", b"x = 1\ry = 2\r", None),
        ("no_newline", b"x = 1", None),
        ("escapes", b"x = '\\d'\n", None),
    ],
)
def test_odd_files_are_one_line_each_and_never_a_crash(
    check: Check, name: str, data: bytes, said: str | None
) -> None:
    Path(f"{name}.py").write_bytes(data)
    done = check("--select", "all", ".")
    assert "Traceback" not in done.err
    assert done.code in {0, 1}, done.err
    if said is not None:
        assert said in done.out
    assert done.out.count("\n") == done.code


def test_what_cannot_be_read_is_one_line(check: Check) -> None:
    write("a.py", HABIT)
    done = check("missing.py", "a.py")
    assert done.code == 1
    assert "missing.py:1:1: unreadable-file: cannot be read: No such file or directory" in done.out
    assert "a.py:4:12" in done.out


def test_columns_count_characters_not_bytes(check: Check) -> None:
    write("a.py", HABIT.replace("if line", "if 'é' and line"))
    assert check(".").out.startswith("a.py:4:20:")


def test_what_was_looked_at_is_not_looked_at_again(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advisor.checking import running  # noqa: PLC0415  (patched below)

    write("a.py", HABIT)
    first = check(".")
    monkeypatch.setattr(running, "examine", None)
    assert check(".") == first
    write("b/c.py", HABIT)  # the same content in another place
    assert check("b").out == first.out.replace("a.py", "b/c.py")
    assert check("--no-cache", ".").code == 70


def test_several_processes_find_the_same(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    from advisor.checking import running  # noqa: PLC0415  (patched below)

    for number in range(12):
        write(f"a{number}.py", HABIT + f"# {number}\n")
    alone = check("--no-cache", "--jobs", "1", ".")
    monkeypatch.setattr(running, "_WORTH_PROCESSES", 0)
    assert check("--no-cache", "--jobs", "2", ".") == alone
    assert alone.out.count("\n") == 12


def test_nothing_of_the_users_is_run(check: Check) -> None:
    write("a.py", "raise SystemExit('run')\n" + HABIT)
    write("sitecustomize.py", "raise SystemExit('run')\n")
    assert check("--select", "all", ".").out.startswith("a.py:5:12:")


def test_a_rule_of_the_users_own_is_asked_too(check: Check) -> None:
    write(
        "rules/sleeps.py",
        '''\
"""Do not sleep.

It takes time.
"""

import ast

from advisor.rule import Look, Rule, Spot


def look(module):
    for call in module.all(ast.Call):
        if module.dotted(call.func) == "time.sleep":
            yield Spot(call, {})


RULE = Rule(message="`sleep` waits", why="time", examples=(), look=Look(find=look))
''',
    )
    write("a.py", "from time import sleep as nap\nnap(1)\n")
    assert check("--rules", "rules", "a.py").out == "a.py:2:1: sleeps: `sleep` waits\n"
    assert check("a.py").code == 0


def test_the_standard_library_s_own_hard_files_do_not_crash_it(check: Check) -> None:
    folder = Path(os.__file__).parent / "test"
    hard = [
        *sorted(folder.glob("bad*.py")),
        *sorted(folder.glob("encoded_modules/*.py")),
        *(folder / name for name in ("test_grammar.py", "test_fstring.py", "test_patma.py")),
    ]
    there = [path for path in hard if path.is_file()]
    if not there:
        pytest.skip("this Python comes without its tests")
    done = check("--select", "all", *there)
    assert done.code in {0, 1}, done.err
    assert "Traceback" not in done.err


def test_stdout_may_be_any_encoding(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    write("ä.py", HABIT)
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    assert check(".").code == 1
