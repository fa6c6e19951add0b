"""The rules as a page of documentation: what each finds, an example, when it keeps away.

The page in ``docs`` is written from here, and a test keeps it so.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from advisor.rule import Rule

_HEAD = """\
# The rules

What `advisor` recognises, with an example of each and the reasons to leave a match alone.
This page is written from the rules themselves; `advisor explain RULE` shows one of them.
"""

_WEIGHTS = {
    "growth": "The more data there is, the more it costs.",
    "factor": "It costs several times what it needs to.",
    "idiom": "It gains little.",
}


def markdown(rules: Iterable[Rule]) -> str:
    """The page about ``rules``."""
    known = tuple(rules)
    index = [f"- [`{rule.name}`](#{rule.name}): {rule.title}" for rule in known]
    parts = [_HEAD, "\n".join(index) + "\n", *("\n".join(_section(rule)) for rule in known)]
    return "\n".join(parts)


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.name}\n"
    yield f"{rule.doc}\n"
    yield f"{_nature(rule)}\n"
    example = rule.examples[0]
    for code in (example.before, example.after):
        yield f"```python\n{textwrap.dedent(code).strip()}\n```\n"
    if rule.unless:
        yield _reasons("Left alone when", [unless.why for unless in rule.unless])
    if rule.look:
        yield _reasons("`advisor check` is silent when", [fine.why for fine in rule.look.fine])


def _reasons(title: str, reasons: Sequence[str]) -> str:
    return f"{title}\n\n" + ";\n".join(f"- {reason}" for reason in reasons) + ".\n"


def _nature(rule: Rule) -> str:
    """What the replacement runs on, and how sure it is to be equal."""
    if not rule.rewrites:
        return f"{_WEIGHTS[rule.weight]} It is told of, not rewritten."
    guard = "A plain rewrite." if rule.idiom else "The original stays for all other values."
    exact = "Bit for bit the same." if rule.expects == "identical" else "May differ by rounding."
    needs = f" Needs {', '.join(rule.needs)}." if rule.needs else ""
    rests = f" Rests on: {'; '.join(rule.assumptions)}." if rule.assumptions else ""
    return f"{guard} {exact}{needs}{rests}"


def main() -> None:
    """Write the page."""
    from advisor import assets, catalog  # noqa: PLC0415  (only to write the page)

    page = assets.ROOT / "docs" / "rules.md"
    page.write_text(markdown(catalog.load()), encoding="utf-8")


if __name__ == "__main__":
    main()
