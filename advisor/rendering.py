"""Write a match's replacement, through its rule's template, as a new standalone function.

A template has up to three blocks: ``body`` (the statements that take the match's
place; a template without blocks is all body), ``prelude`` (module-level code above
the function) and ``imports``. It is given the rule's holes as code, and

* ``original``: the matched statements, untouched;
* ``fresh("parts", …)``: a name the function does not use yet;
* ``fit(start, parts, end)``: brackets on one line, or broken like black breaks them;
* ``call(start, arguments)``: a call, on one line or broken like black breaks it;
* ``when(conditions)``: an ``if`` line of several conditions, broken if it is long;
* ``form``, ``variant``: which pattern fits, which way of writing is wanted.

Statements are put in place as syntax trees, never as indented text, so that no
string literal of the user's changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import jinja2
import libcst as cst

from advisor import flow, layout
from advisor.assets import TEMPLATES
from advisor.rule import Hole, Match, Rule


@dataclass(frozen=True, slots=True)
class Rendered:
    """A new standalone function, and what must stand around it.

    Attributes:
        rule: the rule it comes from.
        variant: which way of writing; "" for a rule's only one.
        node: the new function.
        lines: of the rewritten places in the parsed source.
        imports: import statements for the top of the file.
        prelude: module-level code that must stand above the function, or "".
        why: one sentence: why it should be faster.
        assumptions: what it rests on; empty for a safe one.
        expects: the exactness it claims.
        idiom: a plain rewrite that needs no guard.
        backend: what it runs on.
        needs: distributions it needs.
    """

    rule: str
    variant: str
    node: cst.FunctionDef
    lines: tuple[int, ...]
    imports: tuple[str, ...]
    prelude: str
    why: str
    assumptions: tuple[str, ...]
    expects: Literal["identical", "rounding"]
    idiom: bool
    backend: str
    needs: tuple[str, ...]

    @property
    def function(self) -> str:
        """The source text of the new function."""
        return cst.Module([self.node]).code.strip("\n") + "\n"


def render(match: Match, *more: Match, variant: str | None = None) -> Rendered | None:
    """The function with ``match`` (and ``more`` of the same rule and function) rewritten.

    Of matches that overlap, the first is taken. ``None`` when the rule only teaches.
    """
    rule = match.rule
    if rule is None or (template := _template(rule)) is None:
        return None
    chosen = rule.variants[0] if variant is None else variant
    matches = list(_apart((match, *more)))
    written = [_write(template, one, chosen) for one in matches]
    function = match.function.visit(_Replacer(zip(matches, written, strict=True)))
    assert isinstance(function, cst.FunctionDef)
    return Rendered(
        rule=rule.name,
        variant=chosen,
        node=function,
        lines=tuple(one.line for one in matches),
        imports=tuple(dict.fromkeys(line for one in written for line in one.imports)),
        prelude="\n\n\n".join(dict.fromkeys(one.prelude for one in written if one.prelude)),
        why=rule.why,
        assumptions=rule.assumptions,
        expects=rule.expects,
        idiom=rule.idiom,
        backend=rule.backend,
        needs=rule.needs,
    )


def candidates(matches: Sequence[Match]) -> Iterator[Rendered]:
    """All of one rule's matches in one function, rewritten together, in each of its variants."""
    if matches and (rule := matches[0].rule) is not None:
        for variant in rule.variants:
            rendered = render(*matches, variant=variant)
            if rendered is not None:
                yield rendered


@dataclass(frozen=True, slots=True)
class _Written:
    statements: Sequence[cst.BaseStatement]
    prelude: str
    imports: tuple[str, ...]


@cache
def _environment(*folders: Path) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        autoescape=False,  # noqa: S701  (what is written is Python, not HTML)
    )


def _template(rule: Rule) -> jinja2.Template | None:
    own = (rule.folder, rule.folder.parent / "templates") if rule.folder else ()
    try:
        return _environment(*own, TEMPLATES).get_template(rule.template)
    except jinja2.TemplateNotFound:
        return None


def _write(template: jinja2.Template, match: Match, variant: str) -> _Written:
    marks: dict[str, Sequence[cst.BaseStatement]] = {}

    def given(hole: Hole | Sequence[cst.BaseStatement]) -> object:
        if isinstance(hole, cst.BaseExpression):
            return layout.Code.of(hole)
        if isinstance(hole, str | bool) or (isinstance(hole, tuple) and _words(hole)):
            return hole
        mark = f"_advisor_place_{len(marks)}"
        marks[mark] = (hole,) if isinstance(hole, cst.BaseStatement) else _statements(hole)
        return mark

    context = template.new_context(
        {name: given(hole) for name, hole in match.holes.items()}
        | {
            "original": given(_bare(match.statements)),
            "fresh": lambda *wanted: flow.fresh(match.function, *wanted),
            "fit": layout.fit,
            "when": layout.when,
            "call": layout.call,
            "form": match.form,
            "variant": variant,
        }
    )
    blocks = {name: "".join(block(context)).strip() for name, block in template.blocks.items()}
    body = blocks.get("body") or ("" if blocks else "".join(template.root_render_func(context)))
    statements = _parsed(body.strip("\n") + "\n", marks)
    first = statements[0].with_changes(leading_lines=_leading(match) + _leading_of(statements[0]))
    return _Written(
        statements=(first, *statements[1:]),
        prelude=blocks.get("prelude", ""),
        imports=tuple(line for line in blocks.get("imports", "").splitlines() if line.strip()),
    )


def _words(hole: tuple[object, ...]) -> bool:
    return all(isinstance(word, str) for word in hole)


def _statements(hole: object) -> Sequence[cst.BaseStatement]:
    assert isinstance(hole, Sequence)
    return [statement for statement in hole if isinstance(statement, cst.BaseStatement)]


def _leading(match: Match) -> tuple[cst.EmptyLine, ...]:
    return _leading_of(match.statements[0])


def _leading_of(statement: cst.BaseStatement) -> tuple[cst.EmptyLine, ...]:
    return tuple(getattr(statement, "leading_lines", ()))


def _bare(statements: Sequence[cst.BaseStatement]) -> Sequence[cst.BaseStatement]:
    first, *rest = statements
    return (first.with_changes(leading_lines=()), *rest)


def _parsed(
    text: str, marks: Mapping[str, Sequence[cst.BaseStatement]]
) -> Sequence[cst.BaseStatement]:
    module = cst.parse_module(text).visit(_Filler(marks))
    return [statement for statement in module.body if isinstance(statement, cst.BaseStatement)]


class _Filler(cst.CSTTransformer):
    """Puts statements where a template left their marks."""

    def __init__(self, marks: Mapping[str, Sequence[cst.BaseStatement]]) -> None:
        super().__init__()
        self._marks = marks

    def leave_SimpleStatementLine(  # noqa: N802  (libcst's name)
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        match original_node.body:
            case [cst.Expr(value=cst.Name(value=name))] if name in self._marks:
                first, *rest = (statement.deep_clone() for statement in self._marks[name])
                above = (*original_node.leading_lines, *_leading_of(first))
                return cst.FlattenSentinel([first.with_changes(leading_lines=above), *rest])
            case _:
                return updated_node


class _Replacer(cst.CSTTransformer):
    """Exchanges runs of statements."""

    def __init__(self, changes: Iterable[tuple[Match, _Written]]) -> None:
        super().__init__()
        self._changes = sorted(changes, key=lambda change: change[0].start, reverse=True)

    def leave_IndentedBlock(  # noqa: N802  (libcst's name)
        self, original_node: cst.IndentedBlock, updated_node: cst.IndentedBlock
    ) -> cst.IndentedBlock:
        body = list(updated_node.body)
        for match, written in self._changes:
            if match.block is original_node:
                body[match.start : match.stop] = written.statements
        return updated_node.with_changes(body=body)


def _apart(matches: Iterable[Match]) -> Iterator[Match]:
    """The matches that share no statement with an earlier one."""
    taken: set[int] = set()
    for match in matches:
        inside = {id(node) for statement in match.statements for node in flow.walk(statement)}
        if not inside & taken:
            taken |= inside
            yield match
