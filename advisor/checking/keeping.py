"""Keep what was found in a file, by its content and by the rules that looked.

Most files of a project are what they were at the last check. One small file in the cache
directory for each, so that checks at the same time do not wait for one another.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from advisor import __version__
from advisor.caching import cache_directory
from advisor.checking.examining import Examined
from advisor.checking.finding import Finding
from advisor.checking.ignoring import Ignore

_FORMAT = "1"


def stamp(rules: Iterable[str], folders: Iterable[Path]) -> str:
    """What, besides a file's content, decides what is found: rules, by name and by code."""
    digest = hashlib.sha256("\0".join((_FORMAT, __version__, *rules)).encode())
    here = Path(__file__).parents[1]
    for folder in (*folders, here / "static", here / "checking"):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def load(stamped: str, data: bytes) -> Examined | None:
    """What was found in these bytes before; ``None`` if that is not known."""
    try:
        kept = json.loads(_place(stamped, data).read_bytes())
        return Examined(
            tuple(Finding(**finding) for finding in kept["findings"]),
            tuple(
                Ignore(**ignore | {"rules": tuple(ignore["rules"])}) for ignore in kept["ignores"]
            ),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not kept, or not by us: it is looked at anew


def save(stamped: str, data: bytes, examined: Examined) -> None:
    """Keep what was found; where nothing can be written, nothing is kept."""
    path = _place(stamped, data)
    text = json.dumps(asdict(examined), separators=(",", ":"))
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)


def _place(stamped: str, data: bytes) -> Path:
    name = hashlib.sha256(stamped.encode() + data).hexdigest()
    return cache_directory() / "check" / name[:2] / f"{name}.json"
