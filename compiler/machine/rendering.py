"""The text of a machine's queries, each made once, however many ticks use it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from compiler.machine import (
    admission,
    candidates,
    gifts,
    given,
    goals,
    journal,
    keeping,
    leaving,
    moving,
    occurrences,
)
from compiler.machine.candidates import Guarded
from compiler.machine.decisions import decided
from compiler.machine.places import Machine, Place, Reaching
from compiler.machine.setting import Setting, moved, stood
from compiler.machine.shares import Chance
from compiler.machine.standing import Arrivals, listened
from compiler.machine.template import query, union
from compiler.machine.wording import Numbers
from compiler.model.project import Project
from compiler.model.steps import Trial
from compiler.sql.dialects import Dialect, native


def text(of: exp.Expr, dialect: Dialect = "duckdb") -> str:
    """The text of a query as the connection of a store takes it, where the store's database speaks
    this dialect: in DuckDB's syntax, in which for others the primitives still stand
    (`compiler.sql.translating`). The query is used up: to copy it first costs a third more."""
    own = native(of, "duckdb") if dialect == "duckdb" else of
    return own.sql(dialect="duckdb", identify=True, copy=False)


@dataclass
class Rendering:
    """The queries of one machine. Which parts a query has hangs on what a tick brought, so that
    each variant is rendered when it is first needed."""

    setting: Setting
    dialect: Dialect = "duckdb"
    _known: dict[Hashable, str | None] = field(default_factory=dict)

    def candidates(self, shut: str, guarded: Guarded) -> str:
        """`shut`: why the campaign lets nobody in, if it does not; `guarded`: whom a guard
        refuses."""
        return self._once(("candidates", shut, guarded), lambda: self._admitted(shut, guarded))

    def _admitted(self, shut: str, guarded: Guarded) -> exp.Query:
        found = candidates.candidates(self.setting, shut, guarded)
        return admission.admitted(self.setting, found)

    def looked(self, places: Sequence[Place], back: Sequence[int], candidates: bool) -> str:
        """Where conditions may take out who stands at these places, comes back to places of these
        numbers, or is a candidate."""
        key = ("looked", tuple(place.index for place in places), tuple(back), candidates)
        return self._once(key, lambda: leaving.positions(self.setting, places, back, candidates))

    def chosen(self) -> str:
        """Those of the candidates who enter."""
        if self.setting.machine.waits_for_ends:
            return self._once("chosen", lambda: self._entrants(admission.free(self.setting)))
        willing = query(
            "SELECT r.* FROM :candidates AS r WHERE r.refused IS NULL",
            candidates=self.setting.candidates,
        )
        return self._once("chosen", lambda: self._entrants(willing))

    def _entrants(self, chosen: exp.Query) -> exp.Query:
        return admission.entrants(self.setting, chosen)

    def doubtful(self) -> str | None:
        return self._maybe("doubtful", lambda: admission.doubtful(self.setting))

    def refusals(self) -> str:
        return self._once("refusals", lambda: admission.refusals(self.setting))

    def before_free(self) -> str:
        return self._once("before free", lambda: admission.before_free(self.setting))

    def after_free(self) -> str:
        return self._once("after free", lambda: admission.after_free(self.setting))

    def enrolments(self) -> str:
        return self._once("enrolments", lambda: admission.enrolments(self.setting))

    def entered(self) -> str:
        return self._once("entered", lambda: admission.entered(self.setting))

    def watched(self) -> str:
        return self._once("watched", lambda: admission.watched(self.setting))

    def goals(self, kinds: frozenset[str], over: frozenset[str]) -> str | None:
        """The journal's rows of the goals that events of these kinds reach, and of what guards and
        tests count. `over`: the splits whose tests are."""
        return self._rows(
            ("goals", kinds, over),
            lambda: [
                goals.reached(self.setting, goal, order)
                for order, goal in enumerate(self.setting.machine.campaign.counted)
                if not kinds.isdisjoint(goal.on.kinds)
                and not (isinstance(goal, Trial) and goal.name in over)
            ],
        )

    def stood(
        self, place: Place, arrivals: Arrivals, sources: Sequence[tuple[Place, Reaching]]
    ) -> str | None:
        """Those at a place and what becomes of them."""
        heard = listened(self.setting, place)
        relevant = replace(arrivals, kinds=heard if heard & arrivals.kinds else frozenset())
        return self._maybe(
            ("stood", place.index, relevant, _names(sources)),
            lambda: occurrences.stood(self.setting, place, relevant, self._arriving(sources)),
        )

    def stood_held(self, place: Place, arrivals: Arrivals) -> str | None:
        """Those whom quiet time holds at a send, and what becomes of them."""
        heard = listened(self.setting, place)
        kinds = heard if heard & arrivals.kinds else frozenset[str]()
        fresh = Arrivals(kinds, arrivals.entrants, due=False, stored=False, looked=arrivals.looked)
        return self._maybe(
            ("held", place.index, fresh),
            lambda: occurrences.stood(
                self.setting, place, fresh, [moving.held(self.setting, place)]
            ),
        )

    def held(self, place: Place) -> str:
        """One row if quiet time holds anybody of the last pass at a send."""
        return self._once(
            ("holds", place.index),
            lambda: query(
                "SELECT 1 FROM :moved AS r"
                " WHERE r.pass = $pass AND r.quiet_end IS NOT NULL LIMIT 1",
                moved=moved(place),
            ),
        )

    def entering(self, unsubscribing: bool) -> str:
        """Those who enter, with the decisions of their first move."""
        place = self.setting.machine.entry
        return self._once(
            ("entering", unsubscribing),
            lambda: decided(self.setting, place, admission.entering(self.setting), unsubscribing),
        )

    def moved(
        self,
        place: Place,
        standing: bool,
        sources: Sequence[tuple[Place, Reaching]],
        unsubscribing: bool,
        skipping: bool,
    ) -> str:
        """Those who move on from a place, with the decisions of their move."""

        def make() -> exp.Query:
            movers = moving.movers(self.setting, place, standing, self._arriving(sources))
            return decided(self.setting, place, movers, unsubscribing, skipping)

        variant = (standing, _names(sources), unsubscribing, skipping)
        return self._once(("moved", place.index, variant), make)

    def leaving(self, parting: Place, place: Place, unsubscribing: bool) -> str:
        """Those who leave at a place and for whom something is done then, with its decisions."""
        return self._once(
            ("leaving", parting.index, place.index, unsubscribing),
            lambda: decided(
                self.setting, parting, moving.leaving(self.setting, parting, place), unsubscribing
            ),
        )

    def outcomes(self, place: Place) -> str:
        return self._once(("outcomes", place.index), lambda: journal.outcomes(self.setting, place))

    def outcome_ends(self, place: Place) -> str:
        return self._once(("outcome ends", place.index), lambda: journal.outcome_ends(place))

    def counts(self, place: Place) -> str:
        """How many have each outcome, of those who stood and of those who came."""
        return self._once(
            ("counts", place.index),
            lambda: query(
                "SELECT s.outcome, s.stored, count(*) FROM :stood AS s"
                " GROUP BY s.outcome, s.stored",
                stood=stood(place),
            ),
        )

    def staying(self, place: Place) -> str:
        """Rows of the queue."""
        return self._once(("staying", place.index), lambda: moving.staying(self.setting, place))

    def gone(self, place: Place) -> str:
        return self._once(("gone", place.index), lambda: moving.gone_early(place))

    def decisions(self, place: Place, skipping: bool) -> str | None:
        return self._rows(
            ("decisions", place.index, skipping),
            lambda: list(journal.decisions(self.setting, place, skipping)),
        )

    def ends(self, place: Place) -> str | None:
        return self._rows(("ends", place.index), lambda: list(journal.ends(place)))

    def sends(self, place: Place, skipping: bool) -> str | None:
        return self._rows(
            ("sends", place.index, skipping),
            lambda: list(journal.sends(self.setting, place, skipping)),
        )

    def gives(self, place: Place) -> str | None:
        """Rows of the gifts that a move wants to give."""
        return self._rows(("gives", place.index), lambda: list(gifts.wanted(self.setting, place)))

    def given(self, place: Place) -> str | None:
        """Rows of the arms that a move gives, of splits of which is kept who has them."""
        return self._rows(("given", place.index), lambda: list(given.rows(self.setting, place)))

    def keeps(self, place: Place) -> str | None:
        """Rows of what is set in a move."""
        return self._rows(("keeps", place.index), lambda: list(keeping.rows(self.setting, place)))

    def _arriving(self, sources: Sequence[tuple[Place, Reaching]]) -> list[exp.Query]:
        return [moving.arriving(self.setting, place, reaching) for place, reaching in sources]

    def _rows(self, key: Hashable, make: Callable[[], Sequence[exp.Query]]) -> str | None:
        def joined() -> exp.Query | None:
            parts = make()
            return union(parts) if parts else None

        return self._maybe(key, joined)

    def _maybe(self, key: Hashable, make: Callable[[], exp.Query | None]) -> str | None:
        if key not in self._known:
            made = make()
            self._known[key] = None if made is None else text(made, self.dialect)
        return self._known[key]

    def _once(self, key: Hashable, make: Callable[[], exp.Query]) -> str:
        found = self._maybe(key, make)
        assert found is not None
        return found


def _names(sources: Sequence[tuple[Place, Reaching]]) -> tuple[tuple[int, int], ...]:
    """What tells variants apart: the places, and which operations of their moves lead on."""
    return tuple((place.index, place.move.index(reaching)) for place, reaching in sources)


def renderings(
    project: Project,
    machines: Sequence[Machine],
    chance: Chance,
    numbers: Callable[[Machine], Numbers],
    dialect: Dialect = "duckdb",
) -> tuple[Rendering, ...]:
    """The renderings of these machines, given the numbers of their decisions; the same ones for
    the same project and numbers, so that engines on several stores share them."""
    decisions = [numbers(machine) for machine in machines]
    places = tuple((m.version, *(place.number for place in m.places)) for m in machines)
    key = (id(project), places, chance, dialect, tuple(tuple(each.values()) for each in decisions))
    if key not in _RENDERED:
        while len(_RENDERED) >= _KEPT:
            del _RENDERED[next(iter(_RENDERED))]
        made = tuple(
            Rendering(Setting(project, machine, chance, known), dialect)
            for machine, known in zip(machines, decisions, strict=True)
        )
        _RENDERED[key] = project, made
    return _RENDERED[key][1]


_KEPT = 8
_RENDERED: dict[Hashable, tuple[Project, tuple[Rendering, ...]]] = {}
"""Beside each the project, which keeps its identity from being another's."""
