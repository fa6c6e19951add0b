"""Markdown and HTML say what the terminal says, and show the user's text as it is."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.choosing import Advice
from advisor.reporting import html, markdown, templating
from tests.sample_advice import ALL, STRANGE, WON

SAMPLES = pytest.mark.parametrize("advice", ALL.values(), ids=ALL)
_VOID = {"meta", "link", "br", "hr", "img", "input", "col"}


class Outline(HTMLParser):
    """Checks that tags close in the order they opened, and keeps what a page refers to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.references: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102 - the library names it
        self.seen.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.references += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:  # noqa: D102 - the library names it
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:  # noqa: D102 - the library names it
        self.text += data


@SAMPLES
def test_html_is_whole_and_asks_the_network_for_nothing(advice: Advice) -> None:
    outline = Outline(html.render(advice))
    assert outline.open == []
    assert all(reference.removeprefix("#") in outline.ids for reference in outline.references)
    assert len(set(outline.ids)) == len(outline.ids)
    assert outline.seen.count("h1") == 1


@SAMPLES
@pytest.mark.parametrize("render", [html.render, markdown.render])
def test_each_hot_spot_has_its_heading(advice: Advice, render: object) -> None:
    assert callable(render)
    headings = re.findall(r"^(?:## |<h2 id=.spot-)", render(advice), re.MULTILINE)
    assert len(headings) == len(advice.hotspots)


def test_html_shows_the_race_and_its_reasons() -> None:
    shown = Outline(html.render(WON)).text
    for said in ("103×", "98–109", "cython is faster", "timed out after 60 s", "was not tried"):
        assert said in shown


def test_html_shows_the_users_text_as_text() -> None:
    page = html.render(STRANGE)
    assert "<locals>" not in page
    assert "<locals>" in Outline(page).text


def test_markdown_shows_the_race_as_one_table() -> None:
    report = markdown.render(WON)
    rows = [line for line in report.splitlines() if line.startswith("| ") and "×" in line]
    race = [row for row in rows if "–" in row]
    assert {row.count("|") for row in race} == {9}
    assert "| cython | 103× | 98–109 | identical |" in report


@SAMPLES
def test_markdown_tables_keep_their_columns_whatever_they_hold(advice: Advice) -> None:
    for table in re.split(r"\n(?!\|)", markdown.render(advice)):
        rows = [line for line in table.splitlines() if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1, rows


@given(st.text())
def test_a_code_span_holds_its_text_on_one_line(text: str) -> None:
    span = markdown.code(text)
    assert "\n" not in span
    if span:
        fence = re.match(r"`+", span)
        assert fence is not None
        inside = span[len(fence[0]) : -len(fence[0])]
        assert fence[0] not in re.findall(r"`+", inside)
        assert not re.search(r"(?<!\\)\|", inside)


def test_nothing_in_the_users_text_is_markdown() -> None:
    assert markdown.escaped("a|b *c* <d> _e_ `f` [g](h)") == (
        r"a\|b \*c\* \<d\> \_e\_ \`f\` \[g\](h)"
    )


@pytest.mark.parametrize(
    ("said", "as_markdown", "as_html"),
    [
        ("`a[0]` is <slow>", "`a[0]` is \\<slow\\>", "<code>a[0]</code> is &lt;slow&gt;"),
        ("`'<b>'` grows", "`'<b>'` grows", "<code>&#39;&lt;b&gt;&#39;</code> grows"),
        ("an odd ` one", "an odd \\` one", "an odd ` one"),
    ],
)
def test_code_in_a_finding_is_shown_as_code(said: str, as_markdown: str, as_html: str) -> None:
    assert markdown.spoken(said) == as_markdown
    shown = templating.environment().from_string("{{ said | spoken }}").render(said=said)
    assert shown == as_html
