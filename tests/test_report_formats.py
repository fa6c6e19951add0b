"""Each format of the performance report is what its readers expect."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from markdown_it import MarkdownIt

from advisor.comparing.report import Report
from advisor.reporting import junit, sarif
from advisor.reporting.performance import (
    benchmark,
    cases,
    data,
    html,
    markdown,
    marks,
    wording,
)
from tests import sample_report

REPORTS = pytest.mark.parametrize("report", sample_report.ALL.values(), ids=sample_report.ALL)
SARIF = json.loads(
    Path(__file__).with_name("data").joinpath("sarif-2.1.0-excerpt.json").read_text("utf-8")
)


# ------------------------------------------------------------------ verdicts


def test_a_report_fails_only_for_what_is_surely_beyond_what_is_allowed() -> None:
    assert [c.workload.name for c in sample_report.BAD.regressions] == [
        "python program.py --size 5"
    ]
    assert not sample_report.GOOD.regressions
    assert sample_report.BROKEN.failures


def test_the_headline_says_what_it_comes_to() -> None:
    said = {name: wording.headline(report) for name, report in sample_report.ALL.items()}
    assert said == {
        "bad": "python program.py --size 5 got slower by 10 %.",
        "good": "pytest -q got faster; nothing got slower by more than is allowed.",
        "alone": "1 faster version known and not written in yet.",
        "broken": "bad.py could not be run.",
    }


# ------------------------------------------------------------------ JSON


@REPORTS
def test_the_json_meets_its_schema(report: Report) -> None:
    jsonschema.validate(json.loads(data.render(report)), data.schema())


def test_the_schema_itself_is_one_and_describes_every_property() -> None:
    jsonschema.Draft202012Validator.check_schema(data.schema())
    assert data.schema()["properties"].keys() == data.as_data(sample_report.BAD).keys()


# ------------------------------------------------------------------ Markdown and HTML


@REPORTS
def test_the_markdown_renders_as_tables_with_folded_details(report: Report) -> None:
    text = markdown.render(report)
    assert text.splitlines()[0] == markdown.MARK
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert "<h3>Performance: " in shown
    tables = re.findall("<table>.*?</table>", shown, re.DOTALL)
    rows = re.findall("<tr>.*?</tr>", tables[0], re.DOTALL)
    assert len(rows) == 1 + len(report.workloads)
    assert {row.count("<t") - 1 for row in rows} == {5}, "no name breaks out of its cell"
    assert shown.count("<details>") == shown.count("</details>") > 0


def test_the_markdown_lists_opportunities_and_fast_paths() -> None:
    text = markdown.render(sample_report.BAD)
    assert "Still to be won: 1" in text
    assert "advisor rewrite --apply program.py --size 5" in text
    assert "Fast paths that do not help: 2" in text


@REPORTS
def test_the_html_is_well_formed_and_asks_nothing_of_the_network(report: Report) -> None:
    text = html.render(report)
    open_tags: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert not {"src", "href"} & {name for name, _ in attrs}
            if tag not in {"meta", "br"}:
                open_tags.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert open_tags.pop() == tag

    Reader().feed(text)
    assert not open_tags
    assert "<b>twice" not in text


# ------------------------------------------------------------------ SARIF


@REPORTS
def test_the_sarif_meets_the_published_schema(report: Report) -> None:
    log = json.loads(marks.render(report))
    jsonschema.Draft7Validator(SARIF).validate(log)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_the_sarif_marks_lines_with_their_measured_cost() -> None:
    results = json.loads(marks.render(sample_report.BAD))["runs"][0]["results"]
    told = {(r["ruleId"], r["level"]) for r in results}
    assert told == {
        ("slower-than-base", "error"),
        ("faster-version-known", "warning"),
        ("fast-path-passed-by", "warning"),
        ("fast-path-idle", "note"),
    }
    (slower,) = [r for r in results if r["ruleId"] == "slower-than-base"]
    place = slower["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "src/counting.py"
    assert place["region"] == {"startLine": 7}
    assert slower["properties"]["after_seconds"] == pytest.approx(0.25)


def test_every_field_of_a_sarif_result_meets_the_schema() -> None:
    place = sarif.Place("a folder/näme#1.py", 3, 5, 4, 9)
    fix = sarif.Fix("Use a set.", place, "seen = set()\n")
    rules = (sarif.Rule("a-rule", "It is slow."), sarif.Rule("b", "B.", "*b*", "note"))
    results = (
        sarif.Result("b", "so", place, None, "key", {"seconds": 0.5, "cold": True}, (fix,)),
        sarif.Result("a-rule", "so", sarif.Place("/somewhere/else.py", 0), "error"),
    )
    log = json.loads(sarif.render(rules, results))
    jsonschema.Draft7Validator(SARIF).validate(log)
    first, second = log["runs"][0]["results"]
    assert first["level"] == "note"
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "a%20folder/n%C3%A4me%231.py"
    assert location["region"] == {"startLine": 3, "startColumn": 5, "endLine": 4, "endColumn": 9}
    assert second["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "file:///somewhere/else.py"
    }


# ------------------------------------------------------------------ JUnit


@REPORTS
def test_the_junit_document_counts_what_it_holds(report: Report) -> None:
    root = ET.fromstring(cases.render(report))  # noqa: S314  (our own document)
    (suite,) = root
    assert int(suite.attrib["tests"]) == len(suite) == len(report.workloads)
    failures = len(report.regressions) + len(report.failures)
    assert len(list(suite.iter("failure"))) == int(suite.attrib["failures"]) == failures


def test_a_reader_of_junit_sees_failures_and_reasons() -> None:
    reader = pytest.importorskip("junitparser", reason="junitparser is not installed")
    (suite,) = reader.JUnitXml.fromstring(cases.render(sample_report.BAD).encode())
    seen = {case.name: [type(result).__name__ for result in case.result] for case in suite}
    assert seen["python program.py --size 5"] == ["Failure"]
    assert seen["new.py"] == ["Skipped"]
    assert seen["pytest -q"] == []


def test_letters_that_xml_cannot_hold_are_replaced() -> None:
    text = junit.render("s\x00", [junit.Case("a\x1b", "b\ud800", failure="\x07 & <oops>")])
    (suite,) = ET.fromstring(text)  # noqa: S314  (our own document)
    assert suite[0].attrib["name"] == "b\N{REPLACEMENT CHARACTER}"
    assert suite[0][0].attrib["message"] == "\N{REPLACEMENT CHARACTER} & <oops>"


# ------------------------------------------------------------------ pytest-benchmark


@REPORTS
def test_the_benchmark_file_has_what_its_readers_use(report: Report) -> None:
    document = json.loads(benchmark.render(report))
    assert document.keys() >= {"machine_info", "commit_info", "benchmarks", "datetime", "version"}
    names = [each["name"] for each in document["benchmarks"]]
    assert names == [c.workload.name for c in report.workloads if not c.failure]
    for each in document["benchmarks"]:
        stats = each["stats"]
        assert stats["min"] <= stats["q1"] <= stats["median"] <= stats["q3"] <= stats["max"]
        assert stats["ops"] == pytest.approx(1 / stats["mean"])
        assert stats["rounds"] == len(stats["data"])
