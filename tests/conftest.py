"""What pytest is asked for beyond its own options."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _history_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is found out in a test is no news to the user, nor the other way round."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_HISTORY", str(tmp_path_factory.mktemp("history") / "history"))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the whole suite of traps run, which takes hours, not minutes."""
    parser.addoption(
        "--all-traps",
        action="store_true",
        help="judge every trap of corpus/traps, not only a dozen",
    )
