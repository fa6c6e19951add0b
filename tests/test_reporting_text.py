"""The terminal report: nothing wraps, nothing is lost, and the point is plain to see."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from advisor.choosing import Advice, Scrutiny, Whole
from advisor.reporting import html, markdown, text
from tests import sample_advice
from tests.sample_advice import ALL, EMPTY, FAILED, FIND_LABELS, LOST, RACE, STRANGE, WON

SAMPLES = pytest.mark.parametrize("advice", ALL.values(), ids=ALL)
WIDTHS = pytest.mark.parametrize("width", [40, 60, 80, 100, 160])


def line_with(word: str, report: str) -> str:
    return next(line for line in report.splitlines() if word in line)


@SAMPLES
@WIDTHS
def test_no_line_is_wider_than_the_terminal(advice: Advice, width: int) -> None:
    lines = text.render(advice, width=width).splitlines()
    assert max(map(cell_len, lines)) <= width


@SAMPLES
def test_without_colour_there_is_no_escape_sequence(advice: Advice) -> None:
    assert "\x1b" not in text.render(advice, width=80, color=False)


@SAMPLES
def test_colour_adds_nothing_but_colour(advice: Advice) -> None:
    colored = text.render(advice, width=80, color=True)
    assert "\x1b[1m" in colored
    bare = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    plain = text.render(advice, width=80, color=False)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()


@SAMPLES
def test_no_line_ends_in_blanks(advice: Advice) -> None:
    assert not re.search(r"[ \t]$", text.render(advice, width=80), re.MULTILINE)


@WIDTHS
def test_each_runner_is_a_row_with_its_speed_and_verdict(width: int) -> None:
    report = text.render(WON, width=width)
    rows = [
        line
        for line in report.splitlines()
        if re.search(r"(winner|beaten|slight|wrong|failed)$", line)
    ]
    wide = [
        line for line in report.splitlines() if re.search(r"  (winner|beaten|slight|wrong) ", line)
    ]
    assert len(rows) + len(wide) >= 4
    assert "103×" in line_with("★", report)


def test_at_80_columns_the_race_shows_what_the_choice_rests_on() -> None:
    report = text.render(WON, width=80)
    header = line_with("strategy", report).split()
    assert header == ["strategy", "speed-up", "interval", "result", "compile", "needs", "verdict"]
    assert line_with("★ cython", report).split() == [
        "★", "cython", "103×", "98–109", "identical", "640", "ms", "cython", "winner",
    ]  # fmt: skip


def test_a_column_of_less_weight_gives_way_to_whole_names() -> None:
    report = text.render(WON, width=100)
    assert "membership-in-list " in report
    assert "memory" not in report


def test_at_160_columns_first_call_and_memory_join_in() -> None:
    header = line_with("strategy", text.render(WON, width=160))
    assert "first call" in header
    assert "memory" in header


def test_the_winner_stands_first_and_the_rejected_last() -> None:
    report = text.render(sample_advice.advice(sample_advice.hotspot(FIND_LABELS, *reversed(RACE))))
    names = ("★ cython", "numba  ", "! numpy broadcast", "membership", "✗ numpy slice")
    places = [report.index(name) for name in names]
    assert places == sorted(places)


def test_every_loser_says_why_and_a_wrong_one_shows_the_call() -> None:
    report = text.render(WON, width=80)
    for reason in (
        "cython is faster and starts sooner",
        "timed out after 60 s",
        "labels[17] is 3 and should be 4 where two centers are equally far",
        "find_labels([(0.5, 0.5)], [(0.0, 0.5), (1.0, 0.5)])",
        "assumes that no two distances are within rounding of each other",
        "numexpr was not tried: there is no element-wise expression over big arrays",
    ):
        assert reason in report


def test_back_ends_left_out_for_one_reason_share_a_line() -> None:
    skipped = (
        ("numba", "line 7 uses a set"),
        ("numexpr", "too short"),
        ("cython", "line 7 uses a set"),
    )
    shared = sample_advice.hotspot(FIND_LABELS, skipped=skipped)
    report = text.render(sample_advice.advice(shared), width=80)
    assert "numba, cython were not tried: line 7 uses a set" in report
    assert "numexpr was not tried: too short" in report
    alone = sample_advice.hotspot(
        FIND_LABELS, skipped=skipped, left_alone_because="line 7 uses a set"
    )
    report = text.render(sample_advice.advice(alone), width=80)
    assert report.count("line 7 uses a set") == 1


def test_a_good_candidate_that_met_a_better_one_is_beaten_not_slow() -> None:
    assert "beaten" in line_with(" numba ", text.render(WON, width=80))
    assert "slower" not in text.render(WON, width=80)


def test_hot_lines_stand_in_their_order_with_time_share_and_source() -> None:
    report = text.render(WON, width=100)
    hottest = line_with("distances = [dist", report)
    assert "78 %" in hottest
    assert "2.3 s" in hottest
    assert "5,000×" in hottest
    assert report.index("for point in points:") < report.index("distances = [dist")


def test_how_often_a_line_runs_gives_way_to_the_line_itself() -> None:
    narrow, wide = (line_with("distances = [dist", text.render(WON, width=w)) for w in (80, 120))
    assert "5,000× a call" in wide
    assert "5,000×" not in narrow
    assert "distances = [dist(point, center) fo" in narrow


def test_reasons_stand_further_in_than_the_rows_they_explain() -> None:
    report = text.render(WON, width=80)
    row, reason = line_with(" numba  ", report), line_with("starts sooner", report)
    assert len(reason) - len(reason.lstrip()) == 2 + len(row) - len(row.lstrip())


def test_cythons_report_is_named_by_a_path_that_can_be_copied_whole() -> None:
    for width in (50, 80, 160):
        line = line_with("kmeans.html", text.render(WON, width=width))
        assert line.split()[-1] == "~/.cache/kmeans.html"


def test_what_rounds_and_shows_in_the_output_is_not_called_wrong() -> None:
    rounding = sample_advice.placing(
        "numpy", "slower", speedup=(9.0, 9.5, 10.0), exactness="rounding", max_error=2e-16
    )
    shown = replace(rounding, status="wrong", reason="its last digits show: line 3 is '0.2'")
    report = text.render(sample_advice.advice(sample_advice.hotspot(FIND_LABELS, shown)), width=80)
    assert line_with("✗ numpy", report).endswith("differs")
    assert "its last digits show" in report


def test_how_many_planted_faults_were_noticed_is_one_line() -> None:
    weighed = replace(RACE[0], scrutiny=Scrutiny(7, 4, ("a += b\n→\na -= b",) * 3))
    report = text.render(sample_advice.advice(sample_advice.hotspot(FIND_LABELS, weighed)))
    told = "of 7 faults planted in it the evidence noticed 4 (--survivors lists the others)"
    assert told in " ".join(report.split())
    assert "a -= b" not in report


def test_only_what_is_compiled_beforehand_has_a_time_for_it() -> None:
    row = line_with(" numba  ", text.render(WON, width=80))
    assert row.split() == ["numba", "83×", "79–88", "identical", "–", "numba", "beaten"]


def test_lines_of_a_file_that_is_not_at_hand_are_shown_by_number() -> None:
    elsewhere = replace(FIND_LABELS, path=sample_advice.FOLDER / "other.py")
    report = text.render(sample_advice.advice(sample_advice.hotspot(elsewhere)), width=80)
    assert re.search(r"78 % +2\.3 s +13$", report, re.MULTILINE)


def test_source_in_a_broken_encoding_spoils_nothing() -> None:
    target = replace(sample_advice.target(), source=b"# coding: nonsense\n\xff")
    advice = sample_advice.advice(sample_advice.hotspot(FIND_LABELS), of=target)
    assert "78 %" in text.render(advice, width=80)


def test_time_spent_in_other_functions_is_told_apart() -> None:
    assert "3.0 s in 12 calls, 1.5 s its own" in text.render(WON, width=80)
    leaf = replace(FIND_LABELS, self_share=FIND_LABELS.share)
    assert "its own" not in text.render(sample_advice.advice(sample_advice.hotspot(leaf)))
    hull = replace(FIND_LABELS, self_share=0.0)
    report = text.render(sample_advice.advice(sample_advice.hotspot(hull)))
    assert "3.0 s, all in what it calls" in report


def test_what_the_time_becomes_is_said_beside_it_or_beneath_it() -> None:
    for width, together in ((80, False), (120, True)):
        row = line_with("its own", text.render(WON, width=width))
        assert ("→  29 ms with cython" in row) is together
        assert "→  29 ms with cython" in text.render(WON, width=width)


def test_what_another_winner_takes_along_is_said_to_and_its_race_is_not_repeated() -> None:
    won = replace(RACE[0], reason="compiled with its caller find_labels, lines 11–15")
    inner = sample_advice.hotspot(sample_advice.spot("dist", 6, 0.6), won)
    both = sample_advice.advice(replace(inner, covered_by="find_labels"), WON.hotspots[0])
    for report in (text.render(both, width=100), markdown.render(both), html.render(both)):
        assert "Compiled with its caller find_labels" in report.replace("\\_", "_")
        assert report.count("75 % of the calls took the fast path") == 1
    assert "Faster and proven equal: find_labels." in text.render(both, width=100)


def test_the_head_says_what_ran_how_long_and_what_became_of_it() -> None:
    first, second, *_ = text.render(WON, width=80).splitlines()
    assert first == "advisor  python corpus/kmeans.py 5000"
    assert second.strip() == "ran 3.4 s, exit code 0, 3,412 samples"


def test_the_end_says_what_to_type_next() -> None:
    last = text.render(WON, width=80).rstrip().splitlines()[-1]
    assert last.strip() == "advisor rewrite --apply corpus/kmeans.py 5000"


def test_a_module_and_its_arguments_are_quoted_for_the_shell() -> None:
    assert "python -m corpus.kmeans --points '5 000'" in text.render(FAILED, width=80)


def test_a_program_that_failed_says_how() -> None:
    assert "ZeroDivisionError: division by zero" in text.render(FAILED, width=100)
    assert "exit code 1" in text.render(FAILED, width=100)


@pytest.mark.parametrize("advice", [EMPTY, LOST, FAILED])
def test_where_nothing_is_to_be_won_it_says_so_and_offers_no_command(advice: Advice) -> None:
    report = text.render(advice, width=80)
    assert "Nothing to be won" in report
    assert "rewrite --apply" not in report


def test_a_gain_not_worth_a_change_is_no_win() -> None:
    assert line_with("append-loop", text.render(LOST, width=80)).endswith("no gain")


def test_only_unsafe_gains_are_offered_as_such() -> None:
    unsafe = next(placing for placing in RACE if placing.status == "unsafe")
    advice = sample_advice.advice(sample_advice.hotspot(FIND_LABELS, unsafe))
    assert "rewrite --apply --unsafe corpus/kmeans.py" in text.render(advice, width=80)


def test_a_program_that_printed_something_else_is_not_offered() -> None:
    report = text.render(STRANGE, width=80)
    assert "Its output is not the same." in report
    assert "nothing is offered" in report
    assert "rewrite --apply" not in report


def test_the_whole_program_is_shown_before_and_after() -> None:
    report = text.render(WON, width=80)
    assert line_with("before ", report).split()[1:3] == ["3.4", "s"]
    assert "3.8×" in line_with("after, first run", report)
    assert "12×" in line_with("after, later runs", report)


def test_a_program_that_got_slower_as_a_whole_is_not_shown_in_green() -> None:
    slower = replace(WON, whole=Whole(1.0, 2.0, 0.5, same_output=True))
    report = text.render(slower, width=80, color=True)
    assert re.search(r"\x1b\[31m +0\.50×", line_with("after, first run", report))
    assert re.search(r"\x1b\[1;32m +2\.0×", line_with("after, later runs", report))


def test_text_of_the_user_is_neither_markup_nor_control_sequence() -> None:
    report = text.render(STRANGE, width=100)
    assert "[red]markup[/red]" in report
    assert "[bold]nothing[/bold]" in report
    assert "\x1b" not in report


def test_a_call_on_which_one_only_rounds_is_no_counterexample() -> None:
    rounding = sample_advice.placing(
        "numpy", "slower", speedup=(9.0, 9.5, 10.0), exactness="rounding", counterexample="f(0.1)"
    )
    report = text.render(sample_advice.advice(sample_advice.hotspot(FIND_LABELS, rounding)))
    assert "f(0.1)" not in report


def test_a_long_counterexample_is_cut() -> None:
    report = text.render(STRANGE, width=80)
    assert "line_3 = 3" in report
    assert "line_4 = 4" not in report
