"""What conditions can hold: of everybody, of nobody, or of some, as far as is seen.

It is never said that a condition cannot hold while a customer could fulfil it; what is too
involved is taken as possible.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import partial

from compiler.holding.domain import Domain
from compiler.holding.formula import TRUE, Fact, Formula, every
from compiler.holding.lowering import Lowering
from compiler.holding.satisfiable import Search
from compiler.holding.subjects import Declared, beforehand
from compiler.holding.together import contradict
from compiler.model.conditions import Condition
from compiler.model.values import Aggregate

__all__ = ["Holding"]


@dataclass
class Holding:
    """Of the conditions of one project; `zone` is the policy's time zone."""

    declared: Declared
    zone: str
    lowering: Lowering = field(init=False)
    _possible: dict[Formula, bool] = field(default_factory=dict)
    _beforehand: dict[Hashable, Domain] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lowering = Lowering(self.declared, self.zone)

    def never(self, condition: Condition, given: Formula = TRUE) -> bool:
        """Whether nobody for whom the given holds can fulfil the condition, seen at one instant."""
        return not self.possible(every((given, self.lowering.formula(condition))))

    def always(self, condition: Condition, given: Formula = TRUE) -> bool:
        """Whether everybody for whom the given holds fulfils it."""
        return not self.possible(every((given, self.lowering.formula(condition, holds=False))))

    def possible(self, formula: Formula) -> bool:
        """Whether a customer can fulfil the formula; True, too, where it is not known."""
        if isinstance(formula, Fact) and not isinstance(formula.subject, Aggregate):
            return not self._before(formula.subject).meet(formula.domain).empty
        if formula not in self._possible:
            search = Search(self._before, partial(contradict, impossible=self.never))
            self._possible[formula] = search.possible(formula)
        return self._possible[formula]

    def _before(self, subject: Hashable) -> Domain:
        if subject not in self._beforehand:
            self._beforehand[subject] = beforehand(subject, self.declared)
        return self._beforehand[subject]
