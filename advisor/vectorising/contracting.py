"""Write sums of products as matrix products, or as ``einsum`` where they are none.

Each factor is written along its own axes only: ``a[i, k]`` as ``a[:n, :m]``, whatever the
axes around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.backend import UnsuitableError
from advisor.kernel import nodes
from advisor.kernel.affine import reads
from advisor.kernel.nodes import Expression
from advisor.kernel.types import FLOAT, Scalar
from advisor.vectorising.expressions import Expressions
from advisor.vectorising.products import Product
from advisor.vectorising.scope import MOST_ELEMENTS, TIMES, Scope, Span, convert

_LETTERS = "ijklmnopqr"
_MATRIX = 2  # axes
_TWO = 2  # factors

Factor = tuple[tuple[int, ...], Expression]
"""What is multiplied, after the ranks of the axes it differs along."""
Named = tuple[tuple[int, ...], str]
"""A variable that holds it, after the ranks of its axes as they lie."""


@dataclass(frozen=True, slots=True)
class Contracting:
    """Writes sums of products in the scope at hand."""

    expressions: Expressions

    @property
    def scope(self) -> Scope:
        """What is known around."""
        return self.expressions.scope

    def write(self, product: Product) -> None:
        """Add the products up, along the axes of the whole nest, in an order of the library's.

        Raises:
            UnsuitableError: the sums do not lie in a slice of an array.
        """
        scope = self.scope
        scope.rounding = True
        summed = tuple(span.rank for span in scope.spans if span.variable in product.summed)
        kept = [span for span in scope.spans if span.rank not in summed]
        factors = _folded([(self.ranks(factor), factor) for factor in product.factors])
        scale = [factor for ranks, factor in factors if not ranks]
        numbers = [self.expressions.text(number).within(TIMES) for number in scale]
        arrays = [self.named(n, *one) for n, one in enumerate(f for f in factors if f[0])]
        found = sorted({rank for ranks, _ in arrays for rank in ranks} - {*summed})
        code = " * ".join([*numbers, _contracted(arrays, summed, found)])
        count = " * ".join(scope.count(scope.spans[rank - 1]) for rank in summed)
        lift = _lift(kept, found)
        with scope.only(kept):
            target = self.target(product.target)
            given = [target, count, *(name for _, name in arrays), *numbers]
            scope.leave_unless(f"tame({', '.join(given)})")
            self.add(product, target, f"({code}){lift}" if lift else code)

    def ranks(self, factor: Expression) -> tuple[int, ...]:
        """The axes a factor differs along."""
        names = {*reads(factor)}
        outer = max((self.scope.ranks.get(name, 0) for name in names), default=0)
        spans = self.scope.spans
        return tuple(s.rank for s in spans if s.rank <= outer or s.variable in names)

    def named(self, number: int, ranks: tuple[int, ...], factor: Expression) -> Named:
        """A variable that holds a factor along its own axes."""
        scope, elements = self.scope, self.expressions.elements
        with scope.only([scope.spans[rank - 1] for rank in ranks]):
            at_hand = elements.view(factor) if isinstance(factor, nodes.Load) else None
            if at_hand is None and isinstance(factor, nodes.Load) and len(ranks) > 1:
                raise UnsuitableError("a factor that lies here and there")
            if at_hand is None and len(ranks) > 1:
                scope.leave_unless(
                    f"{' * '.join(map(scope.count, scope.spans))} <= {MOST_ELEMENTS}"
                )
            code = (at_hand or self.expressions.text(factor)).code
        if code.endswith("].T"):
            code, ranks = code.removesuffix(".T"), ranks[::-1]
        name = scope.names[f".factor{number}"]
        scope.emit(f"{name} = {code}")
        return ranks, name

    def target(self, target: nodes.Assign | nodes.Store) -> str:
        """Where the sums are."""
        if isinstance(target, nodes.Assign):
            return self.scope.names[target.name]
        found = self.expressions.elements.view(target)
        if found is None and self.scope.depth:
            raise UnsuitableError("sums of products at computed places")
        return (found or self.expressions.elements.place(target)).code

    def add(self, product: Product, target: str, code: str) -> None:
        """Add them to what was there."""
        sign = "-" if product.subtracted else "+"
        if isinstance(product.target, nodes.Store):
            place = target if target.endswith("]") else f"{target}[...]"
            self.scope.emit(f"{place} {sign}= {code}")
            return
        kind = self.scope.types[product.target.name]
        assert isinstance(kind, Scalar)
        if not self.scope.ranks.get(product.target.name):
            code = f"{convert(kind)}({code})"
        self.scope.emit(f"{target} = {target} {sign} {code}")


def _folded(factors: Sequence[Factor]) -> list[Factor]:
    """At most two factors where the others differ along axes of theirs only."""
    left = sorted(factors, key=lambda factor: len(factor[0]))
    numbers = [factor for factor in left if not factor[0]]
    arrays = [factor for factor in left if factor[0]]
    while len(arrays) > _TWO:
        first, *others = arrays
        wider = next((n for n, (ranks, _) in enumerate(others) if {*first[0]} <= {*ranks}), None)
        if wider is None:
            break
        ranks, other = others[wider]
        others[wider] = (ranks, nodes.Binary("*", first[1], other, FLOAT, checked=False))
        arrays = others
    return [*numbers, *arrays]


def _contracted(arrays: Sequence[Named], summed: Sequence[int], found: Sequence[int]) -> str:
    """The product of arrays, added up along ``summed``; its axes are those in ``found``."""
    if len(arrays) == _TWO and len(summed) == 1 and _is_matrix_product(arrays, summed[0]):
        (first, left), (second, right) = sorted(
            arrays, key=lambda one: [rank for rank in one[0] if rank != summed[0]] or [*found[-1:]]
        )
        left += "" if first[-1] == summed[0] else ".T"
        right += "" if second[0] == summed[0] else ".T"
        return f"{left} @ {right}"
    letters = [
        "".join(_LETTERS[rank - 1] for rank in ranks) for ranks in (*(r for r, _ in arrays), found)
    ]
    formula = f"{','.join(letters[:-1])}->{letters[-1]}"
    names = ", ".join(name for _, name in arrays)
    return f'np.einsum("{formula}", {names}, optimize=True)'


def _letters(ranks: Sequence[int]) -> str:
    return "".join(_LETTERS[rank - 1] for rank in ranks)


def _is_matrix_product(arrays: Sequence[Named], summed: int) -> bool:
    """Whether two arrays of one or two axes have just the one in common that is summed."""
    (first, _), (second, _) = arrays
    small = max(len(first), len(second)) <= _MATRIX
    return small and {*first} & {*second} == {summed}


def _lift(kept: Sequence[Span], found: Sequence[int]) -> str:
    """A subscript that adds the axes along which all results are alike."""
    if not found or all(span.rank in found for span in kept):
        return ""
    return f"[{', '.join(':' if span.rank in found else 'None' for span in kept)}]"
