"""The JSON report meets the schema the package ships, and the schema lets nothing else pass."""

from __future__ import annotations

import copy
import json as plain_json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from advisor.choosing import Advice
from advisor.reporting import json
from tests.sample_advice import ALL, EMPTY, FAILED, STRANGE, WON

SAMPLES = pytest.mark.parametrize("advice", ALL.values(), ids=ALL)


def loaded(advice: Advice) -> dict[str, Any]:
    return dict(plain_json.loads(json.render(advice)))


def valid(document: object) -> bool:
    return Draft202012Validator(json.schema()).is_valid(document)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.schema())


@SAMPLES
def test_every_report_meets_the_schema(advice: Advice) -> None:
    Draft202012Validator(json.schema()).validate(loaded(advice))


def test_a_rewrite_is_told_beside_the_advice() -> None:
    rewrite = {"diff": "--- a\n", "applied": False, "notes": [], "refusals": ["it changed"]}
    document = plain_json.loads(json.render(WON, rewrite=rewrite))
    assert document["rewrite"] == rewrite
    assert valid(document)


def test_the_promised_fields_are_there() -> None:
    document = loaded(WON)
    assert document["schema"] == 1
    assert {"path", "argv", "seconds", "exit_code"} <= set(document["target"])
    hotspot = document["hotspots"][0]
    assert {
        "function", "path", "line", "share", "seconds", "calls", "findings", "candidates",
        "winner", "left_alone_because",
    } <= set(hotspot)  # fmt: skip
    assert set(hotspot["findings"][0]) == {"rule", "line", "message"}
    assert {
        "name", "backend", "status", "speedup", "compile_seconds", "peak_memory_ratio",
        "exactness", "max_error", "assumptions", "evidence", "reason",
    } <= set(hotspot["candidates"][0])  # fmt: skip
    assert set(document["whole"]) == {"before", "after_cold", "after_warm", "same_output"}


def test_the_values_are_those_of_the_advice() -> None:
    document = loaded(WON)
    hotspot = document["hotspots"][0]
    winner = hotspot["candidates"][0]
    assert document["target"]["argv"] == ["corpus/kmeans.py", "5000"]
    assert (hotspot["function"], hotspot["line"], hotspot["calls"]) == ("find_labels", 10, 12)
    assert hotspot["winner"] == winner["name"] == "cython"
    assert winner["speedup"] == {"low": 98.2, "mid": 103.4, "high": 109.0}
    assert winner["evidence"] == {
        "recorded": 8,
        "invented": 60,
        "fast_share": 0.75,
        "faults": None,
    }
    assert {c["status"] for c in hotspot["candidates"]} == {
        "winner", "slower", "wrong", "failed", "unsafe",
    }  # fmt: skip
    assert document["whole"]["same_output"] is True


def test_what_there_is_not_is_null() -> None:
    document = loaded(WON)
    left_alone = document["hotspots"][1]
    assert left_alone["winner"] is None
    assert left_alone["calls"] is None
    assert left_alone["left_alone_because"] == "it opens a file, which cannot be replayed"
    assert document["hotspots"][0]["left_alone_because"] is None
    assert document["hotspots"][0]["candidates"][-1]["speedup"] is None
    assert loaded(EMPTY)["whole"] is None


def test_infinity_is_null_since_json_has_none() -> None:
    assert loaded(STRANGE)["hotspots"][0]["candidates"][1]["max_error"] is None


def test_a_failed_run_says_how() -> None:
    target = loaded(FAILED)["target"]
    assert (target["exit_code"], target["module"]) == (1, "corpus.kmeans")
    assert target["error"] == "ZeroDivisionError: division by zero"


def objects(document: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of all objects in a document."""
    if isinstance(document, dict):
        inner = [found for key, value in document.items() for found in objects(value, (*path, key))]
        return [path, *inner]
    if isinstance(document, list):
        return [
            found
            for place, value in enumerate(document)
            for found in objects(value, (*path, place))
        ]
    return []


def at(document: Any, path: tuple[str | int, ...]) -> dict[str, Any]:
    for step in path:
        document = document[step]
    return dict(document) if not isinstance(document, dict) else document


def test_a_property_too_many_or_too_few_is_caught_everywhere() -> None:
    document = loaded(WON)
    assert valid(document)
    for path in objects(document):
        spoiled = copy.deepcopy(document)
        at(spoiled, path)["surprise"] = 1
        assert not valid(spoiled), path
        for key in at(document, path):
            spoiled = copy.deepcopy(document)
            del at(spoiled, path)[key]
            assert not valid(spoiled), (*path, key)


@pytest.mark.parametrize(
    ("key", "value"),
    [("status", "great"), ("exactness", "close"), ("compile_seconds", -1.0), ("speedup", 3.0)],
)
def test_a_wrong_value_is_caught(key: str, value: object) -> None:
    document = loaded(WON)
    document["hotspots"][0]["candidates"][0][key] = value
    assert not valid(document)
