"""The GitHub action and the examples for CI call the program as it is."""

from __future__ import annotations

import re
import shlex
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.report_command import SUFFIXES
from advisor.reporting.performance import markdown
from advisor.reporting.performance.wording import suffix
from tests.test_docs import options_of

ROOT = Path(__file__).parents[1]
CI = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", CI, re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|\s)(?:\"\$PYTHON\" -m )?advisor (?=[a-z])(.*)$", re.MULTILINE)


def scripts() -> list[str]:
    """Every shell script of the action and the examples."""
    found = [step["run"] for step in STEPS if "run" in step]
    for example in map(yaml.safe_load, EXAMPLES):
        for job in (example.get("jobs") or example).values():
            if isinstance(job, dict):
                found += job.get("script", [])
                found += [step["run"] for step in job.get("steps", []) if "run" in step]
    return found


def commands() -> list[list[str]]:
    """The words after ``advisor`` wherever it is called."""
    joined = [script.replace("\\\n", " ") for script in scripts()]
    texts = [found for script in joined for found in COMMAND.findall(script)]
    return [shlex.split(text.partition("||")[0]) for text in texts]


def test_there_are_commands_to_look_at() -> None:
    assert [words[0] for words in commands()].count("report") == 2


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_exists_with_its_options(words: list[str]) -> None:
    known = options_of()
    assert words[0] in known
    used = {word.partition("=")[0] for word in words if word.startswith("-")}
    assert used <= known[words[0]]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_output_has_a_name_that_tells_its_format(words: list[str]) -> None:
    outputs = [word for before, word in pairwise(words) if before == "--output"]
    assert outputs
    assert {suffix(name) for name in outputs} <= SUFFIXES.keys()


def test_switches_that_inputs_turn_into_options_exist() -> None:
    text = str(STEPS)
    switches = set(re.findall(r"'(--[a-z-]+)'", text))
    assert switches == {"--opportunities", "--no-opportunities"}
    assert switches <= options_of()["report"]


def test_the_action_is_a_composite_one_whose_steps_name_their_shell() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert all(step["shell"] == "bash" for step in STEPS if "run" in step)
    assert all(each["description"] for each in (*ACTION["inputs"].values(), ACTION))


def test_nothing_from_outside_becomes_part_of_a_script() -> None:
    assert not any("${{" in step.get("run", "") for step in STEPS)


def test_every_input_and_step_that_is_spoken_of_exists() -> None:
    text = str(ACTION)
    assert set(re.findall(r"inputs\.([a-z-]+)", text)) == set(ACTION["inputs"])
    assert set(re.findall(r"steps\.([a-z]+)\.", text)) == {
        step["id"] for step in STEPS if "id" in step
    }
    said = re.findall(r'echo "([a-z]+)=', text)
    assert set(re.findall(r"outputs\.([a-z]+)", text)) == set(said)


def test_only_the_comment_writes_and_never_for_a_fork() -> None:
    (comment,) = [step for step in STEPS if "GH_TOKEN" in step.get("env", {})]
    assert "head.repo.full_name == github.repository" in comment["if"]
    assert "regression == 'true'" in comment["if"]
    assert comment["continue-on-error"] is True


def test_the_comment_is_found_again_by_the_first_line_of_the_report() -> None:
    template = (ROOT / "templates" / "performance.md.j2").read_text(encoding="utf-8")
    assert template.startswith("{{ mark }}\n")
    assert markdown.MARK.startswith("<!--")
    (comment,) = [step for step in STEPS if step["name"] == "Comment"]
    assert 'head -n 1 "$FOLDER/report.md"' in comment["run"]


@pytest.mark.parametrize("script", scripts())
def test_the_scripts_are_valid_shell(script: str) -> None:
    done = subprocess.run(
        ["/bin/bash", "-n"], input=script, text=True, capture_output=True, check=False
    )
    assert not done.stderr


def test_the_examples_are_yaml_and_use_inputs_and_outputs_there_are() -> None:
    github, gitlab = map(yaml.safe_load, EXAMPLES)
    steps = github["jobs"]["report"]["steps"]
    (ours,) = [step for step in steps if step.get("id") == "advisor"]
    assert set(ours["with"]) <= set(ACTION["inputs"])
    used = set(re.findall(r"steps\.advisor\.outputs\.([a-z]+)", str(steps)))
    assert used <= set(ACTION["outputs"])
    assert gitlab["performance"]["artifacts"]["reports"]["junit"] == "report.xml"
