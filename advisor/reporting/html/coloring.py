"""Source code in colour: one piece of markup a line, with classes instead of colours.

What the classes look like, in light and in dark, is the style sheet's affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import CythonLexer, PythonLexer

Language = Literal["python", "cython"]


def colored(lines: Sequence[str], language: Language = "python") -> tuple[Markup, ...]:
    """Each line of code as markup; they are read as one text, so that a string may span some."""
    if not lines:
        return ()
    text = "".join(f"{line}\n" for line in lines)
    marked = highlight(text, _lexer(language), HtmlFormatter(nowrap=True)).removesuffix("\n")
    found = tuple(Markup(line) for line in marked.split("\n"))  # noqa: S704 - escaped by Pygments
    return found if len(found) == len(lines) else tuple(map(escape, lines))


@lru_cache
def _lexer(language: Language) -> PythonLexer:
    kind = CythonLexer if language == "cython" else PythonLexer
    return kind(stripnl=False, ensurenl=True)
