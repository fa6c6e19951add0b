"""The docs say what is so: their commands run, their options, settings and links exist."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer
import typer.core

from advisor import cli, settings

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

each = pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)


def blocks(path: Path, language: str) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(path: Path) -> list[list[str]]:
    """The words after ``advisor`` of every command line shown."""
    lines = [line for block in blocks(path, "console") for line in block.splitlines()]
    lines += [part for block in blocks(path, "sh") for part in block.split("&&")]
    words = [shlex.split(line.removeprefix("$ ")) for line in lines if line.strip()]
    return [each[1:] for each in words if each and Path(each[0]).name == "advisor"]


def options_of() -> dict[str, set[str]]:
    """Every option of every command there is."""
    group = typer.main.get_command(cli.app)
    assert isinstance(group, typer.core.TyperGroup)
    return {
        name: {
            word
            for parameter in command.params
            for word in parameter.opts + parameter.secondary_opts
        }
        for name, command in group.commands.items()
    }


def test_the_quick_start_is_two_blocks_of_one_line() -> None:
    lines = [block.splitlines() for block in blocks(README, "sh")]
    assert [len(each) for each in lines] == [1, 1]


def test_the_quick_start_runs_the_main_job_on_a_corpus_program() -> None:
    (command,) = (words for words in commands(README) if words[-1].startswith("corpus/kmeans"))
    assert command[0] == "scan"
    assert (ROOT / command[-1]).is_file()


def test_ci_runs_the_second_line_of_the_quick_start(tmp_path: Path) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy2(ROOT / ".ci" / "run", tmp_path / ".ci")
    text = README.read_text(encoding="utf-8")
    second = blocks(README, "sh")[1]
    (tmp_path / "README.md").write_text(text.replace(second, "echo the second line\n"))
    ran = subprocess.run([tmp_path / ".ci" / "run"], check=True, capture_output=True, text=True)
    assert ran.stdout == "the second line\n"


def test_the_one_command_checks_format_lint_types_and_tests() -> None:
    lines = (ROOT / "check").read_text(encoding="utf-8").splitlines()
    tools = [line.partition("-m ")[2] for line in lines if "-m " in line]
    assert [tool.split()[0] for tool in tools] == ["ruff", "ruff", "mypy", "pytest"]
    assert tools[0].startswith("ruff format --check")


def test_ci_ends_with_pytest() -> None:
    assert blocks(README, "sh")[1].rstrip().endswith("./check")
    last = (ROOT / "check").read_text(encoding="utf-8").splitlines()[-1]
    assert "-m pytest" in last


@each
def test_commands_shown_exist(path: Path) -> None:
    for command in commands(path):
        assert command[0] in options_of(), command


@each
def test_options_shown_exist(path: Path) -> None:
    for name, *words in commands(path):
        for word in words:
            if not word.startswith("-"):
                break  # what follows the target belongs to the target
            assert word in options_of()[name] | {"-m"}, (name, word)


def test_options_the_readme_speaks_of_exist() -> None:
    everywhere = set().union(*options_of().values())
    spoken = set(re.findall(r"`(?:advisor )?(--[a-z][a-z-]*)", README.read_text(encoding="utf-8")))
    assert spoken
    assert spoken <= everywhere | {"--help"}


def test_rules_explained_in_the_docs_exist() -> None:
    rules = {path.stem.replace("_", "-") for path in (ROOT / "rules").glob("*.py")}
    explained = [words[1] for words in commands(README) if words[0] == "explain"]
    assert explained
    assert set(explained) <= rules


def test_the_configuration_shown_is_the_default(tmp_path: Path) -> None:
    (shown,) = blocks(README, "toml")
    assert tomllib.loads(shown)["tool"]["advisor"]
    (tmp_path / "pyproject.toml").write_text(shown, encoding="utf-8")
    assert settings.load(tmp_path) == settings.Settings()


@each
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


@each
def test_modules_named_in_the_docs_exist(path: Path) -> None:
    for name in re.findall(r"`(advisor/[\w/.]+|[\w/]+\.py)`", path.read_text(encoding="utf-8")):
        assert any((root / name).exists() for root in (ROOT, ROOT / "advisor")), name
