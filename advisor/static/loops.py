"""Which loops repeat a place, and whether a value stays the same on their trips.

A loop over three names written out, or one that is left on its first trip, repeats
nothing worth telling about and does not count.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeAlias

from advisor.static import bindings, kinds
from advisor.static.known import READERS, is_pure
from advisor.static.module import COMPREHENSIONS, Module

Loop: TypeAlias = ast.For | ast.AsyncFor | ast.While | ast.comprehension | ast.Lambda

FEW = 16
"""So many trips are few, when the code itself says the number."""
_WITHIN_NAMES = frozenset({"/", "\\", ".", ":", "@", "=", "-", b"/", b".", b":"})
_FEW_OF_A_CLASS = frozenset({"__bases__", "__mro__", "__slots__", "__args__", "__parameters__"})
_ADDERS = frozenset({"append", "insert", "add", "setdefault"})
_FILLERS = _ADDERS | {"extend", "update"}
_DIVIDERS = frozenset({"divmod", "os.path.split", "os.path.dirname", "posixpath.split"})
_FOR_EACH = frozenset({"map", "filter", "sorted", "min", "max", "list.sort"})
_MUTABLE_VALUES = (ast.Tuple, ast.List, ast.Dict, ast.Set, ast.Assign, ast.AnnAssign, ast.keyword)


def around(module: Module, node: ast.AST) -> tuple[Loop, ...]:
    """The loops that repeat ``node``, innermost first, up to the function's border.

    A lambda that is called for each item of something counts as a loop.
    """
    return module.once(("loops", node), lambda: tuple(_around(module, node)))


def _around(module: Module, node: ast.AST) -> Iterator[Loop]:
    for child, parent in module.above(node):
        match parent:
            case ast.For() | ast.AsyncFor():
                inside = child in parent.body and not is_short(module, parent.iter)
                if inside and not _leaves(module, node, parent):
                    yield parent
            case ast.While():
                inside = child in parent.body and not _leaves(module, node, parent)
                if (inside or child is parent.test) and not _is_brief(module, parent):
                    yield parent
            case ast.comprehension():
                if child is not parent.iter and not is_short(module, parent.iter):
                    yield parent
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                yield from _generators(module, parent, child)
            case ast.Lambda():
                if _called_for_each(module, parent):
                    yield parent
                else:
                    return
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                return
            case _:
                pass


def _generators(module: Module, node: ast.AST, child: ast.AST) -> Iterator[ast.comprehension]:
    assert isinstance(node, COMPREHENSIONS)
    earlier = node.generators
    if isinstance(child, ast.comprehension):
        earlier = earlier[: earlier.index(child)]
    yield from (each for each in reversed(earlier) if not is_short(module, each.iter))


def is_short(module: Module, iterable: ast.AST) -> bool:
    """Does the code itself say that a loop over ``iterable`` makes only few trips?"""
    return module.settled(("short", iterable), lambda: _is_short(module, iterable), otherwise=False)


def _is_short(module: Module, iterable: ast.AST) -> bool:
    match iterable:
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            return len(elements) <= FEW and not any(isinstance(e, ast.Starred) for e in elements)
        case ast.Dict(keys=keys):
            return len(keys) <= FEW
        case ast.Constant(value=str(text)):
            return len(text) <= FEW
        case ast.Call(func=ast.Name(id="range"), args=args):
            ends = [a.value for a in args if isinstance(a, ast.Constant)]
            whole = [end for end in ends if isinstance(end, int)]
            return len(whole) == len(args) > 0 and max(map(abs, whole)) <= FEW
        case ast.Call(func=ast.Name(id="enumerate" | "reversed" | "sorted"), args=[inner, *_]):
            return is_short(module, inner)
        case ast.Call(func=ast.Name(id="zip"), args=args):
            return any(is_short(module, argument) for argument in args)
        case ast.Call(func=ast.Attribute(value=owner, attr="items" | "keys" | "values"), args=[]):
            return is_short(module, owner)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split")):
            return len(text.split()) <= FEW
        case ast.Call(func=ast.Attribute(attr="split" | "rsplit"), args=[between, *_]):
            return _is_within_a_name(module, between)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_short(module, left) and is_short(module, right)
        case ast.Subscript(value=value, slice=ast.Slice()):
            return is_short(module, value)
        case ast.Attribute(attr=attribute):
            return attribute in _FEW_OF_A_CLASS or module.dotted(iterable) == "sys.argv"
        case ast.Name():
            found = bindings.reaching(module, iterable)
            if any(_is_spread(module, binding.node) for binding in found):
                return True
            if any(_is_of_command_line(module, binding.node) for binding in found):
                return True
            values = [binding.value for binding in found]
            return bool(values) and all(
                binding.how == "value" and value is not None and _is_fixed(module, iterable, value)
                for binding, value in zip(found, values, strict=True)
            )
        case _:
            return False


def _is_spread(module: Module, node: ast.AST) -> bool:
    """Is it the parameter that takes what a call has left over, which is written out there?"""
    arguments = module.parent(node)
    return isinstance(arguments, ast.arguments) and node in {arguments.vararg, arguments.kwarg}


def _is_of_command_line(module: Module, node: ast.AST) -> bool:
    """Is it what ``getopt`` makes of the words of a command line?"""
    for _, above in module.above(node):
        match above:
            case ast.Assign(value=ast.Call(func=function)):
                return module.dotted(function) in {"getopt.getopt", "getopt.gnu_getopt"}
            case ast.stmt():
                return False
            case _:
                pass
    return False


def _is_within_a_name(module: Module, between: ast.expr) -> bool:
    """Is it what stands between the parts of a path, a version, a dotted name?"""
    if isinstance(between, ast.Constant):
        return between.value in _WITHIN_NAMES
    return module.dotted(between) in {"os.sep", "os.altsep", "os.path.sep"}


def _is_brief(module: Module, loop: ast.While) -> bool:
    """Does each trip leave a part of a number, or of a path, so that there are few trips?"""
    return module.once(("brief", loop), lambda: _leaves_less(module, loop))


def _leaves_less(module: Module, loop: ast.While) -> bool:
    if isinstance(loop.test, ast.Name) and is_short(module, loop.test):
        return True
    tested = {n.id for n in ast.walk(loop.test) if isinstance(n, ast.Name)}
    for node in module.within(loop):
        match node:
            case ast.AugAssign(target=ast.Name(id=name), op=ast.FloorDiv() | ast.RShift()):
                if name in tested:
                    return True
            case ast.Assign(value=value) if _divides(module, value):
                if tested & bindings.names_bound(module, node):
                    return True
            case _:
                pass
    return False


def _divides(module: Module, value: ast.expr) -> bool:
    match value:
        case ast.Call(func=function):
            return module.dotted(function) in _DIVIDERS
        case ast.BinOp(op=ast.FloorDiv() | ast.RShift()):
            return True
        case ast.Tuple(elts=elements):
            return any(_divides(module, element) for element in elements)
        case _:
            return False


def _is_fixed(module: Module, name: ast.Name, value: ast.expr) -> bool:
    """Is ``value`` short, written out, and never made longer?"""
    if not is_short(module, value):
        return False
    if isinstance(value, ast.Tuple | ast.Constant | ast.Subscript | ast.Attribute):
        return True
    return not _is_filled(module, name)


def _is_filled(module: Module, name: ast.Name) -> bool:
    """Does anything put more into what ``name`` holds?"""
    home, known = bindings.of(module, name.id, name)
    if any(binding.how == "augmented" for binding in known):
        return True
    for use in _uses(module, home).get(name.id, ()):
        above = module.parent(use)
        # One item more, outside of any loop, makes no long list of a short one.
        method = above.attr if isinstance(above, ast.Attribute) else ""
        if method in _FILLERS and (method not in _ADDERS or around(module, use)):
            return True
    return False


def _leaves(module: Module, node: ast.AST, loop: ast.AST) -> bool:
    """Is the loop always left on the trip that reaches ``node``?"""
    for child, parent in module.above(node):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and child in block and _jumps(block):
                return True
        if parent is loop:
            return False
    return False


def _jumps(block: list[ast.stmt]) -> bool:
    """Does the block always end by leaving the loop it stands in?"""
    leaving = isinstance(block[-1], ast.Return | ast.Raise | ast.Break)
    return leaving and not any(isinstance(n, ast.Continue) for s in block for n in ast.walk(s))


def _called_for_each(module: Module, node: ast.Lambda) -> bool:
    parent = module.parent(node)
    if isinstance(parent, ast.keyword) and parent.arg == "key":
        return True
    if isinstance(parent, ast.Call) and node in parent.args:
        name = module.dotted(parent.func)
        attribute = parent.func.attr if isinstance(parent.func, ast.Attribute) else ""
        return name in _FOR_EACH or attribute in {"apply", "map", "applymap", "transform"}
    return False


def steady(module: Module, node: ast.expr, loop: Loop) -> bool:
    """Has the expression the same value on every trip round ``loop``, as far as can be told?"""
    return module.once(("steady", node, loop), lambda: _steady(module, node, loop))


def _steady(module: Module, node: ast.expr, loop: Loop) -> bool:
    top = scene(module, loop)
    own = bindings.names_bound(module, node)
    for part in module.within(node):
        match part:
            case ast.Name(id=name, ctx=ast.Load()) if name not in own:
                if name in bindings.names_bound(module, top) or is_changed(module, name, top):
                    return False
                if _global_elsewhere(module, part, top):
                    return False
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if not _is_function(
                module, part
            ):
                if not module.dotted(part) and _attribute_changed(module, name, attribute, top):
                    return False
            case ast.Call(func=function):
                if not _is_reading(module, function):
                    return False
            case ast.Yield() | ast.YieldFrom() | ast.Await() | ast.NamedExpr():
                return False
            case _:
                pass
    return True


def scene(module: Module, loop: Loop) -> ast.AST:
    """All that runs on the loop's trips: for a clause, its whole comprehension."""
    if isinstance(loop, ast.comprehension):
        parent = module.parent(loop)
        assert parent is not None
        return parent
    return loop


def _is_function(module: Module, node: ast.AST) -> bool:
    parent = module.parent(node)
    return isinstance(parent, ast.Call) and parent.func is node


def _is_reading(module: Module, function: ast.expr) -> bool:
    name = module.dotted(function)
    if name:
        return is_pure(name)
    return isinstance(function, ast.Attribute) and function.attr in READERS


def changes(module: Module, name: str, loop: Loop) -> bool:
    """May anything on the loop's trips bind ``name`` anew or change what it holds?"""
    top = scene(module, loop)
    return name in bindings.names_bound(module, top) or is_changed(module, name, top)


def is_changed(module: Module, name: str, top: ast.AST) -> bool:
    """May anything below ``top`` change the object that ``name`` holds?"""
    return module.once(
        ("changed", name, top),
        lambda: any(_is_changing(module, use) for use in _uses(module, top).get(name, ())),
    )


def _uses(module: Module, top: ast.AST) -> dict[str, list[ast.Name]]:
    def collected() -> dict[str, list[ast.Name]]:
        found: dict[str, list[ast.Name]] = {}
        for node in module.within(top):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.setdefault(node.id, []).append(node)
        return found

    return module.once(("uses", top), collected)


def _is_changing(module: Module, use: ast.Name) -> bool:
    """May this use of a name change what the name holds?"""
    node: ast.AST = use
    for child, parent in module.above(use):
        match parent:
            case ast.Subscript(value=value) | ast.Attribute(value=value) if value is child:
                if not isinstance(parent.ctx, ast.Load):
                    return True
                if isinstance(parent, ast.Attribute) and _is_function(module, parent):
                    return parent.attr not in READERS and not module.dotted(parent)
                node = parent
                continue
            case ast.Call(func=function) if child is not function:
                if node is not use:
                    return False  # an item is handed over, not the collection
                known = is_pure(module.dotted(function)) or _reads_argument(function)
                return not known and kinds.of(module, child) not in kinds.IMMUTABLE
            case ast.AugAssign(target=target) if target is child:
                return True
            case ast.Starred():
                node = parent
                continue
            case _:
                break
    aliased = isinstance(module.parent(node), _MUTABLE_VALUES) and node is use
    return aliased and kinds.of(module, use) not in kinds.IMMUTABLE


def _reads_argument(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and (
        function.attr in READERS or function.attr in {"extend", "update", "write", "add"}
    )


def _attribute_changed(module: Module, name: str, attribute: str, top: ast.AST) -> bool:
    """May anything below ``top`` change ``name.attribute``? A method of the owner may."""
    for node in module.within(top):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=attr) if owner == name:
                if attr == attribute and _changes_attribute(module, node):
                    return True
                if _is_function(module, node) and attr not in READERS:
                    return True
            case ast.Call(args=args) if any(
                isinstance(a, ast.Name) and a.id == name for a in args
            ) and not is_pure(module.dotted(node.func)):
                return True
            case _:
                pass
    return False


def _changes_attribute(module: Module, node: ast.Attribute) -> bool:
    if not isinstance(node.ctx, ast.Load):
        return True
    parent = module.parent(node)
    match parent:
        case ast.Subscript(ctx=ctx):
            return not isinstance(ctx, ast.Load)
        case ast.Attribute(attr=method) if _is_function(module, parent):
            return method not in READERS
        case ast.Call(func=function) if function is not node:
            return not is_pure(module.dotted(function))
        case _:
            return False


def _global_elsewhere(module: Module, use: ast.Name, top: ast.AST) -> bool:
    """Does a function that the loop may call bind this global anew, or change it?"""
    home, known = bindings.of(module, use.id, use)
    if not isinstance(home, ast.Module) or not any(
        not is_pure(module.dotted(n.func)) for n in module.within(top) if isinstance(n, ast.Call)
    ):
        return False
    if any(module.function(binding.node) is not None for binding in known):
        return True
    if kinds.of(module, use) in kinds.IMMUTABLE:
        return False
    return any(is_changed(module, use.id, function) for function in module.functions)
