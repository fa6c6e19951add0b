"""Reports of real scans in a real browser, with screenshots to look at.

``ADVISOR_SCREENSHOTS`` names a folder that keeps them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from advisor import pipeline, targeting
from advisor.reporting import html
from advisor.settings import Settings
from tests.browser_help import accessibility_faults, browser

# Who is seen by a timer, and who wins a race, is now and then chance on a busy machine.
pytestmark = pytest.mark.flaky(reruns=2)

__all__ = ["browser"]

CORPUS = Path(__file__).parents[1] / "corpus"
MOST_BYTES = 8 << 20
# Enough of a race for every part of the report to be there.
SETTINGS = Settings(max_hotspots=2, backends=("cython",), invented=9, race_seconds=0.1, mutants=0)


@pytest.mark.parametrize(
    ("name", "long", "short"),
    [
        ("kmeans", "make_points(5000, 10)", "make_points(900, 10)"),
        ("jacobi", "jacobi(plate, 300)", "jacobi(plate, 60)"),
    ],
    ids=["kmeans", "jacobi"],
)
def test_the_report_of_a_real_scan_shows_everything_and_has_no_serious_fault(
    browser: Any, name: str, long: str, short: str, tmp_path: Path
) -> None:
    program = (CORPUS / f"{name}.py").read_text(encoding="utf-8")
    assert long in program
    (tmp_path / f"{name}.py").write_text(program.replace(long, short), encoding="utf-8")
    target = targeting.resolve([f"{name}.py"], tmp_path)
    advice = pipeline.scan(target, SETTINGS, lambda _: None, in_sizes=True)
    file = tmp_path / f"{name}.html"
    file.write_text(html.render(advice), encoding="utf-8")
    folder = Path(os.environ.get("ADVISOR_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    assert file.stat().st_size < MOST_BYTES
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, offline=True)
        page = context.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-drawn]")
        for part in ("#icicle", "#sunburst", "[id^=race-]", "[id^=scaling-]", "table.sides"):
            assert page.locator(part).first.is_visible(), part
        assert page.locator("table.yellow").count() > 0
        page.screenshot(path=folder / f"{name}-{scheme}.png", full_page=True)
        assert accessibility_faults(page) == []
        context.close()
