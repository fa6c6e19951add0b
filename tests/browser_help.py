"""A real browser for tests of pages; tests that ask for it are skipped where there is none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_GRAVE = {"moderate", "serious", "critical"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("no Chromium was found on the path")
    with playwright.sync_playwright() as running:
        launched = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield launched
        launched.close()


def accessibility_faults(page: Any) -> list[tuple[str, str]]:
    """What axe-core finds that keeps people out: the rule, and the first element at fault."""
    found = axe.Axe().run(page).response["violations"]
    return [(f["id"], f["nodes"][0]["html"]) for f in found if f["impact"] in _GRAVE]
