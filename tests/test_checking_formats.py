"""Each format of a check's findings is what its readers expect."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import junitparser
import pytest

import advisor
from advisor.checking.finding import Asked, Cost, Finding, Report
from advisor.reporting import findings, findings_forges, findings_json

SCHEMA = json.loads(
    Path(advisor.__file__).with_name("schema").joinpath("check-1.json").read_text("utf-8")
)
SARIF = json.loads(
    Path(__file__).with_name("data").joinpath("sarif-2.1.0-excerpt.json").read_text("utf-8")
)

QUEUE = Finding(
    rule="pop-from-front",
    weight="growth",
    path="src/a, b:c%.py",
    line=3,
    column=9,
    end_line=3,
    end_column=21,
    message="`queue.pop(0)` moves everything that remains: 50 % & <more>",
    why="a deque does not move the rest",
    text="\t    x = queue.pop(0)",
)
HOT = Finding(
    rule="membership-in-list",
    weight="factor",
    path="b.py",
    line=7,
    column=1,
    end_line=9,
    end_column=4,
    message="`seen` is searched",
    text="if x in seen:",
    cost=Cost(1.25, 0.5),
    fixable=True,
)
BROKEN = Finding("syntax-error", "error", "c.py", 1, 1, 1, 1, "not valid Python: bad \x00 input")
FULL = Report(
    findings=(QUEUE, QUEUE, HOT, BROKEN),
    files=3,
    fixed=2,
    ignored=1,
    known=2,
    cold=3,
    rules=(
        Asked("pop-from-front", "Take from a deque.", "Take from a deque.\n\nWhy.", "growth"),
        Asked("membership-in-list", "Use a set.", "Use a set.", "factor"),
    ),
)
EMPTY = Report((), files=1)
each = pytest.mark.parametrize("report", [FULL, EMPTY], ids=["full", "empty"])


@each
def test_the_json_meets_its_schema(report: Report) -> None:
    document = json.loads(findings_json.render(report))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert len(document["findings"]) == len(report.findings)


@each
def test_the_sarif_meets_the_published_schema(report: Report) -> None:
    log = json.loads(findings_forges.as_sarif(report))
    jsonschema.Draft7Validator(SARIF).validate(log)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_the_sarif_says_place_level_cost_and_what_stays_the_same() -> None:
    results = json.loads(findings_forges.as_sarif(FULL))["runs"][0]["results"]
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 21}
    assert [result["level"] for result in results] == ["warning", "warning", "warning", "error"]
    assert results[2]["properties"] == {"seconds": 1.25, "share": 0.5}
    marks = [result["partialFingerprints"]["advisor/v1"] for result in results]
    assert len(set(marks)) == len(marks)


def test_a_junit_reader_sees_a_failed_case_for_each_finding(tmp_path: Path) -> None:
    (tmp_path / "check.xml").write_text(findings_forges.as_junit(FULL), encoding="utf-8")
    read = junitparser.JUnitXml.fromfile(str(tmp_path / "check.xml"))
    assert (read.tests, read.failures, read.errors) == (4, 4, 0)
    first = next(iter(next(iter(read))))
    assert first.result[0].message == QUEUE.message
    assert first.result[0].type == "pop-from-front"


def test_a_junit_reader_sees_one_passed_case_when_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "check.xml").write_text(findings_forges.as_junit(EMPTY), encoding="utf-8")
    read = junitparser.JUnitXml.fromfile(str(tmp_path / "check.xml"))
    assert (read.tests, read.failures) == (1, 0)


def test_gitlab_gets_code_quality_issues_with_marks_of_their_own() -> None:
    issues = json.loads(findings_forges.as_gitlab(FULL))
    assert [issue["severity"] for issue in issues] == ["major", "major", "minor", "blocker"]
    assert issues[0]["location"] == {"path": QUEUE.path, "lines": {"begin": 3, "end": 3}}
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_github_gets_commands_with_its_letters_escaped() -> None:
    first, *_, hot, broken = findings_forges.as_github(FULL).splitlines()
    assert first == (
        "::warning file=src/a%2C b%3Ac%25.py,line=3,endLine=3,col=9,endColumn=20,"
        "title=advisor%3A pop-from-front::"
        "`queue.pop(0)` moves everything that remains: 50 %25 & <more>"
    )
    assert "col=" not in hot
    assert hot.startswith("::warning file=b.py,line=7,endLine=9,")
    assert broken.startswith("::error ")


def test_concise_is_one_line_each_with_the_measured_cost() -> None:
    lines = findings.concise(FULL).splitlines()
    assert len(lines) == 4
    assert lines[2] == "b.py:7:1: membership-in-list: `seen` is searched (1.2 s, 50 % of the run)"


def test_full_shows_the_line_with_marks_under_the_place() -> None:
    text = findings.full(FULL)
    assert "     3 | \t    x = queue.pop(0)\n       | \t       ^^^^^^^^^^^^\n" in text
    assert "  why: a deque does not move the rest\n" in text
    assert "  measured: 1.2 s, 50 % of the run\n" in text
    assert "`advisor check --fix` rewrites it" in text


def test_the_summary_counts_what_is_silent() -> None:
    assert findings.summary(FULL, dry=False) == (
        "4 findings in 3 files; 2 rewritten; 1 silenced by comments or settings; "
        "2 known to the baseline; 3 in code that hardly ran"
    )
    assert findings.summary(EMPTY, dry=False) == "nothing found in 1 file"


def test_a_fingerprint_outlives_a_shift_of_lines_and_no_more() -> None:
    from dataclasses import replace  # noqa: PLC0415  (one test)

    assert replace(QUEUE, line=30, end_line=30).fingerprint == QUEUE.fingerprint
    assert replace(QUEUE, text="y = queue.pop(0)").fingerprint != QUEUE.fingerprint
