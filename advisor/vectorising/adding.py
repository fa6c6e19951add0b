"""Write sums: one number that all trips add to, or many at places that the trips find out."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.kernel import nodes
from advisor.kernel.nodes import Expression
from advisor.kernel.types import Scalar
from advisor.vectorising.expressions import Expressions
from advisor.vectorising.masking import Masking
from advisor.vectorising.page import Page
from advisor.vectorising.products import accumulated
from advisor.vectorising.scope import Value, convert


@dataclass(frozen=True, slots=True)
class Adding:
    """Writes sums over the axes at hand."""

    page: Page
    expressions: Expressions
    masking: Masking

    def total(self, name: str, terms: Value, sign: str, bound: str) -> None:
        """``total += …`` over all axes at once, in an order of NumPy's where it is a float.

        ``bound`` is the most an integer may come to.
        """
        scope, kind = self.expressions.scope, self.expressions.scope.types[name]
        assert isinstance(kind, Scalar)
        flat, target = self.masking.flat(terms), scope.names[name]
        if kind.kind == "int":
            scope.leave_unless(f"abs({target}) + {bound} < 2**63")
            self.page.emit(f"{target} {sign}= int({flat}.sum())")
        else:
            scope.rounding = True
            self.page.emit(f"{target} {sign}= {convert(kind)}({flat}.sum())")

    def in_order(self, name: str, terms: Value, sign: str) -> None:
        """The same for floats, one term after the other."""
        scope, kind = self.expressions.scope, self.expressions.scope.types[name]
        assert isinstance(kind, Scalar)
        flat, target = self.masking.flat(terms), scope.names[name]
        one_by_one = f"np.cumsum(np.append({target}, {sign.strip('+')}{flat}))[-1]"
        self.page.emit(f"{target} = {convert(kind)}({one_by_one})")

    def scatter(self, statement: nodes.Store) -> None:
        """``counts[places] += …``, where trips that meet add one after the other."""
        found = accumulated(statement)
        assert found is not None
        _, added, subtracted = found
        scope, flat = self.expressions.scope, self.masking.flat
        array, text = scope.names[statement.array], self.expressions.text
        if added.type.kind == "int":
            scope.leave_unless(f"magnitude({array}) + {self.bound(added)} < 2**63")
        places = [flat(text(index)) for index in statement.indices]
        joined = places[0] if len(places) == 1 else f"({', '.join(places)})"
        value = text(added)
        values = flat(value) if value.rank else value.code
        function = "subtract" if subtracted else "add"
        self.page.emit(f"np.{function}.at({array}, {joined}, {values})")

    def bound(self, term: Expression) -> str:
        """The most that an integer term may come to, over all trips."""
        scope = self.expressions.scope
        trips = " * ".join(scope.count(span) for span in scope.spans)
        return f"{self.expressions.integers.magnitude(term)} * {trips}"
