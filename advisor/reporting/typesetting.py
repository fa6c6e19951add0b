"""Lines of coloured text: cut, wrapped, and made a string.

Apart from the reports, so that what needs no report starts without loading one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

from pygments.token import Comment, Keyword, Number, String
from rich.console import Console
from rich.style import Style
from rich.syntax import ANSISyntaxTheme, Syntax
from rich.text import Text

# Only the terminal's own colours, so that dark and light themes both stay readable.
_THEME = ANSISyntaxTheme(
    {
        Keyword: Style(color="magenta"),
        Number: Style(color="cyan"),
        String: Style(color="green"),
        Comment: Style(dim=True),
    }
)


def typeset(lines: Iterable[Text], *, width: int, color: bool) -> str:
    """Lines of rich text as a string, each cut at ``width`` columns rather than wrapped."""
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
    )
    with console.capture() as capture:
        for line in lines:
            line.rstrip()
            console.print(line, no_wrap=True, overflow="ellipsis", highlight=False)
    return capture.get()


def wrapped(text: Text, width: int, indent: int, first: str = "") -> Iterator[Text]:
    """``text`` broken at words, every line indented; ``first`` hangs in the indentation."""
    console = Console(width=width)
    for number, line in enumerate(text.wrap(console, max(width - indent, 20))):
        line.rstrip()
        lead = first if number == 0 else ""
        yield Text(lead.rjust(indent)) + line


def highlighted(code: str) -> Text:
    """A piece of Python in colour."""
    text = Syntax("", "python", theme=_THEME).highlight(code)
    text.rstrip()
    return text
