"""Whether the code itself says that a loop makes only few trips.

A loop over three names written out, over the parts of a path or the digits of a number
repeats nothing worth telling about.
"""

from __future__ import annotations

import ast

from advisor.static import bindings
from advisor.static.module import Module

FEW = 16
"""So many trips are few, when the code itself says the number."""
_WITHIN_NAMES = frozenset({"/", "\\", ".", ":", "@", "=", "-", b"/", b".", b":"})
_FEW_OF_A_CLASS = frozenset({"__bases__", "__mro__", "__slots__", "__args__", "__parameters__"})
_FEW_OF_A_PROGRAM = frozenset({"sys.argv", "sys.path", "sys.meta_path", "sys.path_hooks"})
# What is so called belongs to one call, one command line or one array: nobody has many.
_FEW_BY_NAME = frozenset(
    {"arg", "args", "arguments", "argv", "kwargs", "opt", "opts", "option", "options"}
    | {"param", "params", "parameters", "mro", "suffixes", "extensions", "languages", "locales"}
    | {"axes", "dims", "shape", "shapes"}
)
_OF_SEVERAL = frozenset({"list", "names"})
_ADDERS = frozenset({"append", "insert", "add", "setdefault"})
_FILLERS = _ADDERS | {"extend", "update"}
_DIVIDERS = frozenset({"divmod", "os.path.split", "os.path.dirname", "posixpath.split"})


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
        case ast.Call(
            func=ast.Name(id="range"), args=[ast.Call(func=ast.Name(id="len"), args=[counted])]
        ):
            return is_short(module, counted)
        case ast.Call(func=ast.Name(id="range"), args=args):
            ends = [a.value for a in args if isinstance(a, ast.Constant)]
            whole = [end for end in ends if isinstance(end, int)]
            return len(whole) == len(args) > 0 and max(map(abs, whole)) <= FEW
        case ast.Call(func=ast.Name(id="enumerate" | "reversed" | "sorted"), args=[inner, *_]):
            return is_short(module, inner)
        case ast.Call(func=function, args=[inner, *_]) if module.dotted(function) in {
            "numpy.array",
            "numpy.asarray",
            "collections.deque",
        }:
            return is_short(module, inner)
        case ast.Call(func=ast.Name(id="zip"), args=args):
            return any(is_short(module, argument) for argument in args)
        case ast.Call(func=ast.Attribute(value=owner, attr="items" | "keys" | "values"), args=[]):
            return is_short(module, owner)
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(text)), attr="split")):
            return len(text.split()) <= FEW
        case ast.Call(func=ast.Attribute(attr="split" | "rsplit"), args=[between, *_]):
            return _is_within_a_name(module, between)
        case ast.ListComp(generators=clauses) | ast.SetComp(generators=clauses):
            return all(is_short(module, clause.iter) for clause in clauses)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return is_short(module, left) and is_short(module, right)
        case ast.Subscript(slice=ast.Slice(lower=None, upper=ast.Constant(value=int(end)))):
            return 0 <= end <= FEW
        case ast.Subscript(value=value, slice=ast.Slice()):
            return is_short(module, value)
        case ast.Attribute(attr=attribute):
            known = attribute in _FEW_OF_A_CLASS or module.dotted(iterable) in _FEW_OF_A_PROGRAM
            return known or says_few(attribute)
        case ast.Name(id=name):
            if says_few(name):
                return True
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


def says_few(name: str) -> bool:
    """Is it called after what a call, a command line or an array has few of?"""
    words = name.lower().strip("_").split("_")
    if len(words) > 1 and words[-1] in _OF_SEVERAL:
        words.pop()
    return words[-1] in _FEW_BY_NAME


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
    return module.dotted(between) in {"os.sep", "os.altsep", "os.path.sep", "os.pathsep"}


def is_brief(module: Module, loop: ast.While) -> bool:
    """Does each trip leave a part of a number, or of a path, so that there are few trips?"""
    return module.once(("brief", loop), lambda: _leaves_less(module, loop))


def _leaves_less(module: Module, loop: ast.While) -> bool:
    if isinstance(loop.test, ast.Name) and is_short(module, loop.test):
        return True
    if _stops_soon(module, loop.test):
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


def _stops_soon(module: Module, test: ast.expr) -> bool:
    """Does the loop only go on until there are a few, or as many bytes as a struct has?"""
    match test:
        case ast.Compare(
            left=ast.Call(func=ast.Name(id="len")), ops=[ast.Lt() | ast.LtE()], comparators=[most]
        ):
            return _is_small(module, most)
        case _:
            return False


def _is_small(module: Module, most: ast.expr) -> bool:
    match most:
        case ast.Constant(value=int(value)):
            return value <= FEW
        case ast.Call(func=function):
            return module.dotted(function) in {"struct.calcsize", "struct.Struct"}
        case ast.Attribute(value=owner, attr="size"):
            return _is_small(module, owner)
        case ast.Name():
            values = [binding.value for binding in bindings.reaching(module, most)]
            return bool(values) and all(v is not None and _is_small(module, v) for v in values)
        case _:
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
    for use in bindings.uses(module, home).get(name.id, ()):
        above = module.parent(use)
        # One item more, outside of any loop, makes no long list of a short one.
        method = above.attr if isinstance(above, ast.Attribute) else ""
        if method in _FILLERS and (method not in _ADDERS or _is_in_loop(module, use)):
            return True
    return False


def _is_in_loop(module: Module, node: ast.AST) -> bool:
    """Does a loop that is not short itself stand around it?"""
    return any(
        isinstance(above, ast.While)
        or (isinstance(above, ast.For | ast.AsyncFor) and not is_short(module, above.iter))
        for _, above in module.above(node)
    )
