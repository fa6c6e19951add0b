"""Put probes into the program's source as it is loaded: on functions and runs of statements.

Only the syntax tree in memory changes, and every other line keeps its number. A
function gets an innermost decorator and a first statement that counts its calls; a
run of statements, a loop say, becomes a call of its standalone function. Both reach us
through names in ``builtins``, so that the module's own names stay as they were. For every code
object the unchanged one is kept: that is what a snapshot holds.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, FunctionType, ModuleType
from typing import Any, TypeAlias

_FUTURE = 0
for _feature in __future__.all_feature_names:
    _FUTURE |= getattr(__future__, _feature).compiler_flag

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPILERS = frozenset({"jit", "njit", "vectorize", "guvectorize", "cfunc", "stencil", "compile"})
Key: TypeAlias = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Site:
    """A region as the child needs it; the attributes are those of ``parsing.Region``."""

    path: str
    function: str
    kind: str
    first_line: int
    last_line: int
    name: str
    parameters: tuple[str, ...]
    results: tuple[str, ...]
    source: str
    offset: int
    method_of: str


class Instrumenter:
    """Loads files with probes on their sites.

    Attributes:
        found: the sites that were met in a file that was loaded.
        counters: for each site the counters of its calls, one for each load of its file.
    """

    def __init__(
        self,
        sites: Sequence[Site],
        attach: Callable[[Site, FunctionType], FunctionType],
    ) -> None:
        self._sites = sites
        self._attach = attach
        self._loads = itertools.count()
        self._pristine: dict[Key, CodeType] = {}
        self.paths = frozenset(site.path for site in sites)
        self.found: set[Site] = set()
        self.counters: dict[Site, list[itertools.count[int]]] = {site: [] for site in sites}

    def prepare(self, path: str, source: bytes, names: dict[str, Any]) -> CodeType:
        """The instrumented code of a file that is about to be run in ``names``."""
        pristine = compile(source, path, "exec", dont_inherit=True)
        self._pristine.update(((path, *key), code) for key, code in _codes(pristine))
        tree = ast.parse(source, path)
        prefix = f"__advisor_{next(self._loads)}"
        here = {site: number for number, site in enumerate(self._sites) if site.path == path}
        transformer = _Transformer(prefix, here)
        tree = transformer.visit(tree)
        published: set[Site] = set()
        while met := transformer.done - published:  # an outlined run may hold further ones
            for site in met:
                published.add(site)
                self._publish(transformer, site, names, pristine.co_flags & _FUTURE)
        self.found |= transformer.done
        return compile(tree, path, "exec", dont_inherit=True)

    def pristine(self, code: CodeType) -> CodeType:
        """The code as it would be without probes."""
        key = (code.co_filename, code.co_qualname, code.co_firstlineno)
        return self._pristine.get(key, code)

    def _publish(
        self, transformer: _Transformer, site: Site, names: dict[str, Any], flags: int
    ) -> None:
        prefix = transformer.prefix(site)
        counter = itertools.count()
        self.counters[site].append(counter)
        setattr(builtins, f"{prefix}_count__", counter.__next__)
        if site.kind == "function":
            setattr(builtins, f"{prefix}_probe__", lambda f: self._attach(site, f))
            return
        plain = _compiled(_outlined_function(site), site, flags)
        function = _outlined_function(site)
        transformer.visit_within(function, site)
        _count(function.body, f"{prefix}_count__")
        counted = _compiled(function, site, flags)
        self._pristine[site.path, plain.co_qualname, plain.co_firstlineno] = plain
        watched = self._attach(site, FunctionType(counted, names, site.name))
        setattr(builtins, f"{prefix}_loop__", watched)


class Finder:
    """Finds modules as Python does, and gives those with sites a loader of ours."""

    def __init__(self, instrumenter: Instrumenter) -> None:
        self._instrumenter = instrumenter

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's spec if it has sites, else ``None``."""
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.origin not in self._instrumenter.paths:
            return None
        spec.loader = _Loader(name, spec.origin, self._instrumenter)
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, instrumenter: Instrumenter) -> None:
        super().__init__(name, path)
        self._instrumenter = instrumenter

    def exec_module(self, module: ModuleType) -> None:
        """Run the instrumented code; the cache of compiled files is neither read nor written."""
        path = self.get_filename(module.__name__)
        names = module.__dict__
        exec(self._instrumenter.prepare(path, self.get_data(path), names), names)  # noqa: S102  (loading a module is running it)


class _Transformer(ast.NodeTransformer):
    """Puts the calls of the probes into a tree."""

    def __init__(self, prefix: str, sites: Mapping[Site, int]) -> None:
        self._prefix = prefix
        self._numbers = sites
        # The larger of two runs first: the other will be looked for inside it.
        self._sites = sorted(sites, key=lambda site: site.first_line - site.last_line)
        self._within = ""
        self.done: set[Site] = set()

    def prefix(self, site: Site) -> str:
        """What the names of a site's probes begin with."""
        return f"{self._prefix}_{self._numbers[site]}"

    def visit_within(self, function: ast.FunctionDef, site: Site) -> None:
        """Put in the calls of smaller runs of statements; ``function`` is the site's own."""
        known, self._sites = self._sites, [s for s in self._sites if s != site]
        self._within = f"{site.function}."
        self.generic_visit(function)
        self._sites, self._within = known, ""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._nested(node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Children, after the runs of statements among them have become calls."""
        for _, value in ast.iter_fields(node):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                self._call_outlined(value)
        return super().generic_visit(node)

    def _nested(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> ast.AST:
        outside, self._within = self._within, f"{self._within}{node.name}."
        self.generic_visit(node)
        self._within = outside
        return node

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        name = self._within + node.name
        for site in self._sites:
            if site.kind != "function" or site.function.replace(".<locals>", "") != name:
                continue
            inside = node.lineno <= site.first_line <= (node.end_lineno or node.lineno)
            if inside and not any(map(_compiles, node.decorator_list)):
                self.done.add(site)
                probe = ast.Name(f"{self.prefix(site)}_probe__", ast.Load())
                node.decorator_list.append(_placed(probe, node))
                _count(node.body, f"{self.prefix(site)}_count__")
        return self._nested(node)

    def _call_outlined(self, body: list[ast.stmt]) -> None:
        """Put calls in place of the runs of statements that are sites."""
        for site in self._sites:
            if site.kind == "function" or self._is_met(site):
                continue
            first = [i for i, node in enumerate(body) if node.lineno == site.first_line]
            last = [i for i, node in enumerate(body) if node.end_lineno == site.last_line]
            if first and last and not isinstance(body[first[-1]], _DEFINITIONS):
                self.done.add(site)
                call = _outlined(site, f"{self.prefix(site)}_loop__")
                body[first[-1] : last[-1] + 1] = [_placed(call, body[first[-1]])]

    def _is_met(self, site: Site) -> bool:
        """Whether it, or another one that could not be told from it by name, has its call."""
        return any(site.name == other.name for other in self.done if other.kind != "function")


def _compiles(decorator: ast.expr) -> bool:
    """Does it read the function's code, so that a probe inside would be compiled, too?"""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called).rpartition(".")[2] in _COMPILERS


def _outlined(site: Site, function: str) -> ast.stmt:
    arguments: list[ast.expr] = [ast.Name(name, ast.Load()) for name in site.parameters]
    call = ast.Call(ast.Name(function, ast.Load()), arguments, [])
    if site.kind == "tail":
        return ast.Return(call)
    if not site.results:
        return ast.Expr(call)
    targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in site.results]
    return ast.Assign([ast.Tuple(targets, ast.Store())], call)


def _count(body: list[ast.stmt], counter: str) -> None:
    """Make a call of ``counter`` the first statement after the docstring."""
    first = body[0]
    documented = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    call = ast.Expr(ast.Call(ast.Name(counter, ast.Load()), [], []))
    body.insert(int(documented), _placed(call, first))


def _placed(made: ast.AST, at: ast.stmt) -> Any:
    """The new node on the first line of an old one."""
    for node in ast.walk(made):
        ast.copy_location(node, at)
        if isinstance(node, ast.expr | ast.stmt):
            node.end_lineno, node.end_col_offset = at.lineno, at.col_offset
    return made


def _outlined_function(site: Site) -> ast.FunctionDef:
    """The standalone function of a run of statements, with the lines they have in the file."""
    (function,) = ast.parse(site.source).body
    assert isinstance(function, ast.FunctionDef)
    for node in ast.walk(function):
        if isinstance(node, ast.expr | ast.stmt | ast.arg | ast.excepthandler | ast.keyword):
            node.lineno = max(node.lineno + site.offset, 1)
            node.end_lineno = max((node.end_lineno or 0) + site.offset, 1)
    return function


def _compiled(function: ast.FunctionDef, site: Site, flags: int) -> CodeType:
    tree = ast.Module([function], [])
    module = compile(tree, site.path, "exec", flags, dont_inherit=True)
    return next(code for (name, _), code in _codes(module) if name == site.name)


def _codes(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    yield (code.co_qualname, code.co_firstlineno), code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)
