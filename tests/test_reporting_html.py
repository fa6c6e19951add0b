"""What the HTML report is made of: the tree of calls, listings, the diff, charts as values."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.choosing import Finding
from advisor.profiling.sampling import LineTime
from advisor.reporting import html
from advisor.reporting.html import calls, coloring, listing, side_by_side, yellow
from advisor.timing.growth import Growth, Point
from tests import sample_advice
from tests.sample_advice import ALL, DIFF, FIND_LABELS, HISTORY, RACE, STRANGE, WON, stack


def figures(page: str) -> dict[str, Any]:
    """The charts a page draws, by the element they stand in."""
    found = re.search(
        r'<script type="application/json" id="figures">(.*?)</script>', page, re.DOTALL
    )
    return dict(json.loads(found[1])) if found else {}


def inked(value: Any) -> Any:
    """A figure with a colour in place of each name of one."""
    if isinstance(value, str) and value.startswith("--"):
        return "#123456"
    if isinstance(value, list):
        return [inked(item) for item in value]
    if isinstance(value, dict):
        return {key: inked(item) for key, item in value.items()}
    return value


def profile(*stacks: tuple[tuple[str, ...], int]) -> calls.Node:
    root = calls.tree(sample_advice.advice(stacks=stacks).profile)
    assert root is not None
    return root


# ------------------------------------------------------------------ the tree of calls


def test_the_tree_gives_each_caller_the_time_of_what_it_calls() -> None:
    root = profile(
        (stack("<module>:9", "work:3"), 60),
        (stack("<module>:9", "work:4"), 20),
        (stack("<module>:8"), 20),
    )
    (module,) = root.children
    (work,) = module.children
    assert [module.title, work.title] == ["module level", "work"]
    assert [root.share, module.share, work.share] == [1.0, 1.0, 0.8]
    assert [module.own, work.own] == pytest.approx([0.2 * 3.42, 0.8 * 3.42])


def test_recursion_is_drawn_once() -> None:
    root = profile((stack("<module>:9", *["fib:3", "fib:4"] * 40), 10))
    assert [node.title for node in calls.flat(root)] == ["the whole run", "module level", "fib"]


def test_two_functions_that_call_each_other_for_ever_end_somewhere() -> None:
    root = profile((stack(*["even:3", "odd:7"] * 400), 10))
    assert 10 < len(list(calls.flat(root))) < 100


def test_calls_too_short_to_be_seen_are_left_to_their_caller() -> None:
    root = profile((stack("main:1"), 999), (stack("main:1", "brief:5"), 1))
    (main,) = root.children
    assert main.children == ()
    assert main.share == 1.0


def test_a_run_with_very_many_ways_through_it_keeps_the_widest() -> None:
    ways = [
        (stack("main:1", *(f"f{way % 400}_{deep}:2" for deep in range(30))), 1 + way % 5)
        for way in range(400)
    ]
    nodes = list(calls.flat(profile(*ways)))
    assert 100 < len(nodes) <= 1500


def test_each_node_knows_its_place_in_the_file() -> None:
    root = calls.tree(WON.profile)
    assert root is not None
    places = {node.title: node.place for node in calls.flat(root)}
    assert places["find_labels"] == "corpus/kmeans.py:10"
    assert places["read_points"] == "corpus/reading.py:40"


def test_a_run_without_samples_has_no_tree_and_no_charts() -> None:
    assert calls.tree(ALL["empty"].profile) is None
    assert figures(html.render(ALL["empty"])) == {}


# ------------------------------------------------------------------ charts


@pytest.mark.parametrize("name", ALL)
def test_plotly_itself_takes_every_chart(name: str) -> None:
    graph_objects = pytest.importorskip("plotly.graph_objects")
    drawn = figures(html.render(ALL[name], HISTORY))
    for figure in drawn.values():
        graph_objects.Figure(inked(figure))


def test_both_pictures_of_the_run_add_up() -> None:
    drawn = figures(html.render(WON))
    for kind in ("icicle", "sunburst"):
        (trace,) = drawn[kind]["data"]
        children: dict[str, float] = {}
        for parent, value in zip(trace["parents"], trace["values"], strict=True):
            children[parent] = children.get(parent, 0.0) + value
        whole = dict(zip(trace["ids"], trace["values"], strict=True))
        assert all(children[name] <= whole[name] * 1.000001 for name in children if name)


def test_the_race_shows_who_was_timed_with_the_ends_of_the_interval() -> None:
    (trace,) = figures(html.render(WON))["race-1"]["data"]
    assert trace["y"] == [
        "membership-in-list", "cython untyped", "numpy broadcast", "numba", "cython"
    ]  # fmt: skip
    assert trace["x"][-1] == 103.4
    assert trace["error_x"]["arrayminus"][-1] == pytest.approx(103.4 - 98.2)
    assert trace["marker"]["symbol"][-1] == "star"


def test_one_that_was_stopped_is_shown_as_no_faster_than_that() -> None:
    trial = RACE[1].trial
    verdict = replace(trial.verdict, stopped=True)
    stopped = replace(RACE[1], trial=replace(trial, verdict=verdict))
    drawn = figures(html.render(sample_advice.advice(sample_advice.hotspot(FIND_LABELS, stopped))))
    (trace,) = drawn["race-1"]["data"]
    assert trace["marker"]["symbol"] == ["triangle-left-open"]
    assert trace["error_x"]["array"] == trace["error_x"]["arrayminus"] == [0]
    assert drawn["race-1"]["layout"]["annotations"][0]["text"] == " &lt;83×"


def test_namesakes_in_a_race_have_rows_of_their_own() -> None:
    spot = sample_advice.hotspot(FIND_LABELS, RACE[0], RACE[1], replace(RACE[1], reason="again"))
    (trace,) = figures(html.render(sample_advice.advice(spot)))["race-1"]["data"]
    assert sorted(trace["y"]) == ["cython", "numba (1)", "numba (2)"]


def test_time_against_size_is_fitted_and_told() -> None:
    page = html.render(WON)
    drawn = figures(page)["scaling-1"]
    assert [trace["name"] for trace in drawn["data"]][::2] == ["original", "cython"]
    assert drawn["data"][1]["name"] == "∝ size<sup>1.0</sup>"
    assert "The original grows as size to the power 1.0" in page
    assert "It pays from a size of 16." in page


def test_where_no_size_could_be_told_the_page_says_why() -> None:
    spot = sample_advice.hotspot(FIND_LABELS, RACE[0], growth=Growth((), "it has no size"))
    page = html.render(sample_advice.advice(spot))
    assert "No chart of time against size: it has no size." in page
    assert "scaling-1" not in figures(page)


def test_a_winner_that_never_pays_is_not_said_to() -> None:
    lost = Growth((Point(5, 1e-6, 2e-6), Point(50, 1e-5, 2e-5)))
    page = html.render(sample_advice.advice(sample_advice.hotspot(FIND_LABELS, *RACE, growth=lost)))
    assert "It does not pay at the sizes tried." in page


def test_one_result_is_no_trend() -> None:
    assert "trend" not in figures(html.render(WON, HISTORY[:1]))


def test_the_trend_is_that_of_the_same_program_with_the_same_arguments() -> None:
    other = sample_advice.past(9, words="corpus/kmeans.py 50")
    failed = replace(sample_advice.past(10), exit_code=1)
    elsewhere = replace(sample_advice.past(11), path=sample_advice.FOLDER / "kmeans.py")
    history = (*reversed(HISTORY), other, failed, elsewhere)
    now, rewritten = figures(html.render(WON, history))["trend"]["data"]
    assert now["y"] == [3.1, 3.2, 3.3, 3.4, 3.5]
    assert rewritten["y"] == pytest.approx([seconds / 12 for seconds in now["y"]])


@pytest.mark.parametrize("name", ALL)
def test_nothing_of_the_users_can_end_the_script_it_stands_in(name: str) -> None:
    page = html.render(ALL[name])
    assert page.count("<script") == page.count("</script>")
    assert "<script>alert" not in page


# ------------------------------------------------------------------ the source


def spot_listing(advice: Any = WON, which: int = 0) -> dict[int, listing.SourceLine]:
    shown = listing.source(advice.hotspots[which], advice.profile.target)
    return {line.number: line for line in shown}


def test_the_whole_function_is_shown_with_the_share_of_each_line() -> None:
    shown = spot_listing()
    assert list(shown) == list(range(10, 16))
    assert shown[13].share == pytest.approx(0.675 / 0.87)
    assert shown[13].hits == "5,000×"
    assert shown[15].share == 0


def test_findings_stand_at_their_line_and_others_in_a_list() -> None:
    assert [finding.rule for finding in spot_listing()[14].findings] == ["index-of-min"]
    page = html.render(WON)
    assert page.count("generator-sum-in-loop") == page.count("index-of-min") == 1


def test_a_long_function_is_shown_around_what_it_has_to_tell() -> None:
    body = "\n".join(f"    x{number} = {number}" for number in range(400))
    target = sample_advice.target(source=f"def long():\n{body}\n")
    hot = replace(sample_advice.spot("long", 1, 0.9), lines=(LineTime(200, 3.0, 0.9),))
    finding = Finding("a-rule", 300, "is slow")
    spot = sample_advice.hotspot(hot, findings=(finding,))
    shown = spot_listing(sample_advice.advice(spot, of=target))
    assert list(shown) == [*range(197, 204), *range(297, 304)]
    assert [number for number, line in shown.items() if line.gap] == [297]


def test_a_piece_of_a_file_is_coloured_as_part_of_the_whole() -> None:
    target = sample_advice.target(source='"""' + "about\n" * 30 + '"""\nimport this\n')
    hot = sample_advice.spot("<module>", 1, 0.9, lines=(LineTime(32, 3.0, 0.9),))
    shown = spot_listing(sample_advice.advice(sample_advice.hotspot(hot), of=target))
    assert 'class="sd"' in shown[30].code
    assert '<span class="kn">import</span>' in shown[32].code


def test_source_that_is_not_at_hand_is_simply_not_shown() -> None:
    assert spot_listing(which=1) == {}


def test_cythons_lines_without_code_are_passed_over_where_there_are_many() -> None:
    found, other = yellow.yellow(RACE)
    assert (found.name, other.name) == ("cython", "cython untyped")
    assert [line.number for line in found.lines if line.gap] == [18]
    by_number = {line.number: line for line in found.lines}
    assert (by_number[22].score, by_number[25].score) == (43, 0)
    assert by_number[22].shade > by_number[27].shade > by_number[25].shade == 0


def test_the_users_own_lines_have_the_yellow_of_their_own_statements_compiled() -> None:
    shades = {number: line.shade for number, line in spot_listing().items()}
    assert shades[10] is None  # the kernel's first line is not the user's
    assert shades[13] == max(shade for shade in shades.values() if shade is not None)
    assert shades[13] > (shades[11] or 0) > 0


def test_a_kernel_with_statements_of_its_own_lends_no_line_its_yellow() -> None:
    spot = sample_advice.hotspot(FIND_LABELS, RACE[0], recording=sample_advice.RECORDING)
    shown = spot_listing(sample_advice.advice(spot))
    assert {line.shade for line in shown.values()} == {None}


@given(st.lists(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]))))
def test_coloured_code_keeps_its_lines_and_its_text(lines: list[str]) -> None:
    found = coloring.colored(lines)
    assert [unescape(re.sub("<[^>]+>", "", piece)) for piece in found] == lines


# ------------------------------------------------------------------ the diff


def test_a_diff_is_read_by_its_hunks_whatever_its_lines_begin_with() -> None:
    (file,) = side_by_side.changes(STRANGE.diff)
    assert file.name == "</script>.py"
    assert [(row.kind, row.before.number, row.after.number) for row in file.rows] == [
        ("changed", 1, 1)
    ]


def test_both_sides_of_a_diff_keep_their_own_numbers() -> None:
    (file,) = side_by_side.changes(DIFF)
    assert file.name == "corpus/kmeans.py"
    assert [(row.kind, row.before.number, row.after.number) for row in file.rows] == [
        ("same", 3, 3), ("added", 0, 4), ("added", 0, 5),
        ("same", 10, 12), ("changed", 11, 13), ("added", 0, 14), ("added", 0, 15),
        ("same", 12, 16), ("removed", 13, 0),
    ]  # fmt: skip
    assert [row.before.number for row in file.rows if row.gap] == [3, 10]
    assert file.beside == ("_kmeans.pyx (17,620 bytes)",)


def test_no_diff_is_no_section() -> None:
    assert side_by_side.changes("") == ()
    assert "What would change" not in html.render(ALL["lost"])
