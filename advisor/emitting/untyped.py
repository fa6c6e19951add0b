"""Candidates without a kernel: a function's own statements, compiled by Cython.

It spares the interpreter's loop, not the objects: a factor of about two, where nothing
better can be had. Nothing is frozen: the script's names are looked up when they are read.
"""

from __future__ import annotations

import ast
import hashlib
import re
from textwrap import dedent

from advisor.backend import UnsuitableError
from advisor.borders.asking import asking
from advisor.borders.templates import template
from advisor.emitting import Candidate, Companion, differences, fast_paths
from advisor.kernel.naming import Names
from advisor.kernel.nodes import Function, Kernel, Origin
from advisor.kernel.pieces import choose, signatures
from advisor.parsing import Region, names
from advisor.source import indent


def from_region(region: Region) -> Candidate:
    """The region's statements compiled as they are, above the original ones.

    Raises:
        UnsuitableError: compiled they would not do exactly the same; with the reason.
    """
    body = _function(region).body
    reason = differences.refusal(region, body)
    if reason:
        raise UnsuitableError(f"unchanged: {reason}")
    text = _text(region, body)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    entry = f"_{region.name}_untyped_{digest}"
    module = re.sub(r"\W", "_", f"_{region.path.stem}") + entry
    call = f"{entry} and {entry}({', '.join(('globals()', *region.parameters))})"
    text = text.replace("ENTRY", entry).replace("FILE", f"{module}.pyx")
    return Candidate(
        region=region,
        name="cython untyped",
        backend="cython",
        why="The same statements without the interpreter; every value stays an object.",
        body=fast_paths.safe_form(region, call, "one"),
        fast_call=call,
        imports=(_import(module, entry),),
        companions=(Companion(f"{module}.pyx", text),),
        needs=("Cython", "setuptools"),
    )


# An element or attribute in place, step by step as Python does it, with its exceptions.
_ELEMENT = """\
_advisor_owner = {owner}
_advisor_key = {key}
_advisor_held = _advisor_item(_advisor_owner, _advisor_key)
{change}
_advisor_owner[_advisor_key] = _advisor_held
_advisor_owner = _advisor_held = None
"""
_ATTRIBUTE = """\
_advisor_owner = {owner}
_advisor_held = _advisor_owner.{name}
{change}
_advisor_owner.{name} = _advisor_held
_advisor_owner = _advisor_held = None
"""


def _function(region: Region) -> ast.FunctionDef:
    (node,) = ast.parse(region.source).body
    assert isinstance(node, ast.FunctionDef)
    return node


def _import(module: str, entry: str) -> str:
    return dedent(f"""\
        try:
            from {module} import {entry}
        except ImportError:  # not built, or from another version: the original statements run
            {entry} = None
        """)


def _text(region: Region, body: list[ast.stmt]) -> str:
    """The companion, with ENTRY and FILE for the names that depend on it."""
    rewriter = _Rewriter([{*region.parameters, *names.bound(body)}])
    made = [statement for node in body for statement in rewriter.statements(node)]
    made.append(_answer(None))
    looking = asking(_as_it_stands(region), Names(frozenset()), "cython")
    c_pieces = choose("border.h", looking.crossings)
    lines = (ast.unparse(ast.fix_missing_locations(statement)) for statement in made)
    return template("untyped.pyx.j2").render(
        what=f"{region.function}()",
        file="FILE",
        entry="ENTRY",
        asking=looking,
        c_code="\n\n".join(piece.text for piece in c_pieces),
        declarations=[line for piece in c_pieces for line in signatures(piece)],
        pieces="\n\n\n".join(piece.text for piece in choose("border.py", looking.pieces)),
        unpacked=sorted(rewriter.unpacked),
        targets=lambda count: ", ".join(f"v{number}" for number in range(count)) + ",",
        parameters="".join(f", {name}" for name in region.parameters),
        body=indent("\n".join(lines), "    "),
    )


def _as_it_stands(region: Region) -> Kernel:
    """No kernel, but what the statements are to be compared with."""
    origin = Origin(fast_paths.unused_name(region), region.statements)
    return Kernel((Function(region.name, (), {}, (), ()),), "none", origin=origin)


def _answer(value: ast.expr | None) -> ast.Return:
    return ast.Return(ast.Tuple([value or ast.Constant(None)], ast.Load()))


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])


def _change(name: str, node: ast.AugAssign) -> str:
    """The statement that changes what ``name`` stands for."""
    value = ast.unparse(node.value)
    match node:
        case ast.AugAssign(_, ast.Add(), value=ast.Constant()):
            pass
        case ast.AugAssign(_, ast.Add()):
            return f"{name} = _advisor_added({name}, {value})"
        case ast.AugAssign(_, ast.Mult()):
            return f"{name} = _advisor_multiplied({name}, {value})"
    return ast.unparse(ast.AugAssign(ast.Name(name, ast.Store()), node.op, node.value))


class _Rewriter(ast.NodeTransformer):
    """Spell out what Cython would take for granted: names, unpacking, slices, results."""

    def __init__(self, scopes: list[set[str]]) -> None:
        self.scopes = scopes  # of the function, then of the comprehensions around
        self.unpacked: set[int] = set()

    def statements(self, node: ast.stmt) -> list[ast.stmt]:
        made = self.visit(node)
        return made if isinstance(made, list) else [made]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if any(node.id in scope for scope in self.scopes):
            return node
        spelled = ast.Constant(node.id)
        return _call("_advisor_script", ast.Name("_advisor_names", ast.Load()), spelled)

    def visit_Return(self, node: ast.Return) -> ast.Return:
        return _answer(self.visit(node.value) if node.value else None)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.Assign:
        assert node.value is not None
        return ast.Assign([node.target], self.visit(node.value))

    def visit_Assign(self, node: ast.Assign) -> ast.Assign:
        self.generic_visit(node)
        match node.targets, node.value:
            case [ast.Tuple(targets) | ast.List(targets)], ast.Tuple(values) if len(targets) == len(
                values
            ):
                pass
            case [ast.Tuple(targets) | ast.List(targets)], value:
                node.value = self.exactly(len(targets), value)
        return node

    def visit_For(self, node: ast.For) -> ast.For:
        self.generic_visit(node)
        if isinstance(node.target, ast.Tuple | ast.List):
            item = "_advisor_values"
            value = self.exactly(len(node.target.elts), ast.Name(item, ast.Load()))
            node.body.insert(0, ast.Assign([node.target], value))
            node.target = ast.Name(item, ast.Store())
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load):
            return _call("_advisor_item", node.value, node.slice)
        node.slice = _call("_advisor_object", node.slice)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.BinOp(ast.Constant(int()), _) | ast.BinOp(_, _, ast.Constant(int())):
                pass
            case ast.BinOp(left, ast.Mult(), right):
                return _call("_advisor_product", left, right)
            case ast.BinOp(ast.Constant(), ast.Add()) | ast.BinOp(_, ast.Add(), ast.Constant()):
                pass
            case ast.BinOp(left, ast.Add(), right):
                return _call("_advisor_sum", left, right)
            case ast.BinOp(ast.Constant(float()) as left, ast.Mod(), right):
                return _call("_advisor_remainder", left, right)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        self.generic_visit(node)
        match node.target:
            case ast.Subscript(owner, key):
                form = _ELEMENT
                parts = {"owner": ast.unparse(owner), "key": ast.unparse(key)}
            case ast.Attribute(owner, name):
                form = _ATTRIBUTE
                parts = {"owner": ast.unparse(owner), "name": name}
            case name:
                return ast.parse(_change(ast.unparse(name), node)).body
        return ast.parse(form.format(change=_change("_advisor_held", node), **parts)).body

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        """``a < b < c`` in pairs: Cython does not see that the first pair has no truth."""
        self.generic_visit(node)
        sides = [node.left, *node.comparators]
        pairs: list[ast.expr] = [
            ast.Compare(left, [operator], [right])
            for left, operator, right in zip(sides, node.ops, sides[1:], strict=False)
        ]
        return pairs[0] if len(pairs) == 1 else ast.BoolOp(ast.And(), pairs)

    def exactly(self, count: int, value: ast.expr) -> ast.expr:
        """``value``, whose unpacking into ``count`` targets fails as it does in Python."""
        self.unpacked.add(count)
        return _call(f"_advisor_unpacked_{count}", value)

    def visit_Slice(self, node: ast.Slice) -> ast.expr:
        self.generic_visit(node)
        bounds = (node.lower, node.upper, node.step)
        return _call("_advisor_slice", *(bound or ast.Constant(None) for bound in bounds))

    def comprehension(self, node: ast.expr) -> ast.expr:
        assert isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp)
        first = node.generators[0]
        outer = self.visit(first.iter)
        self.scopes.append(set(names.bound([g.target for g in node.generators])))
        first.iter = ast.Constant(None)  # it is evaluated outside, and done already
        self.generic_visit(node)
        self.scopes.pop()
        first.iter = outer
        return node

    visit_ListComp = visit_SetComp = comprehension  # noqa: N815 # ast's own names
    visit_DictComp = visit_GeneratorExp = comprehension  # noqa: N815 # ast's own names
