"""What pytest is asked for beyond its own options."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the whole suite of traps run, which takes hours, not minutes."""
    parser.addoption(
        "--all-traps",
        action="store_true",
        help="judge every trap of corpus/traps, not only a dozen",
    )
