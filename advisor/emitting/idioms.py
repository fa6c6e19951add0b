"""Candidates from rules: the matches of each rule, rewritten through its template."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import chain

from advisor import rendering
from advisor.emitting import Candidate
from advisor.parsing import Region
from advisor.rule import Match
from advisor.source import dedent, split_lines


def from_matches(region: Region, matches: Iterable[Match]) -> Iterator[Candidate]:
    """For each rule and variant one candidate: all the rule's matches in the region, rewritten."""
    by_rule: dict[str, list[Match]] = {}
    for match in matches:
        by_rule.setdefault(match.rule.name if match.rule else "", []).append(match)
    for rendered in chain.from_iterable(map(rendering.candidates, by_rule.values())):
        yield Candidate(
            region=region,
            name=f"{rendered.rule} {rendered.variant}".strip(),
            backend=rendered.backend,
            why=rendered.why,
            body=_body(region, rendered.function),
            imports=rendered.imports,
            prelude=rendered.prelude,
            needs=rendered.needs,
            assumptions=rendered.assumptions,
            expects=rendered.expects,
            idiom=rendered.idiom,
        )


def _body(region: Region, function: str) -> str:
    """The statements of a standalone function, without what outlining added."""
    (node,) = ast.parse(function).body
    assert isinstance(node, ast.FunctionDef)
    lines = split_lines(function)
    # Comments above the first statement belong to it.
    first = node.body[0].lineno
    while lines[first - 2].lstrip().startswith("#"):
        first -= 1
    text = dedent("".join(lines[first - 1 :]))
    return text.removesuffix(region.footer)
