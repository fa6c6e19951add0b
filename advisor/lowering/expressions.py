"""Expressions: one small function for each kind of node, in Python's order of evaluation."""

from __future__ import annotations

import ast
from collections.abc import Callable

from advisor.kernel.nodes import (
    Assign,
    Constant,
    Expression,
    If,
    IfElse,
    Logical,
    Unary,
    Variable,
)
from advisor.kernel.types import BOOL
from advisor.lowering import builtin, calls, comprehensions
from advisor.lowering.arithmetic import (
    COMPARISONS,
    SYMBOLS,
    binary,
    choose,
    compare,
    constant,
    negative,
    truth,
)
from advisor.lowering.arrays import index_of, layer, rank, subscript
from advisor.lowering.control import branch, refine
from advisor.lowering.creation import copied, extents, from_display, repeated
from advisor.lowering.outside import global_value, library_attribute, outer_value
from advisor.lowering.places import place, sliced
from advisor.lowering.reductions import contains, hidden_key, iterable, test_of
from advisor.lowering.scope import Scope, describe
from advisor.lowering.seeing import first_typed
from advisor.lowering.slicing import is_whole
from advisor.lowering.values import (
    NONE,
    Generator,
    Library,
    Method,
    Mixed,
    NoneValue,
    Number,
    ObjectValue,
    Text,
    TupleValue,
    Value,
    View,
)

_WORDS = {
    ast.Dict: "a dict",
    ast.DictComp: "a dict",
    ast.Set: "a set",
    ast.SetComp: "a set",
    ast.JoinedStr: "an f-string",
    ast.Lambda: "a lambda",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
    ast.Starred: "a starred expression",
}


def evaluate(scope: Scope, node: ast.expr) -> Value:
    """What an expression stands for, its code emitted as far as it needs statements."""
    handler = _HANDLERS.get(type(node))
    if handler is None:
        raise scope.refuse(_WORDS.get(type(node), f"the expression {ast.unparse(node)}"))
    return handler(scope, node)


def _constant(scope: Scope, node: ast.Constant) -> Value:
    value = node.value
    if value is None:
        return NoneValue()
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        raise scope.refuse("an integer beyond 64 bits")
    if isinstance(value, bool | int | float | complex):
        return constant(value)
    raise scope.refuse(f"the literal {value!r}")


def _name(scope: Scope, node: ast.Name) -> Value:
    key = scope.frame.locals.get(node.id)
    return global_value(scope, node.id) if key is None else scope.read(key, node.id)


def _attribute(scope: Scope, node: ast.Attribute) -> Value:
    owner = scope.evaluate(node.value)
    if isinstance(owner, Library):
        return library_attribute(scope, owner, node.attr, node)
    if isinstance(owner, ObjectValue):
        return _of_object(scope, owner, node.attr)
    if isinstance(owner, View):
        return _of_array(scope, owner, node.attr)
    return builtin.attribute(scope, owner, node.attr) or Method(owner, node.attr)


def _of_object(scope: Scope, owner: ObjectValue, name: str) -> Value:
    path = f"{owner.name}.{name}"
    key = scope.attributes.get(path)
    if key is not None:
        return scope.read(key, path)
    seens = scope.unit.names.get(path)
    if not seens:
        raise scope.refuse(f"the attribute {path}, which was not seen in a call,")
    return outer_value(scope, path, first_typed(seens))


def _of_array(scope: Scope, owner: View, name: str) -> Value:
    if layer(scope, owner) == "ndarray":
        shape = extents(scope, owner)
        if name == "shape":
            return TupleValue(tuple(shape))
        if name == "ndim":
            return constant(rank(scope, owner))
        if name == "size":
            total: Value = shape[0]
            for extent in shape[1:]:
                total = binary(scope, "*", total, extent)
            return total
    return Method(owner, name)


# ------------------------------------------------------------------ operators


def _unary(scope: Scope, node: ast.UnaryOp) -> Value:
    if isinstance(node.op, ast.Not):
        test = test_of(scope, node.operand)
        if isinstance(test, Constant):
            return constant(not test.value)
        return Number(Unary("not", test, BOOL), BOOL)
    operator = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)]
    return negative(scope, operator, scope.evaluate(node.operand))


def _binary(scope: Scope, node: ast.BinOp) -> Value:
    operator = SYMBOLS.get(type(node.op))
    if operator is None:
        raise scope.refuse("the operator @")
    if isinstance(node.op, ast.Mult):
        repetition = _repetition(scope, node)
        if repetition is not None:
            return repetition
    left, right = scope.evaluate_all([node.left, node.right])
    for side in (left, right):
        if not isinstance(side, Number | Mixed):
            raise scope.refuse(f"the operator {operator} on {describe(side)}")
    return binary(scope, operator, left, right)


def _repetition(scope: Scope, node: ast.BinOp) -> Value | None:
    for display, number in ((node.left, node.right), (node.right, node.left)):
        if isinstance(display, ast.List):
            if len(display.elts) != 1:
                raise scope.refuse("a repeated list of several items")
            target, scope.target = scope.target, ""
            value, count = scope.evaluate_all([display.elts[0], number])
            scope.target = target
            return repeated(scope, value, index_of(scope, count), node)
    return None


def _compare(scope: Scope, node: ast.Compare) -> Value:
    """A chain; each middle operand is evaluated once.

    Before: ``a < f(x) <= b``.
    After: ``t = f(x)``; ``a < t and t <= b``.
    """
    testing = scope.testing is node
    scope.testing = None
    if len(node.ops) == 1:
        return _compare_two(scope, node.ops[0], node.left, node.comparators[0], testing=testing)
    left = scope.freeze(scope.evaluate(node.left), "left", (id(node), 0))

    def rest(position: int, left: Value) -> Expression:
        right = scope.evaluate(node.comparators[position])
        right = scope.freeze(right, "middle", (id(node), position + 1))
        operator = COMPARISONS.get(type(node.ops[position]))
        if operator is None:
            raise scope.refuse("a chain with in or is")
        outcome = compare(scope, operator, left, right, testing=testing)
        if outcome.type.dtype and not testing:
            raise scope.refuse("a chained comparison of NumPy numbers as a value")
        test = truth(scope, outcome)
        if position + 1 == len(node.ops):
            return test
        return lazily(
            scope, test, lambda: rest(position + 1, right), (id(node), position), shortcut="and"
        )

    return Number(rest(0, left), BOOL)


def _compare_two(
    scope: Scope, operator: ast.cmpop, left: ast.expr, right: ast.expr, *, testing: bool
) -> Number:
    if isinstance(operator, ast.Is | ast.IsNot):
        return _identity(scope, left, right, negated=isinstance(operator, ast.IsNot))
    if isinstance(operator, ast.In | ast.NotIn):
        item = scope.evaluate(left)
        found = contains(scope, item, iterable(scope, right), right)
        if isinstance(operator, ast.In):
            return found
        return Number(Unary("not", found.expression, BOOL), BOOL)
    first, second = scope.evaluate_all([left, right])
    symbol = COMPARISONS[type(operator)]
    return compare(scope, symbol, first, second, testing=testing)


def _identity(scope: Scope, left: ast.expr, right: ast.expr, *, negated: bool) -> Number:
    if not isinstance(right, ast.Constant) or right.value is not None:
        raise scope.refuse("is with anything but None")
    value = scope.evaluate(left)
    if isinstance(value, Mixed) and NONE in value.members:
        test = scope.is_member(value, NONE)
        return Number(Unary("not", test, BOOL) if negated else test, BOOL)
    return constant(isinstance(value, NoneValue) != negated)


def lazily(
    scope: Scope,
    test: Expression,
    other: Callable[[], Expression],
    key: tuple[object, ...],
    *,
    shortcut: str,
) -> Expression:
    """``test and other()`` or ``test or other()``; the second only where Python evaluates it.

    Before: ``a and b`` where b needs statements.
    After: ``t = a``; ``if t:`` those statements; ``t = b``.
    """
    wanted = shortcut == "and"
    if isinstance(test, Constant):
        return other() if bool(test.value) == wanted else test
    before = scope.state
    with scope.block() as statements:
        second = other()
    scope.merge(before, scope.state)
    if not statements:
        return Logical("and" if wanted else "or", test, second, BOOL)
    name = scope.facts.name((scope.frame.path, key, "lazy"), "decided")
    scope.assign(name, Number(test, BOOL))
    decided = Variable(name, BOOL)
    further = (*statements, Assign(name, second, scope.line))
    condition: Expression = decided if wanted else Unary("not", decided, BOOL)
    scope.emit(If(condition, further, (), scope.line))
    return decided


def _logical(scope: Scope, node: ast.BoolOp) -> Value:
    """``a and b and c``: as a test when all are bools, else one of the values themselves."""
    wanted = isinstance(node.op, ast.And)
    if scope.testing is node:
        scope.testing = None
        return Number(_test_chain(scope, node, 0, wanted=wanted), BOOL)
    return _value_chain(scope, node, 0, wanted=wanted)


def _test_chain(scope: Scope, node: ast.BoolOp, position: int, *, wanted: bool) -> Expression:
    test = test_of(scope, node.values[position])
    if position + 1 == len(node.values):
        return test

    def rest() -> Expression:
        refine(scope, node.values[position], holds=wanted)
        return _test_chain(scope, node, position + 1, wanted=wanted)

    shortcut = "and" if wanted else "or"
    return lazily(scope, test, rest, (id(node), position), shortcut=shortcut)


def _value_chain(scope: Scope, node: ast.BoolOp, position: int, *, wanted: bool) -> Value:
    value = scope.evaluate(node.values[position])
    if position + 1 == len(node.values):
        return value
    value = scope.freeze(value, "first", (id(node), position))
    test = truth(scope, value)
    key = hidden_key(scope, node.values[position], "chosen")
    scope.assign(key, value)

    def rest() -> None:
        refine(scope, node.values[position], holds=wanted)
        scope.assign(key, _value_chain(scope, node, position + 1, wanted=wanted))

    branch(scope, test if wanted else Unary("not", test, BOOL), rest)
    return scope.read(key, "and" if wanted else "or")


def _conditional(scope: Scope, node: ast.IfExp) -> Value:
    """``a if c else b``; only the chosen one is evaluated."""
    test = test_of(scope, node.test)
    if isinstance(test, Constant):
        return scope.evaluate(node.body if test.value else node.orelse)
    before = scope.state
    with scope.block() as first:
        refine(scope, node.test, holds=True)
        then = scope.evaluate(node.body)
    scope.state = before
    with scope.block() as second:
        refine(scope, node.test, holds=False)
        other = scope.evaluate(node.orelse)
    scope.state = before
    if not first and not second and isinstance(then, Number) and isinstance(other, Number):
        if then.type == other.type:
            small = then.small and other.small
            return Number(
                IfElse(test, then.expression, other.expression, then.type), then.type, small
            )
    if not first and not second and isinstance(then, Number | NoneValue | View | Text):
        with scope.block() as extra:
            chosen = choose(scope, test, then, other)
        if not extra:
            return chosen
    return _conditional_statement(scope, node, test)


def _conditional_statement(scope: Scope, node: ast.IfExp, test: Expression) -> Value:
    key = hidden_key(scope, node, "chosen")

    def side(value: ast.expr, *, holds: bool) -> Callable[[], None]:
        def action() -> None:
            refine(scope, node.test, holds=holds)
            scope.assign(key, scope.evaluate(value))

        return action

    branch(scope, test, side(node.body, holds=True), side(node.orelse, holds=False))
    return scope.read(key, "a conditional expression")


def _walrus(scope: Scope, node: ast.NamedExpr) -> Value:
    value = scope.evaluate(node.value)
    key = scope.frame.locals.get(node.target.id)
    if key is None:
        raise scope.refuse("a walrus to a global")
    scope.assign(key, value)
    return scope.read(key, node.target.id)


# ------------------------------------------------------------ displays, items


def _tuple(scope: Scope, node: ast.Tuple) -> Value:
    target, scope.target = scope.target, ""
    items = TupleValue(tuple(scope.evaluate_all(node.elts)))
    scope.target = target
    return items


def _list(scope: Scope, node: ast.List) -> Value:
    target, scope.target = scope.target, ""
    items = [_display_item(scope, item) for item in node.elts]
    scope.target = target
    return from_display(scope, TupleValue(tuple(items)), node)


def _display_item(scope: Scope, node: ast.expr) -> Value:
    if isinstance(node, ast.List | ast.Tuple):
        return TupleValue(tuple(scope.evaluate_all(node.elts)))
    return scope.evaluate(node)


def _subscript(scope: Scope, node: ast.Subscript) -> Value:
    if isinstance(node.slice, ast.Slice):
        return _slice(scope, node, node.slice)
    owner, indices = place(scope, node)
    if not indices or not isinstance(owner, View):
        return owner
    return subscript(scope, owner, indices, node)


def _slice(scope: Scope, node: ast.Subscript, bounds: ast.Slice) -> Value:
    if is_whole(bounds):
        owner = scope.evaluate(node.value)
        if isinstance(owner, View) and layer(scope, owner) == "list":
            return copied(scope, owner, node, ("list",) * rank(scope, owner))
        return owner
    return sliced(scope, node)


def _generator(scope: Scope, node: ast.GeneratorExp) -> Value:
    return Generator(node, scope.frame)


def _list_comprehension(scope: Scope, node: ast.ListComp) -> Value:
    return comprehensions.materialised(scope, Generator(node, scope.frame), node)


def _call(scope: Scope, node: ast.Call) -> Value:
    return calls.call(scope, node)


_HANDLERS: dict[type[ast.expr], Callable[[Scope, ast.expr], Value]] = {  # type: ignore[assignment] # each takes its own node type
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.Compare: _compare,
    ast.BoolOp: _logical,
    ast.IfExp: _conditional,
    ast.NamedExpr: _walrus,
    ast.Tuple: _tuple,
    ast.List: _list,
    ast.Subscript: _subscript,
    ast.GeneratorExp: _generator,
    ast.ListComp: _list_comprehension,
    ast.Call: _call,
}
