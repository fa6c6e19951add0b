"""Put candidates into the text of a file, touching no line that need not change."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.emitting import Candidate
from advisor.errors import AdvisorError
from advisor.parsing import names
from advisor.source import Source, indent, split_lines

_IMPORTS = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines ``first`` to ``last`` (1-based, both included) become ``text``.

    With ``last`` one before ``first`` the text is put above ``first``.
    """

    first: int
    last: int
    text: str


def compose(source: Source, candidates: Sequence[Candidate]) -> str:
    """The file's text with the candidates written in.

    Raises:
        AdvisorError: a name that the new code needs means something else in this file.
    """
    tree = ast.parse(source.text)
    imports = tuple(dict.fromkeys(i for c in candidates for i in c.imports))
    changes = [
        *_import_changes(source, tree, imports),
        *(_prelude_change(source, tree, c) for c in candidates if c.prelude),
        *(_body_change(source, c) for c in candidates),
    ]
    lines = source.lines
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    changes.sort(key=lambda change: (change.first, change.last))
    for change in reversed(changes):
        lines[change.first - 1 : change.last] = split_lines(change.text)
    text = "".join(lines)
    ast.parse(text)
    return text if source.text.endswith("\n") else text.removesuffix("\n")


def _body_change(source: Source, candidate: Candidate) -> _Change:
    region = candidate.region
    line = source.lines[region.first_line - 1]
    prefix = line[: len(line) - len(line.lstrip())]
    if not _begins_a_line(source, candidate):  # def f(x): return x
        head = line[: _column(source, candidate)].rstrip()
        return _Change(
            region.first_line,
            region.last_line,
            f"{head}\n{indent(candidate.body, prefix + source.unit)}",
        )
    return _Change(region.first_line, region.last_line, indent(candidate.body, prefix))


def _begins_a_line(source: Source, candidate: Candidate) -> bool:
    return not source.lines[candidate.region.first_line - 1][: _column(source, candidate)].strip()


def _column(source: Source, candidate: Candidate) -> int:
    """Where the region's first statement begins in its line, in characters."""
    number = candidate.region.first_line
    statements = [
        node
        for node in ast.walk(ast.parse(source.text))
        if isinstance(node, ast.stmt) and node.lineno == number
    ]
    # On one line with its def the body's statement is the innermost, else it is the outermost.
    inside = [node for node in statements if not isinstance(node, ast.FunctionDef)]
    offset = min(node.col_offset for node in inside)
    return len(source.lines[number - 1].encode()[:offset].decode())


def _prelude_change(source: Source, tree: ast.Module, candidate: Candidate) -> _Change:
    """Above the top-level statement that holds the region, and above its comment."""
    number = candidate.region.first_line
    holder = next(n for n in tree.body if n.lineno <= number <= (n.end_lineno or 0))
    first = _first_line(holder)
    while first > 1 and source.lines[first - 2].startswith("#"):
        first -= 1
    return _Change(first, first - 1, candidate.prelude.strip("\n") + "\n\n\n")


def _import_changes(source: Source, tree: ast.Module, imports: Iterable[str]) -> Iterator[_Change]:
    """After the file's own leading imports, those it does not have yet."""
    there = {ast.dump(node) for node in tree.body}
    missing = []
    for text in imports:
        parsed = ast.parse(text).body
        if all(ast.dump(node) in there for node in parsed):
            continue
        clash = set(names.bound(parsed)) & set(names.bound(tree.body))
        if clash and any(isinstance(node, _IMPORTS) for node in parsed):
            raise AdvisorError(
                f"{source.path}: {min(clash)} already means something else in this file, "
                f"so {text.strip()!r} cannot be added"
            )
        missing.append(text.rstrip("\n") + "\n")
    if missing:
        line, bare = _import_line(source, tree)
        short = "".join(text for text in missing if text.count("\n") == 1)
        long = "".join(f"\n{text}" for text in missing if text.count("\n") > 1)
        text = short + (long if short or not bare else long.removeprefix("\n"))
        yield _Change(line, line - 1, text + _gap(source, line, bare=bare, long=bool(long)))


def _gap(source: Source, line: int, *, bare: bool, long: bool) -> str:
    """The blank lines between new imports and what comes next."""
    following = source.lines[line - 1] if line <= len(source.lines) else ""
    if following.startswith(("def ", "class ", "async ", "@")):
        return "\n\n"
    return "\n" if bare or (long and following.strip()) else ""


def _import_line(source: Source, tree: ast.Module) -> tuple[int, bool]:
    """The line new imports go above, and whether no import stands before it."""
    last = None
    for position, node in enumerate(tree.body):
        docstring = position == 0 and ast.get_docstring(tree, clean=False) is not None
        if not (docstring or isinstance(node, _IMPORTS) or _guarded_import(node)):
            break
        last = node
    if last is not None and not isinstance(last, ast.Expr):
        return (last.end_lineno or last.lineno) + 1, False
    if last is not None:
        line = (last.end_lineno or last.lineno) + 1
        while line <= len(source.lines) and not source.lines[line - 1].strip():
            line += 1
        return line, True
    line = 1
    while line <= len(source.lines) and source.lines[line - 1].startswith("#"):
        line += 1
    return line, True


def _guarded_import(node: ast.stmt) -> bool:
    """Whether it only imports: of a ``try`` that also defines, a region may be a part."""
    if not isinstance(node, ast.Try) or not all(isinstance(c, _IMPORTS) for c in node.body):
        return False
    return not any(isinstance(child, ast.FunctionDef | ast.ClassDef) for child in ast.walk(node))


def _first_line(node: ast.stmt) -> int:
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.decorator_list:
        return node.decorator_list[0].lineno
    return node.lineno
