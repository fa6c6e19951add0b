"""The main job, end to end: the real command line on real scripts in temporary folders."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

SCRIPT = '''\
"""A script with one slow function."""


def total_of_squares(values):
    total = 0.0
    for value in values:
        total += value * value
    return total


def main():
    values = [i * 0.5 for i in range(20_000)]
    for _ in range(150):
        answer = total_of_squares(values)
    print("total", answer)


if __name__ == "__main__":
    main()
'''

RULE = '''
"""Square sums are slow.

A rule of a test: its template writes {what}.
"""

from advisor.rule import Example, Expr, Name, Rule


def squares(total: Name, value: Name, values: Expr) -> None:
    total = 0.0
    for value in values:
        total += value * value


RULE = Rule(
    before=(squares,),
    message="the loop adds squares up",
    why="because the test says so",
    examples=(
        Example(before="def f(x): pass", after="def f(x): pass", call="f(1)"),
    ),
)
'''

FLAWS = {
    "wrong": "{{ total }} = sum({{ value }} * {{ value }} for {{ value }} in {{ values }}) + 1e-3",
    "prints": "print('hello')\n{{ total }} = 0.0\nfor {{ value }} in {{ values }}:\n"
    "    {{ total }} += {{ value }} * {{ value }}",
    "hangs": "while True:\n    {{ total }} = 0.0",
    "crashes": "import ctypes\n{{ total }} = ctypes.string_at(0)",
    "exits": "import os\n{{ total }} = os._exit(0)",
    "eats_memory": "{{ total }} = len(bytearray(10 << 30))",
    "raises": "{{ total }} = missing_name",
}


def advisor(*words: str, folder: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "advisor", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def scan(folder: Path, *words: str) -> dict[str, Any]:
    done = advisor("scan", "--format", "json", "--quiet", *words, "script.py", folder=folder)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def output(folder: Path) -> tuple[str, int]:
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout, done.returncode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "script.py").write_text(SCRIPT)
    return tmp_path


def test_a_scan_finds_the_hot_function_and_races_it_without_touching_the_file(folder: Path) -> None:
    found = scan(folder)
    hotspot = found["hotspots"][0]
    assert hotspot["function"] == "total_of_squares"
    assert hotspot["share"] > 0.5
    assert hotspot["winner"]
    assert found["whole"]["same_output"]
    assert [p.name for p in folder.iterdir()] == ["script.py"]
    assert (folder / "script.py").read_text() == SCRIPT


def test_a_rewrite_is_shown_first_and_written_on_request(folder: Path) -> None:
    before = output(folder)
    shown = advisor("rewrite", "--quiet", "script.py", folder=folder).stdout
    assert shown.startswith("--- a/script.py\n+++ b/script.py\n")
    assert (folder / "script.py").read_text() == SCRIPT
    advisor("rewrite", "--quiet", "--apply", "script.py", folder=folder)
    rewritten = (folder / "script.py").read_text()
    assert rewritten != SCRIPT
    assert output(folder) == before
    advisor("rewrite", "--quiet", "--apply", "script.py", folder=folder)
    assert (folder / "script.py").read_text() == rewritten


def test_the_rewritten_script_runs_without_what_was_built_beside_it(folder: Path) -> None:
    before = output(folder)
    advisor("rewrite", "--quiet", "--apply", "--backend", "cython", "script.py", folder=folder)
    beside = [p for p in folder.iterdir() if p.suffix in {".so", ".pyx"}]
    assert {p.suffix for p in beside} == {".so", ".pyx"}
    for path in beside:
        path.unlink()
    assert output(folder) == before


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_flawed_candidate_is_shown_as_such_and_the_scan_goes_on(folder: Path, flaw: str) -> None:
    rules = folder / "rules"
    rules.mkdir()
    (rules / f"{flaw}.py").write_text(RULE.replace("{what}", flaw).lstrip("\n"))
    (rules / f"{flaw}.py.j2").write_text(FLAWS[flaw])
    found = scan(folder, "--rules", "rules", "--backend", "python")
    (candidate,) = (
        c for c in found["hotspots"][0]["candidates"] if c["name"] == flaw.replace("_", "-")
    )
    assert candidate["status"] in {"wrong", "failed"}
    assert candidate["reason"]
    assert found["hotspots"][0]["winner"] != candidate["name"]


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        pytest.param("import sys\nsys.exit(4)\n", 4, id="exit"),
        pytest.param("raise ValueError('no')\n", 1, id="exception"),
    ],
)
def test_a_script_that_ends_badly_is_profiled_all_the_same(
    folder: Path, ending: str, code: int
) -> None:
    (folder / "script.py").write_text(SCRIPT + ending)
    words = ("--format", "json", "--quiet", "--backend", "numpy", "script.py")
    done = advisor("scan", *words, folder=folder, code=3)
    found = json.loads(done.stdout)
    assert found["target"]["exit_code"] == code
    assert found["hotspots"][0]["function"] == "total_of_squares"


def test_a_loop_at_module_level_is_rewritten_where_it_stands(folder: Path) -> None:
    script = folder / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            values = [i * 0.5 for i in range(1000)]
            total = 0.0
            for i in range(3000):
                for value in values:
                    total += value * i
            print(total)
            """
        )
    )
    before = output(folder)
    advisor("rewrite", "--quiet", "--apply", "script.py", folder=folder)
    assert "else:" in script.read_text()
    assert output(folder) == before
