"""Findings that were there before: a file remembers them, so that only new ones are told.

A finding is known again by its rule, its file and the text of its line, not by the
line's number, which changes with every edit above it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from advisor.checking.finding import Finding
from advisor.errors import AdvisorError

_SCHEMA = 1


def text(findings: Iterable[Finding], path: Path) -> str:
    """What to write to ``path``, so that these findings are known from now on."""
    counted = Counter(_identity(finding, path) for finding in findings if finding.weight != "error")
    entries = [
        {"path": place, "rule": rule, "text": line, "count": count}
        for (place, rule, line), count in sorted(counted.items())
    ]
    return json.dumps({"schema": _SCHEMA, "findings": entries}, indent=1, ensure_ascii=False) + "\n"


def split(findings: Iterable[Finding], path: Path) -> tuple[list[Finding], int]:
    """The findings that the baseline at ``path`` does not know, and how many it knows.

    Raises:
        AdvisorError: there is no such file, or it is no baseline.
    """
    left = _load(path)
    new: list[Finding] = []
    known = 0
    for finding in findings:
        identity = _identity(finding, path)
        if finding.weight != "error" and left[identity] > 0:
            left[identity] -= 1
            known += 1
        else:
            new.append(finding)
    return new, known


def _identity(finding: Finding, path: Path) -> tuple[str, str, str]:
    place = os.path.relpath(Path(finding.path).absolute(), path.absolute().parent)
    return Path(place).as_posix(), finding.rule, finding.text.strip()


def _load(path: Path) -> Counter[tuple[str, str, str]]:
    try:
        kept = json.loads(path.read_bytes())
        return Counter(
            {(e["path"], e["rule"], e["text"]): int(e["count"]) for e in kept["findings"]}
        )
    except FileNotFoundError:
        raise AdvisorError(
            f"{path}: there is no such baseline; --write-baseline makes it"
        ) from None
    except OSError as error:
        raise AdvisorError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError):
        raise AdvisorError(f"{path}: expected a baseline that --write-baseline wrote") from None
