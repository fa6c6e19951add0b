"""Sums, products and shifts under a mask of at most 64 bits.

What the mask leaves depends on no higher bit of what goes in, so all of it is worked out
modulo 2**64, as machines do, and nothing can be too large on the way.

Before: ``x = (x * A + C) & 0xFFFFFFFFFFFFFFFF`` or ``x = (x * A + C) % 2**64``.
After: ``x = word.add(word.multiply(x, A), C)``.
"""

from __future__ import annotations

import ast
import operator as operators
from collections.abc import Callable, Iterator, Mapping

from advisor.kernel.nodes import Cast, Compare, Constant, Expression, Intrinsic
from advisor.kernel.types import BOOL, FLOAT, INT, WORD
from advisor.lowering.arithmetic import SYMBOLS, binary, negative
from advisor.lowering.broadcasting import array_binary, negated
from advisor.lowering.literals import constant
from advisor.lowering.naming import evaluate_all
from advisor.lowering.parts import is_array
from advisor.lowering.scope import Scope
from advisor.lowering.values import Number, Scalars, Value
from advisor.lowering.words import as_word, bits

_SIZE, _HALF, _BITS, _EXACT = 1 << 64, 1 << 63, 64, 1 << 53
_WORDS = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.LShift: "left",
    ast.BitAnd: "and",
    ast.BitOr: "or",
    ast.BitXor: "xor",
}
_FOLDED: dict[type[ast.operator], Callable[[int, int], int]] = {
    ast.Add: operators.add,
    ast.Sub: operators.sub,
    ast.Mult: operators.mul,
    ast.Pow: operators.pow,
    ast.LShift: operators.lshift,
}

# -------------------------------------------------------------------- literals


def literal(node: ast.expr) -> int | None:
    """The int that an expression of literals stands for, such as ``2**64 - 1``."""
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) is int else None
    if not isinstance(node, ast.BinOp) or type(node.op) not in _FOLDED:
        return None
    left, right = literal(node.left), literal(node.right)
    if left is None or right is None or max(abs(left), abs(right)) > _SIZE:
        return None
    if isinstance(node.op, ast.Pow | ast.LShift) and not 0 <= right <= _BITS:
        return None
    return _FOLDED[type(node.op)](left, right)


def large_literal(node: ast.expr) -> Number | None:
    """A literal from 2**63 to 2**64 - 1."""
    value = literal(node)
    if value is None or not _HALF <= value < _SIZE:
        return None
    return Number(Constant(value, WORD), WORD)


def power_of_two(node: ast.expr) -> Number | None:
    """A literal power of two from 2**63 on, as a double: dividing by it loses no bit."""
    value = literal(node)
    if value is None or value < _HALF or value & (value - 1) or value.bit_length() > _BITS + 1:
        return None
    return Number(Constant(float(value), FLOAT), FLOAT)


# ---------------------------------------------------------------------- masked


def masked(scope: Scope, node: ast.BinOp) -> Value | None:
    """``… & mask`` or ``… % 2**k`` of what may need more than 64 bits on the way."""
    sides = _sides(scope, node)
    if sides is None:
        return None
    grown, mask = sides
    size = literal(mask)
    leaves = [*_leaves(grown), mask] if size is None else [*_leaves(grown)]
    if mask is node.left:
        leaves = [mask, *leaves[:-1]] if size is None else leaves
    known = [leaf for leaf in leaves if _bits_of_literal(leaf) is None]
    values = dict(zip(map(id, known), evaluate_all(scope, known, scope.operand), strict=True))
    if not all(isinstance(v, Number) and v.type in (INT, BOOL, WORD) for v in values.values()):
        return _plainly(scope, node, values)
    wrapped = _wrapped(scope, grown, values)
    limit: Expression
    if size is None:
        given = values[id(mask)]
        assert isinstance(given, Number)
        limit, few = as_word(scope, given), given.type != WORD
    else:
        size -= isinstance(node.op, ast.Mod)
        limit, few = Constant(size, WORD), size < _HALF
    if size != _SIZE - 1:
        wrapped = Intrinsic("word.and", (wrapped, limit), WORD)
    if not few:
        return Number(wrapped, WORD)
    return Number(Cast(wrapped, INT), INT, small=size is not None and size <= _EXACT)


def _sides(scope: Scope, node: ast.BinOp) -> tuple[ast.expr, ast.expr] | None:
    """What grows and its mask (or power of two), if this is such an operation."""
    if isinstance(node.op, ast.Mod):
        size = literal(node.right)
        power = size is not None and 0 < size <= _SIZE and not size & (size - 1)
        return (node.left, node.right) if power and _grows(node.left, size) else None
    if isinstance(node.op, ast.BitAnd):
        for grown, mask in ((node.left, node.right), (node.right, node.left)):
            if _is_mask(scope, mask) and _grows(grown, literal(mask)):
                return grown, mask
    return None


def _grows(node: ast.expr, mask: int | None) -> bool:
    """Whether there is a product, or a shift to the left, in what a mask lies on.

    Under a mask of 64 bits, or one by a name, a sum is enough.
    """
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert):
        return _grows(node.operand, mask)
    if literal(node) is not None:
        return _bits_of_literal(node) is not None
    if not isinstance(node, ast.BinOp) or type(node.op) not in _WORDS:
        return False
    wide = mask is None or mask >= _HALF
    large = ast.Mult | ast.LShift | ast.Add | ast.Sub if wide else ast.Mult | ast.LShift
    return isinstance(node.op, large) or _grows(node.left, mask) or _grows(node.right, mask)


def _is_mask(scope: Scope, node: ast.expr) -> bool:
    """Whether it is a literal from 0 to 2**64 - 1, or a name for such a number."""
    value = literal(node)
    if value is not None:
        return 0 <= value < _SIZE
    if not isinstance(node, ast.Name):
        return False
    key = scope.frame.locals.get(node.id)
    if key is not None:
        return (scope.state or {}).get(key) == Scalars(frozenset({WORD}))
    seens = scope.unit.names.get(node.id, ())
    value = seens[0].value if seens and seens[0].kind == "int" else None  # type: ignore[assignment] # an int
    return isinstance(value, int) and value >= 0


def _leaves(node: ast.expr) -> Iterator[ast.expr]:
    """What is combined, from left to right; the count of a shift is one."""
    if literal(node) is not None:
        yield node
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert):
        yield from _leaves(node.operand)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.LShift):
        yield from _leaves(node.left)
        yield node.right
    elif isinstance(node, ast.BinOp) and type(node.op) in _WORDS:
        yield from _leaves(node.left)
        yield from _leaves(node.right)
    else:
        yield node


def _bits_of_literal(node: ast.expr) -> Constant | None:
    """A literal that no int of 63 bits and a sign holds, modulo 2**64."""
    value = literal(node)
    return None if value is None or -_HALF <= value < _HALF else Constant(value % _SIZE, WORD)


def _wrapped(scope: Scope, node: ast.expr, values: Mapping[int, Value]) -> Expression:
    """The expression modulo 2**64."""
    number = values.get(id(node))
    if isinstance(number, Number):
        return bits(number)
    large = _bits_of_literal(node)
    if large is not None:
        return large
    if isinstance(node, ast.UnaryOp):
        name = "subtract" if isinstance(node.op, ast.USub) else "xor"
        base = Constant(0 if name == "subtract" else _SIZE - 1, WORD)
        return Intrinsic(f"word.{name}", (base, _wrapped(scope, node.operand, values)), WORD)
    assert isinstance(node, ast.BinOp)
    left = _wrapped(scope, node.left, values)
    if isinstance(node.op, ast.LShift):
        right = _count(scope, values[id(node.right)])
    else:
        right = _wrapped(scope, node.right, values)
    return Intrinsic(f"word.{_WORDS[type(node.op)]}", (left, right), WORD)


def _count(scope: Scope, value: Value) -> Expression:
    """The count of a shift; leaves where it is negative, or pushes all bits out."""
    assert isinstance(value, Number)
    count = as_word(scope, value)
    if isinstance(count, Constant):
        if count.value.real >= _BITS:
            raise scope.refuse("a shift by 64 bits or more under a mask")
        return count
    beyond = Compare(">=", count, Constant(_BITS, WORD), BOOL)
    scope.leave_if(beyond, "a shift by 64 bits or more under a mask")
    return count


def _plainly(scope: Scope, node: ast.expr, values: Mapping[int, Value]) -> Value:
    """The expression of other things than ints, as it is written."""
    if id(node) in values:
        return values[id(node)]
    value = literal(node)
    if value is not None:
        if not -_HALF <= value < _HALF:
            raise scope.refuse("an integer beyond 64 bits")
        return constant(value)
    if isinstance(node, ast.UnaryOp):
        operator = "-" if isinstance(node.op, ast.USub) else "~"
        operand = _plainly(scope, node.operand, values)
        if is_array(scope, operand):
            return negated(scope, operator, operand)
        return negative(scope, operator, operand)
    assert isinstance(node, ast.BinOp)
    left, right = (_plainly(scope, side, values) for side in (node.left, node.right))
    if is_array(scope, left) or is_array(scope, right):
        return array_binary(scope, SYMBOLS[type(node.op)], left, right)
    return binary(scope, SYMBOLS[type(node.op)], left, right)
