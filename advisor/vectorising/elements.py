"""Elements of arrays along axes: slices where the subscripts are simple, else computed places.

Before: ``old[i - 1, j]`` in a loop over ``i`` from 1 to ``n``.
After: ``old[:n - 1, j]``, once it is known to lie within the array.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from advisor.backend import UnsuitableError
from advisor.kernel import nodes
from advisor.kernel.affine import Affine, affine
from advisor.kernel.nodes import Expression
from advisor.kernel.types import Array, Scalar
from advisor.vectorising.scope import TIMES, Scope, Span, Value, convert


@dataclass(frozen=True, slots=True)
class Elements:
    """Writes subscripted arrays; ``text`` writes the expressions in their subscripts."""

    scope: Scope
    text: Callable[[Expression], Value]

    def load(self, node: nodes.Load) -> Value:
        """Elements: one, a slice, or those at computed places."""
        place = self.place(node)
        if place.rank:
            return place
        kind = self.scope.types[node.array]
        assert isinstance(kind, Array)
        plain = kind.growable or kind.element.dtype
        return place if plain else Value(f"{convert(kind.element)}({place.code})")

    def place(self, node: nodes.Load | nodes.Store) -> Value:
        """The subscripted array, to be read or assigned."""
        view = self.view(node)
        if view is not None:
            return view
        texts = [self.text(index) for index in node.indices]
        rank = max(text.rank for text in texts)
        return Value(f"{self.scope.names[node.array]}[{', '.join(t.code for t in texts)}]", rank)

    def view(self, node: nodes.Load | nodes.Store) -> Value | None:
        """The subscripted array as a view of its memory; ``None`` if it is not one."""
        if self.scope.growable(node.array) and self.scope.depth:
            raise UnsuitableError("a list that grows is read as a whole")
        subscripts = [affine(index) for index in node.indices]
        moving = [[s for s in self.scope.spans if index.factor(s.variable)] for index in subscripts]
        rests = [self.rest(index, along) for index, along in zip(subscripts, moving, strict=True)]
        for axis, index in enumerate(subscripts):
            self.check_bounds(node, axis, index, moving[axis], steady=rests[axis] is not None)
        used = [span.rank for along in moving for span in along]
        forward = all(
            subscripts[axis].factor(span.variable) > 0
            for axis, along in enumerate(moving)
            for span in along
        )
        single = all(len(along) <= 1 for along in moving) and len(set(used)) == len(used)
        if not used or None in rests or not single or not forward:
            return None
        return self.slices(node, subscripts, moving, used)

    def rest(self, index: Affine, along: Sequence[Span]) -> Affine | None:
        """A subscript without the axes it moves along; ``None`` if it still moves."""
        for span in along:
            index = index.without(span.variable)
        return None if any(self.scope.moves(name) for name in index.reads()) else index

    def check_bounds(
        self,
        node: nodes.Load | nodes.Store,
        axis: int,
        index: Affine,
        along: Sequence[Span],
        *,
        steady: bool,
    ) -> None:
        """Leave where a slice would begin before the array or end behind it.

        A single number or an array as a subscript raises by itself, except where it counts
        from the end.
        """
        if not self.scope.depth or not steady:
            if self.scope.depth and node.wraps[axis] and node.array in self.scope.unsteady:
                raise UnsuitableError("a computed subscript into an array that is written")
            return
        low = high = index
        for span in along:
            factor = index.factor(span.variable)
            ends = (span.start, self.last(span))
            low = low.without(span.variable).plus(ends[factor < 0], factor)
            high = high.without(span.variable).plus(ends[factor > 0], factor)
        if node.wraps[axis] and not (not low.terms and low.constant >= 0):
            self.scope.leave_unless(f"{self.sum(low)} >= 0")
        if node.checked[axis]:
            extent = Affine(0, {nodes.Length(node.array, axis, Scalar("int")): 1})
            room = extent.plus(high, -1)
            if room.terms or room.constant < 1:
                self.scope.leave_unless(f"{self.sum(high)} < {self.scope.length(node.array, axis)}")

    def last(self, span: Span) -> Affine:
        """The last value an axis takes."""
        if span.step == 1:
            return span.stop.plus(Affine(-1))
        span.wanted.add("count")
        count = nodes.Variable(f"{span.variable}.count", Scalar("int"))
        return span.start.plus(Affine(-1, {count: 1}), span.step)

    def slices(
        self,
        node: nodes.Load | nodes.Store,
        subscripts: Sequence[Affine],
        moving: Sequence[Sequence[Span]],
        used: Sequence[int],
    ) -> Value:
        """A view with one dimension for each axis."""
        places = [
            self.slice(index, along[0]) if along else self.sum(index)
            for index, along in zip(subscripts, moving, strict=True)
        ]
        dimensions = sorted(used)
        ordered = list(used) == dimensions
        missing = [
            rank for rank in range(dimensions[0], self.scope.depth + 1) if rank not in dimensions
        ]
        if ordered and missing:
            return Value(
                f"{self.scope.names[node.array]}[{', '.join(self.spread(places, used))}]",
                self.scope.depth,
            )
        code = f"{self.scope.names[node.array]}[{', '.join(places)}]"
        if not ordered:
            order = ", ".join(str(list(used).index(rank)) for rank in dimensions)
            code += ".T" if len(used) == 2 else f".transpose({order})"  # noqa: PLR2004
        if missing:
            kept = [
                ":" if r in dimensions else "None"
                for r in range(dimensions[0], self.scope.depth + 1)
            ]
            code += f"[{', '.join(kept)}]"
        return Value(code, self.scope.depth)

    def spread(self, places: Sequence[str], used: Sequence[int]) -> Iterator[str]:
        """Subscripts with ``None`` for each axis the array does not run along."""
        ranks = iter(used)
        before = None
        for place in places:
            if ":" in place:
                rank = next(ranks)
                if before is not None:
                    yield from ["None"] * (rank - before - 1)
                before = rank
            yield place
        assert before is not None
        yield from ["None"] * (self.scope.depth - before)

    def slice(self, index: Affine, span: Span) -> str:
        """``start:stop`` of one dimension."""
        factor = index.factor(span.variable)
        rest = index.without(span.variable)
        start = rest.plus(span.start, factor)
        stop = rest.plus(self.last(span), factor).plus(Affine(1))
        step = factor * span.step
        first = "" if start == Affine() and step == 1 else self.sum(start)
        return f"{first}:{self.sum(stop)}" + (f":{step}" if step != 1 else "")

    def sum(self, value: Affine) -> str:
        """A sum of multiples as text."""
        parts = []
        for term, factor in value.terms.items():
            code = self.text(term).within(TIMES)
            size = code if abs(factor) == 1 else f"{abs(factor)} * {code}"
            parts.append(("-" if factor < 0 else "+", size))
        parts.sort()  # "+" comes before "-"
        if value.constant or not parts:
            parts.append(("-" if value.constant < 0 else "+", str(abs(value.constant))))
        text = "".join(f" {sign} {size}" for sign, size in parts)
        return text[3:] if text.startswith(" + ") else f"-{text[3:]}"
