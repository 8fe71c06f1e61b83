"""What is said to hold of nobody, or of everybody, does: random conditions over random histories,
as the interpreter has it."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from compiler.holding import Holding
from compiler.model.conditions import All, AnyOf, Condition, Not
from compiler.model.values import PARAMETERS
from runtime.interpreter.conditions import holds
from runtime.interpreter.snapshot import populations
from runtime.interpreter.view import Populations, Position, View
from tests.checks.near_contradictions import near
from tests.seeds import seeds
from tests.sql import random_models as make
from tests.sql import random_worlds as worlds
from tests.sql.random_conditions import Generator

CUSTOMERS = 30
CONDITIONS = 150


class Told:
    """One project, with what is said of its conditions."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.project = make.project(self.random)
        self.histories = [worlds.history(self.random, f"p{n}") for n in range(CUSTOMERS)]
        self.populations = self.snapshot()
        self.holding = Holding(self.project, self.project.policy.timezone)
        self.generator = Generator(self.random, self.project, rows=False)

    def snapshot(self) -> Populations:
        at = worlds.AT - timedelta(hours=12)
        fitted = {name: make.parameters(self.random) for name in self.project.predictions}
        given = {
            self.project.predictions[name].stored(part): values[place] if values else None
            for name, values in fitted.items()
            for place, part in enumerate(PARAMETERS)
        }
        return Populations(((at, populations(self.project, self.histories, at, given)),))

    def answers(self, condition: Condition) -> set[bool]:
        """Whether the condition holds, of all customers that there are."""
        views = [View(self.project, each, Position(worlds.AT), self.populations)
                 for each in self.histories]  # fmt: skip
        return {holds(view, condition) for view in views if view.known}

    def condition(self) -> Condition:
        """Anything; two that have parts in common; or several on one thing."""
        one, other = self.generator.condition(2), self.generator.condition(2)
        return self.random.choice((
            one, All((one, Not(All((one, other))))), AnyOf((one, Not(AnyOf((one, other))))),
            near(self.random), near(self.random), near(self.random), near(self.random),
        ))  # fmt: skip


@pytest.mark.parametrize("seed", seeds(0, 4, of=60))
def test_nobody_and_everybody_are_not_said_in_vain(seed: int) -> None:
    told = Told(seed)
    for _ in range(CONDITIONS):
        condition = told.condition()
        never, always = told.holding.never(condition), told.holding.always(condition)
        answers = told.answers(condition) if never or always else set()
        assert not (never and True in answers), condition
        assert not (always and False in answers), condition
