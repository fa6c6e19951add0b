"""Write a search for the best: its place by ``argmin``, then the one trip that wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.kernel import nodes, walking
from advisor.vectorising.expressions import Expressions
from advisor.vectorising.extremes import Extreme
from advisor.vectorising.page import Page
from advisor.vectorising.scope import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Writes searches on a page."""

    page: Page
    expressions: Expressions

    def write(self, extreme: Extreme, span: Span, values: str) -> None:
        """Make the trip of the axis that has the best of the values, if it beats the best so far.

        A NaN among them is what ``argmin`` would find, and no comparison does.
        """
        scope = self.expressions.scope
        found, place = scope.names[".values"], scope.names[".place"]
        self.page.emit(f"{found} = {values}")
        self.page.emit(f"{place} = int({found}.{'argmax' if extreme.largest else 'argmin'}())")
        if extreme.value.type.kind == "float":
            scope.leave_unless(f"{found}[{place}] == {found}[{place}]")
        for part in walking.expressions(extreme.then.then):
            if isinstance(part, nodes.Load):  # any trip might have won, and looked it up
                self.expressions.elements.view(part)
        start = self.expressions.elements.sum(span.start)
        steps = place if span.step == 1 else f"{span.step} * {place}"
        with scope.only([]):
            trip = steps if start == "0" else f"{start} + {steps}"
            self.page.emit(f"{scope.names[span.variable]} = {trip}")
            self.keep(extreme.before)
            with self.page.block(f"if {self.expressions.text(extreme.then.test).code}:"):
                self.keep(one for one in extreme.then.then if isinstance(one, nodes.Assign))

    def keep(self, assigned: Iterable[nodes.Assign]) -> None:
        """What one trip gives to names."""
        for one in assigned:
            name = self.expressions.scope.names[one.name]
            self.page.emit(f"{name} = {self.expressions.text(one.value).code}")
