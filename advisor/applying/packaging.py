"""Let a module of a package find the companion beside it, however it is imported.

A script finds what lies beside it by its plain name. A module of a package, imported or run
with ``-m``, finds it as a sibling only; the same file may still be run as a script.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from advisor.emitting import Candidate
from advisor.targeting import Target


def is_packaged(path: Path, target: Target | None) -> bool:
    """Whether a file is imported as a part of a package when the target runs."""
    if (path.parent / "__init__.py").exists():
        return True
    module = target.module if target else None
    if target is None or module is None:
        return False
    inside = "." in module or target.path.name == "__main__.py"
    return inside and path.is_relative_to(target.path.parent)


def as_sibling(candidate: Candidate) -> Candidate:
    """The candidate with its companions imported from the package, if there is one."""
    stems = "|".join(re.escape(Path(c.name).stem) for c in candidate.companions)
    if not stems:
        return candidate
    line = re.compile(rf"^( *)from ({stems}) import (.+)\n", re.MULTILINE)
    either = (
        r"\1if __package__:"
        "\n"
        r"\1    from .\2 import \3"
        "\n"
        r"\1else:"
        "\n"
        r"\1    from \2 import \3"
        "\n"
    )
    return replace(
        candidate,
        imports=tuple(line.sub(either, text) for text in candidate.imports),
        prelude=line.sub(either, candidate.prelude),
    )
