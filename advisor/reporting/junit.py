"""JUnit XML: what the test pages of CI systems read, written from a few plain values.

The format has no standard; this is the part that all its readers agree on: suites with
counts, cases with a time, and a failure or the reason for skipping in a case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET  # written here, never read

# Control characters that XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that was looked at.

    Attributes:
        group: what it belongs to: a file, a workload; shown as its class.
        name: what it is.
        seconds: what it took, 0 where that has no meaning.
        failure: one sentence why it failed, or "".
        details: more lines for a failure.
        skipped: why nothing can be said, or "".
        kind: of the failure, in a word: the rule's name, ``slower``.
        path: the file it is about, or "".
        line: in that file, or 0.
    """

    group: str
    name: str
    seconds: float = 0.0
    failure: str = ""
    details: str = ""
    skipped: str = ""
    kind: str = "failure"
    path: str = ""
    line: int = 0


def render(suite: str, cases: Iterable[Case]) -> str:
    """A document with one suite of that name."""
    every = tuple(cases)
    root = ET.Element("testsuites", _counts(every) | {"name": "advisor"})
    element = ET.SubElement(root, "testsuite", _counts(every) | {"name": _legal(suite)})
    for case in every:
        element.append(_case(case))
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _counts(cases: Sequence[Case]) -> dict[str, str]:
    return {
        "tests": str(len(cases)),
        "failures": str(sum(bool(case.failure) for case in cases)),
        "errors": "0",
        "skipped": str(sum(bool(case.skipped and not case.failure) for case in cases)),
        "time": f"{sum(case.seconds for case in cases):.6f}",
    }


def _case(case: Case) -> ET.Element:
    element = ET.Element(
        "testcase",
        {
            "classname": _legal(case.group),
            "name": _legal(case.name),
            "time": f"{case.seconds:.6f}",
        },
    )
    if case.path:
        element.set("file", _legal(case.path))
    if case.line:
        element.set("line", str(case.line))
    if case.failure:
        failure = ET.SubElement(
            element, "failure", {"message": _legal(case.failure), "type": _legal(case.kind)}
        )
        failure.text = _legal(case.details or case.failure)
    elif case.skipped:
        ET.SubElement(element, "skipped", {"message": _legal(case.skipped)})
    return element


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
