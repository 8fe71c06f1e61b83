"""Whether any customer can fulfil a formula.

Facts that all hold are put together by what they are about; where one of several holds, each is
tried. What is too much to try is taken as possible.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from compiler.holding.domain import Domain
from compiler.holding.formula import Either, Every, Fact, Formula

TRIES = 500
"""So many cases are tried."""

Facts = dict[Hashable, Domain]
"""What is possible for each subject."""


@dataclass
class Search:
    """`beforehand`: what is known of a subject at all. `contradict`: whether facts of several
    subjects exclude each other."""

    beforehand: Callable[[Hashable], Domain]
    contradict: Callable[[Facts], bool]
    tries: int = TRIES

    def possible(self, formula: Formula) -> bool:
        """Whether the formula can hold."""
        return self._possible([formula], {})

    def _possible(self, parts: list[Formula], facts: Facts) -> bool:
        choices: list[Either] = []
        if not self._gathered(parts, facts, choices):
            return False
        left = self._narrowed(choices, facts)
        if left is None or self.contradict(facts):
            return False
        if not left:
            return True
        first, *others = sorted(left, key=lambda each: len(each.parts))
        for part in first.parts:
            if self.tries <= 0:
                return True
            self.tries -= 1
            if self._possible([part, *others], dict(facts)):
                return True
        return False

    def _gathered(self, parts: list[Formula], facts: Facts, choices: list[Either]) -> bool:
        """Adds what surely holds to the facts, the rest to the choices; False where two facts
        exclude each other."""
        for part in parts:
            if isinstance(part, Either):
                choices.append(part)
            elif isinstance(part, Every):
                if not self._gathered(list(part.parts), facts, choices):
                    return False
            elif not self._add(part, facts):
                return False
        return True

    def _add(self, fact: Fact, facts: Facts) -> bool:
        domain = self._now(fact, facts)
        facts[fact.subject] = domain
        return not domain.empty

    def _now(self, fact: Fact, facts: Facts) -> Domain:
        before = facts.get(fact.subject)
        if before is None:
            before = self.beforehand(fact.subject)
        return before.meet(fact.domain)

    def _narrowed(self, choices: list[Either], facts: Facts) -> list[Either] | None:
        """The choices without what the facts exclude; where one thing alone is left, it is a fact.
        None where nothing is left of one."""
        waiting = choices
        left: list[Either] = []
        while waiting:
            again: list[Either] = []
            left = []
            for choice in waiting:
                fine = tuple(part for part in choice.parts if self._may(part, facts))
                if not fine:
                    return None
                if len(fine) > 1:
                    left.append(Either(fine))
                elif not self._gathered([fine[0]], facts, again):
                    return None
            if len(left) == len(waiting) and not again:
                return left
            waiting = [*left, *again]
        return left

    def _may(self, part: Formula, facts: Facts) -> bool:
        """Whether the facts leave the part possible, as far as is seen at once."""
        if isinstance(part, Fact):
            return not self._now(part, facts).empty
        if isinstance(part, Every):
            return all(self._may(each, facts) for each in part.parts)
        return any(self._may(each, facts) for each in part.parts)
