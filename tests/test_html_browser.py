"""The HTML report in a real browser: it draws, zooms, prints, can be read aloud, stays offline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from advisor.reporting import html
from tests.browser_help import accessibility_faults, browser, playwright
from tests.sample_advice import ALL, HISTORY

__all__ = ["browser"]


@dataclass
class Opened:
    """A page that is drawn, and what went on while it was."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def draw(self, file: Path) -> None:
        """Open the file and wait until its charts stand."""
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())
        if self.page.locator("#figures").count():
            self.page.wait_for_selector("html[data-drawn]")


Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def show(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Open:
    """The report of a sample in light or dark, drawn once for all tests; there is no network.

    A test that wants it in another state asks for a page of its own.
    """
    folder = tmp_path_factory.mktemp("reports")
    kept: dict[tuple[str, str], Opened] = {}

    def opened(name: str = "won", scheme: str = "light", width: int = 0) -> Opened:
        file = folder / f"{name}.html"
        if not file.exists():
            file.write_text(html.render(ALL[name], HISTORY), encoding="utf-8")
        if not width and (name, scheme) in kept:
            return kept[name, scheme]
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width or 1280, "height": 900}, offline=True
        )
        made = Opened(context.new_page())
        made.draw(file)
        if not width:
            kept[name, scheme] = made
        return made

    return opened


def level(page: Any, chart: str) -> str:
    found = page.evaluate(f"document.getElementById('{chart}').data[0].level")
    return str(found)


def click(page: Any, chart: str, title: str) -> None:
    """Click the part of a chart that bears a title, where its title stands."""
    title_drawn = page.locator(f"#{chart} g.slice text", has_text=title).first
    title_drawn.scroll_into_view_if_needed()
    place = title_drawn.bounding_box()
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)


@pytest.mark.parametrize("name", ALL)
def test_it_opens_without_a_word_on_the_console_and_without_asking_anyone(
    show: Open, name: str
) -> None:
    opened = show(name)
    assert opened.said == []
    assert [url for url in opened.asked if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.mark.parametrize(
    ("name", "scheme"), [*((name, "light") for name in ALL), ("won", "dark"), ("strange", "dark")]
)
def test_axe_finds_no_serious_fault(show: Open, name: str, scheme: str) -> None:
    page = show(name, scheme).page
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    faults = accessibility_faults(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = false })")
    assert faults == []


def test_every_chart_is_drawn_by_the_library_and_says_what_it_shows(show: Open) -> None:
    page = show().page
    charts = page.locator(".chart")
    ids = charts.evaluate_all("all => all.map(each => each.id)")
    assert ids == ["icicle", "sunburst", "race-1", "scaling-1", "trend"]
    for chart in charts.all():
        assert chart.locator("svg.main-svg").count() > 0
        assert len(chart.get_attribute("aria-label")) > 20


def test_a_click_on_a_box_zooms_both_charts_and_the_button_shows_the_whole_run(show: Open) -> None:
    page = show(width=1000).page
    for chart in ("icicle", "sunburst"):
        click(page, chart, "find_labels")
        playwright.expect(page.locator("#unzoom")).to_be_enabled()
        zoomed = level(page, chart)
        assert zoomed != "0"
        assert level(page, "icicle") == level(page, "sunburst") == zoomed
        assert "find_labels, 3.0 s, 87 %" in page.locator("#zoomed").inner_text()
        page.locator("#unzoom").click()
        assert level(page, "icicle") == level(page, "sunburst") == "0"
        assert page.locator("#unzoom").is_disabled()


def test_the_keyboard_alone_reaches_every_box(show: Open) -> None:
    page = show(width=1000).page
    page.locator("#run ~ details summary").focus()
    page.keyboard.press("Enter")
    for _ in range(5):  # the list, the run, the module, find_labels, dist
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "dist, " in page.locator("#zoomed").inner_text()
    assert level(page, "icicle") == level(page, "sunburst") != "0"


def test_hot_lines_have_longer_bars_and_findings_stand_below_their_line(show: Open) -> None:
    page = show().page
    rows = page.locator("section:has(#spot-1) table.code").first.locator("tbody tr")
    texts = rows.all_inner_texts()
    hot = next(number for number, text in enumerate(texts) if "distances = [dist" in text)
    cool = next(number for number, text in enumerate(texts) if "for point in points" in text)
    widths = [rows.nth(n).locator(".bar > span").bounding_box()["width"] for n in (hot, cool)]
    assert widths[0] > 5 * widths[1] > 0
    found = next(number for number, text in enumerate(texts) if "index-of-min" in text)
    assert "labels.append" in texts[found - 1]


def test_cythons_yellow_is_as_deep_as_its_score(show: Open) -> None:
    page = show().page
    page.locator("summary", has_text="What Cython made of").first.click()
    lines = page.locator("table.yellow").first.locator("tbody tr:not(.gap)")

    def alpha(text: str) -> float:
        cell = lines.filter(has_text=text).locator("td.line")
        color = cell.evaluate("each => getComputedStyle(each).backgroundColor")
        return float(color.rstrip(")").split(",")[3]) if color.count(",") == 3 else 1.0

    assert alpha("for i in range") == 0
    assert alpha("def find_labels") > alpha("return made") > 0
    assert lines.filter(has_text="declaration 10").count() == 0


def test_the_diff_puts_what_changed_side_by_side(show: Open) -> None:
    row = show().page.locator("table.sides tr", has_text="labels = list()")
    assert row.locator("td.removed").inner_text().startswith("−")
    assert "labels = []" in row.locator("td.removed").inner_text()
    assert "labels = list()" in row.locator("td.added").inner_text()


def test_the_cross_over_is_marked_where_the_winner_starts_to_pay(show: Open) -> None:
    page = show().page
    marked = page.evaluate("document.getElementById('scaling-1').layout.shapes[0].x0")
    assert 5 < marked < 20
    assert "pays from a size of" in page.locator("#scaling-1").inner_text()


def test_dark_and_light_differ_in_the_charts_too(show: Open) -> None:
    read = "getComputedStyle(document.querySelector('#race-1 .xtick text')).fill"
    light, dark = (show("won", scheme).page.evaluate(read) for scheme in ("light", "dark"))
    assert light != dark


def test_charts_follow_when_the_screen_turns_dark(show: Open) -> None:
    page = show(width=900).page
    page.emulate_media(color_scheme="dark")
    drawn = page.locator("#race-1 .xtick text").first
    playwright.expect(drawn).to_have_css("fill", "rgb(230, 237, 243)")


def test_on_paper_everything_is_unfolded_and_light(show: Open) -> None:
    page = show(scheme="dark", width=900).page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["won", "strange"])
def test_a_narrow_screen_is_wide_enough(show: Open, name: str) -> None:
    page = show(name, width=360).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
