"""The rules in a list, and one of them in full."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from advisor.reporting.typesetting import highlighted, typeset, wrapped

if TYPE_CHECKING:
    # Loads libcst, which a list of the rules does without.
    from advisor.rule import Rule


def listing(titles: Sequence[tuple[str, str]], *, width: int = 80, color: bool = False) -> str:
    """Each rule's name with the first line of what it says about itself."""
    return typeset(_listing(titles, width), width=width, color=color)


def as_json(titles: Sequence[tuple[str, str]]) -> str:
    """The names and titles of the rules as JSON."""
    rules = [{"name": name, "title": title} for name, title in titles]
    return json.dumps({"schema": 1, "rules": rules}, indent=2, ensure_ascii=False) + "\n"


def explanation(rule: Rule, *, width: int = 80, color: bool = False) -> str:
    """What a rule finds, why that is slow, examples, and when it keeps its hands off."""
    return typeset(_explanation(rule, width), width=width, color=color)


def _listing(titles: Sequence[tuple[str, str]], width: int) -> Iterator[Text]:
    indent = 2 + max((len(name) for name, _ in titles), default=0)
    for name, title in titles:
        for number, line in enumerate(wrapped(Text(title), width, indent)):
            yield Text(f"{name:<{indent}}", "yellow") + line[indent:] if number == 0 else line


def _explanation(rule: Rule, width: int) -> Iterator[Text]:
    yield Text(rule.name, "bold yellow")
    for paragraph in rule.doc.strip().split("\n\n"):
        yield from wrapped(_told(paragraph), width, 0)
        yield Text()
    if rule.needs:
        yield Text(f"Its cure needs {', '.join(rule.needs)}.")
        yield Text()
    for example in rule.examples:
        for title, code in (("before", example.before), ("after", example.after)):
            yield Text(f"  {title}", "dim")
            for line in textwrap.dedent(code).strip("\n").splitlines():
                yield Text("    ") + highlighted(line)
        yield Text()
    if rule.unless:
        yield Text("It leaves the code alone when", "bold")
    for unless in rule.unless:
        yield from wrapped(_told(unless.why), width, 4, "• ")
    if rule.look:
        yield Text("`advisor check` is silent when", "bold")
        for fine in rule.look.fine:
            yield from wrapped(_told(fine.why), width, 4, "• ")


def _told(text: str) -> Text:
    """A paragraph of a docstring, its code in colour rather than in double backticks."""
    told = Text()
    for place, part in enumerate(" ".join(text.split()).split("``")):
        told.append(f"`{part}`" if place % 2 else part, "cyan" if place % 2 else "")
    return told
