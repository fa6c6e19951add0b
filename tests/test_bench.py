"""The bench: a program's expectations, its own check of behaviour, and that nothing stops it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from advisor import bench, pipeline
from advisor.bench.expecting import met, parse
from advisor.bench.program import read
from advisor.choosing import Advice, HotspotAdvice
from advisor.errors import AdvisorError
from advisor.pipeline import Rewrite, Watch
from advisor.settings import Settings
from advisor.targeting import Target
from tests import sample_advice
from tests.sample_advice import placing

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

GOOD = '"""Say hello.\n\nsource: none\nrun: python good.py\nexpect: winner\n"""\nprint("hello")\n'

Pretend = Callable[[Callable[[Target], Rewrite]], None]


def hotspot(**changes: object) -> HotspotAdvice:
    """``find_labels`` with a race of its own."""
    race = (placing("cython", "winner", speedup=(98.0, 103.0, 109.0)),)
    plain = HotspotAdvice(
        sample_advice.FIND_LABELS, sample_advice.REGION, None, (), race, (), left_alone_because=""
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def advice(*hotspots: HotspotAdvice) -> Advice:
    return replace(sample_advice.WON, hotspots=hotspots)


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """Put a function of the target in the place of the whole pipeline."""

    def install(answer: Callable[[Target], Rewrite]) -> None:
        def rewrite(target: Target, settings: Settings, watch: Watch, *, apply: bool) -> Rewrite:
            assert apply
            assert settings
            watch("pretending")
            return answer(target)

        monkeypatch.setattr(pipeline, "rewrite", rewrite)

    return install


def untouched(_: Target) -> Rewrite:
    return Rewrite(advice(hotspot()), "", applied=False)


def silent(_: str) -> None:
    pass


def one(path: Path) -> bench.Row:
    (row,) = bench.run([path], Settings(run_timeout=20.0), silent)
    return row


def program(folder: Path, text: str = GOOD, name: str = "good.py") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "spot", "expected"),
    [
        ("winner", hotspot(), True),
        ("winner", hotspot(placings=()), False),
        ("winner in find_labels", hotspot(), True),
        ("winner in dist, find_labels", hotspot(), True),
        ("winner in dist", hotspot(), False),
        ("winner >= 103 in find_labels", hotspot(), True),
        ("winner >= 103.5 in find_labels", hotspot(), False),
        ("hottest find_labels", hotspot(), True),
        ("hottest dist", hotspot(), False),
        ("identical", hotspot(), True),
        (
            "identical in find_labels",
            hotspot(
                placings=(placing("numpy", "winner", speedup=(2, 3, 4), exactness="rounding"),)
            ),
            False,
        ),
        ("no-slice-form in find_labels", hotspot(), True),
        (
            "no-slice-form in find_labels",
            hotspot(placings=(placing("numpy slice", "winner", speedup=(2, 3, 4)),)),
            False,
        ),
        ("finding membership-in-list", hotspot(), False),
        ("left-alone", hotspot(), False),
        ("left-alone", hotspot(placings=()), True),
        (
            "left-alone because random",
            hotspot(placings=(), left_alone_because="it draws random numbers"),
            True,
        ),
        (
            "left-alone because random",
            hotspot(placings=(), left_alone_because="it opens a file"),
            False,
        ),
    ],
)
def test_an_expectation_is_met_or_not(text: str, spot: HotspotAdvice, *, expected: bool) -> None:
    assert met(parse(text), advice(spot)) is expected


@pytest.mark.parametrize(
    ("numexpr", "numpy", "expected"), [(5.0, 2.0, True), (2.0, 5.0, False), (0.9, 0.5, False)]
)
def test_numexpr_is_ahead_of_the_original_and_of_numpy(
    numexpr: float, numpy: float, *, expected: bool
) -> None:
    race = tuple(
        placing(name, "slower", speedup=(middle - 0.1, middle, middle + 0.1))
        for name, middle in (("numexpr", numexpr), ("numpy", numpy))
    )
    expectation = parse("numexpr ahead of numpy in find_labels")
    assert met(expectation, advice(hotspot(placings=race))) is expected


def test_a_finding_is_known_by_its_rule() -> None:
    rule = sample_advice.WON.hotspots[0].findings[0].rule
    assert met(parse(f"finding {rule}"), sample_advice.WON)


@pytest.mark.parametrize("text", ["winer", "winner > 3", "winner in", "finding", "hottest"])
def test_an_expectation_of_no_known_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no known form"):
        parse(text)


def test_a_header_is_read_with_continued_lines(tmp_path: Path) -> None:
    text = '"""Add.\n\nsource: a talk\n    of 2010\nrun: python add.py 3 "4 5"\n"""\n'
    found = read(program(tmp_path, text, "add.py"))
    assert (found.title, found.source) == ("Add.", "a talk of 2010")
    assert found.arguments == ("add.py", "3", "4 5")


def test_a_program_without_a_header_runs_without_expectations(tmp_path: Path) -> None:
    found = read(program(tmp_path, "print(1)\n", "bare.py"))
    assert found.arguments == ("bare.py",)
    assert not found.expectations


@pytest.mark.parametrize(
    "header", ["run: perl good.py", "run: python other.py", "run:", "expect: miracles"]
)
def test_a_header_that_makes_no_sense_is_refused(header: str, tmp_path: Path) -> None:
    with pytest.raises(AdvisorError, match=r"good\.py"):
        read(program(tmp_path, f'"""Say.\n\n{header}\n"""\n'))


def test_a_program_that_behaves_as_before_is_good(tmp_path: Path, pretend: Pretend) -> None:
    pretend(untouched)
    row = one(program(tmp_path))
    assert row.good
    assert row.expectations == (("winner", True),)
    assert row.before
    assert row.after_warm


@pytest.mark.parametrize("change", ['print("bye")\n', "raise SystemExit(3)\n"])
def test_other_output_or_exit_code_is_seen_whatever_the_pipeline_says(
    change: str, tmp_path: Path, pretend: Pretend
) -> None:
    def spoil(target: Target) -> Rewrite:
        with target.path.open("a", encoding="utf-8") as stream:
            stream.write(change)
        return Rewrite(advice(hotspot()), "diff", applied=True)

    pretend(spoil)
    row = one(program(tmp_path))
    assert row.applied
    assert not row.same_behaviour
    assert not row.good


def test_the_original_is_never_touched(tmp_path: Path, pretend: Pretend) -> None:
    def overwrite(target: Target) -> Rewrite:
        target.path.write_text('print("hello")\n', encoding="utf-8")
        return Rewrite(advice(hotspot()), "diff", applied=True)

    pretend(overwrite)
    path = program(tmp_path)
    assert one(path).same_behaviour
    assert path.read_text(encoding="utf-8") == GOOD
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [AdvisorError("no luck"), KeyError("a bug"), MemoryError()])
def test_one_failure_is_a_row_and_the_bench_goes_on(
    error: Exception, tmp_path: Path, pretend: Pretend
) -> None:
    def sometimes(target: Target) -> Rewrite:
        if target.path.name == "bad.py":
            raise error
        return untouched(target)

    pretend(sometimes)
    program(tmp_path, "print(1)\n", "bad.py")
    program(tmp_path, "def broken(:\n", "broken.py")
    program(tmp_path)
    bad, broken, good = bench.run([tmp_path], Settings(), silent)
    assert str(error) in bad.problem
    assert "broken.py" in broken.problem
    assert not bad.good
    assert good.good


def test_a_program_that_never_ends_is_a_row(tmp_path: Path, pretend: Pretend) -> None:
    pretend(untouched)
    path = program(tmp_path, "while True:\n    pass\n", "endless.py")
    (row,) = bench.run([path], Settings(run_timeout=0.3), silent)
    assert "still ran" in row.problem


def test_nothing_to_bench_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(AdvisorError, match=r"no \.py file"):
        bench.run([tmp_path], Settings(), silent)
    with pytest.raises(AdvisorError, match="no such"):
        bench.run([tmp_path / "missing.py"], Settings(), silent)


def test_progress_names_the_program_its_place_and_its_outcome(
    tmp_path: Path, pretend: Pretend
) -> None:
    pretend(untouched)
    program(tmp_path)
    lines: list[str] = []
    bench.run([tmp_path], Settings(), lines.append)
    assert lines == [
        "1 of 1: good.py",
        "pretending",
        "good.py: find_labels 103× with cython, same behaviour, 1 of 1 expectations met",
    ]


def rendered(*rows: bench.Row, width: int = 160) -> str:
    console = Console(file=io.StringIO(), width=width)
    with console.capture() as capture:
        console.print(bench.render(rows))
    return capture.get()


@pytest.mark.parametrize("width", [80, 160])
def test_the_table_shows_winner_and_what_was_not_met(
    width: int, tmp_path: Path, pretend: Pretend
) -> None:
    pretend(untouched)
    text = GOOD.replace("expect: winner", "expect: winner in nowhere")
    shown = rendered(one(program(tmp_path, text)), width=width)
    assert "find_labels" in shown
    assert "cython" in shown
    assert "103×" in shown
    assert "not met: winner in nowhere" in shown


def test_a_failed_program_is_in_the_table_with_its_problem() -> None:
    shown = rendered(bench.Row("bad.py", problem="it caught fire"))
    assert "bad: it caught fire" in shown
    assert "1 not run to the end" in shown


def test_the_json_holds_every_row(tmp_path: Path, pretend: Pretend) -> None:
    pretend(untouched)
    rows = (one(program(tmp_path)), bench.Row("bad.py", problem="it caught fire"))
    answer = json.loads(bench.as_json(rows))
    assert answer["schema"] == 1
    good, bad = answer["programs"]
    assert good["spots"][0]["speedup"] == {"low": 98.0, "mid": 103.0, "high": 109.0}
    assert good["good"]
    assert bad["problem"] == "it caught fire"


# ------------------------------------------------------------------ against C

IN_C = """#include <stdio.h>
int main(void) { puts("%s"); fprintf(stderr, "seconds 0.5\\n"); }
"""


def compared(path: Path) -> bench.Row:
    (row,) = bench.run([path], Settings(run_timeout=20.0), silent, against_c=True)
    return row


def test_the_winner_is_compared_with_the_c_version_beside_the_program(
    tmp_path: Path, pretend: Pretend
) -> None:
    pretend(untouched)
    path = program(tmp_path)
    path.with_suffix(".c").write_text(IN_C % "hello", encoding="utf-8")
    against = compared(path).against_c
    assert against is not None
    assert against.seconds == 0.5
    assert against.ratio == pytest.approx(hotspot().spot.seconds / 103.0 / 0.5)


def test_a_c_version_that_prints_something_else_is_no_yardstick(
    tmp_path: Path, pretend: Pretend
) -> None:
    pretend(untouched)
    path = program(tmp_path)
    path.with_suffix(".c").write_text(IN_C % "goodbye", encoding="utf-8")
    against = compared(path).against_c
    assert against is not None
    assert against.ratio is None
    assert "does not print" in against.problem


def test_a_program_without_a_c_version_is_benched_all_the_same(
    tmp_path: Path, pretend: Pretend
) -> None:
    pretend(untouched)
    row = compared(program(tmp_path))
    assert row.against_c is None
    assert not row.problem
