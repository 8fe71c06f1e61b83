"""One campaign in one tick: who enters, and how far everybody gets.

The places are worked off once, in the text's order: whoever leaves one place in this tick comes
to a later one before it is its turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from compiler.machine.given import GIVEN
from compiler.machine.places import Place, Reaching, Sort
from compiler.machine.rendering import Rendering
from compiler.machine.setting import gone, looked_at, moved, queue, stood
from compiler.machine.standing import Arrivals, listened
from runtime.engines.brought import Brought
from runtime.engines.database import Database
from runtime.engines.holding import Under
from runtime.engines.watching import FIRST, stretch

Source = tuple[Place, Reaching]


class Walk:
    """`brought`: what the tick brings to all campaigns; `span`: from when until when it is;
    `under`: what people did to the campaign."""

    def __init__(
        self,
        database: Database,
        rendering: Rendering,
        brought: Brought,
        span: tuple[datetime, datetime],
        under: Under,
    ) -> None:
        self.database = database
        self.rendering = rendering
        self.setting = rendering.setting
        self.brought = brought
        self.span = span
        self.under = under
        self.moving: set[int] = set()
        self.looked = False
        self.sends = 0
        """How many messages and calls of the campaign the tick is to plan."""

    def is_concerned(self) -> bool:
        """Whether there can be anything to do for whoever is inside."""
        campaign, brought = self.setting.machine.campaign, self.brought
        due = any(place.number in brought.due for place in self.setting.machine.places)
        return bool(due or brought.kinds or campaign.ways_out or self.under.back)

    def run(self, candidates: bool, entered: bool) -> bool:
        """`candidates`: whether there may be any; `entered`: whether somebody entered another
        version of the campaign. Returns whether somebody did here."""
        watches = bool(self.setting.machine.campaign.ways_out)
        if watches:
            start, end = self.span
            stretch(self.database, self.setting.watch, (start, FIRST), (end, FIRST))
        found = self._candidates() if candidates else 0
        self.looked = watches and self._look(found > 0)
        doubtful = self._doubtful() if found else 0
        entered = self._moves(found, entered)
        if doubtful:
            self.database.insert("journal_rows", self.rendering.refusals())
        return entered

    def _moves(self, found: int, entered: bool) -> bool:
        if not self.setting.machine.waits_for_ends:
            entrants = self._enter() if found else 0
            self._places(entrants, entered or entrants > 0, stored=True)
            return entrants > 0
        self._places(0, False, stored=True)
        while found:
            entrants = self._enter()
            self.database.insert("journal_rows", self.rendering.before_free())
            if not entrants:
                return False
            self._places(entrants, False, stored=False)
            found = self._following()
        return False

    def _candidates(self) -> int:
        return self.database.create(
            self.setting.candidates,
            self.rendering.candidates(self.under.shut, self.under.guarded),
        )

    def _look(self, candidates: bool) -> bool:
        """Puts down where conditions may take out; whether they may anywhere."""
        numbers = self.brought.due | self.brought.on
        places = [each for each in self.setting.machine.places if each.number in numbers]
        back = [*self.under.back]
        if not places and not back and not candidates:
            return False
        select = self.rendering.looked(places, back, candidates)
        return self.database.create(looked_at(self.setting), select) > 0

    def _doubtful(self) -> int:
        """How many of the refused may be no candidates, which is known when all have entered; the
        others go to the journal."""
        doubtful = self.rendering.doubtful()
        if doubtful is not None:
            return self.database.create(self.setting.refused, doubtful)
        self.database.insert("journal_rows", self.rendering.refusals())
        return 0

    def _following(self) -> int:
        """The candidates behind those who entered become the candidates."""
        following = f"next_{self.setting.candidates}"
        found = self.database.create(following, self.rendering.after_free())
        self.database.create(self.setting.candidates, f'SELECT * FROM "{following}"')
        return found

    def _enter(self) -> int:
        database, rendering = self.database, self.rendering
        found = database.create(self.setting.entrants, rendering.chosen())
        if found:
            database.values["eid"] = int(str(database.values["eid"])) + found
            database.insert("enrolments", rendering.enrolments())
            database.insert("journal_rows", rendering.entered())
            if self.setting.machine.campaign.counted:
                database.insert(self.setting.goals, rendering.watched())
        return found

    def _places(self, entrants: int, entered: bool, *, stored: bool) -> None:
        """`entrants` begin here; `entered`: somebody entered this version or another."""
        self.moving = set()
        machine = self.setting.machine
        if entrants:
            select = self.rendering.entering(self.brought.unsubscribing)
            self.database.create(moved(machine.entry), select)
            self._moved(machine.entry)
        for place in machine.places[1:]:
            arrivals = Arrivals(
                kinds=self.brought.kinds,
                entrants=entered and machine.replaces,
                due=place.number in self.brought.due,
                stored=stored and place.stands,
                looked=self.looked,
                paused=bool(self.under.shut),
                back=self.under.back.get(place.number) if stored else None,
            )
            self._place(place, arrivals)

    def _place(self, place: Place, arrivals: Arrivals) -> None:
        events = listened(self.setting, place) & arrivals.kinds
        heard = arrivals.entrants or arrivals.looked or bool(events)
        touched = heard and place.number in self.brought.on
        arrivals = replace(arrivals, stored=arrivals.stored and (arrivals.due or touched))
        sources = self._sources(place)
        if not sources and not arrivals.stored and arrivals.back is None:
            return
        if place.sort is Sort.SEND:
            self._send(place, arrivals, sources)
        elif place.sort is Sort.JOIN:
            self._move(place, False, sources)
        elif self._stand(place, self.rendering.stood(place, arrivals, sources)):
            self._move(place, True, [])

    def _sources(self, place: Place) -> list[Source]:
        """The moves of this walk that lead to the place."""
        places = (self.setting.machine.places[index] for index in place.sources)
        return [
            (source, each)
            for source in places
            if source.index in self.moving
            for each in source.move
            if isinstance(each, Reaching) and each.place == place.index
        ]

    def _stand(self, place: Place, select: str | None) -> int:
        """Applies what becomes of those at a place; how many of them move on."""
        if select is None or not self.database.create(stood(place), select):
            return 0
        counts = {
            (outcome, stored): number
            for outcome, stored, number in self.database.rows(self.rendering.counts(place))
        }
        self._leave(place, counts)
        if counts.get(("stays", False)):
            self.database.insert(queue(place), self.rendering.staying(place))
        return _total(counts, "over", "answered", "ended", "expired")

    def _leave(self, place: Place, counts: Mapping[tuple[str, bool], int]) -> None:
        if _total(counts, "left", "replaced"):
            self.database.insert("journal_rows", self.rendering.outcomes(place))
            self.database.insert("ended", self.rendering.outcome_ends(place))
        for each in self.setting.machine.partings if _total(counts, "left") else ():
            select = self.rendering.leaving(each, place, self.brought.unsubscribing)
            if self.database.create(moved(each), select):
                self._moved(each)
        if any(counts.get((name, True)) for name in _EARLY):
            self.database.insert(gone(place), self.rendering.gone(place))

    def _move(self, place: Place, standing: bool, sources: list[Source]) -> None:
        if self.database.create(moved(place), self._moving(place, standing, sources)):
            self._moved(place)

    def _moving(self, place: Place, standing: bool, sources: list[Source]) -> str:
        return self.rendering.moved(
            place, standing, sources, self.brought.unsubscribing, self.under.skipping
        )

    def _moved(self, place: Place) -> None:
        """Applies a move."""
        self.moving.add(place.index)
        sends = self.rendering.sends(place, self.under.skipping)
        if sends is not None:
            self.sends += self.database.insert("sends", sends)
        for table, select in (
            ("journal_rows", self.rendering.decisions(place, self.under.skipping)),
            ("ended", self.rendering.ends(place)),
            ("gives", self.rendering.gives(place)),
            ("set_rows", self.rendering.keeps(place)),
            (GIVEN, self.rendering.given(place)),
        ):
            if select is not None:
                self.database.insert(table, select)

    def _send(self, place: Place, arrivals: Arrivals, sources: list[Source]) -> None:
        """Those who come to a send, and those whose quiet time is over; whom quiet time holds
        comes to the same send again at its end, which may lie in the same tick."""
        self.database.values["pass"] = 0
        stood_here = arrivals.stored or arrivals.back is not None
        standing = stood_here and bool(
            self._stand(place, self.rendering.stood(place, arrivals, []))
        )
        if not standing and not sources:
            return
        select = self._moving(place, standing, sources)
        if not self.database.create(moved(place), select):
            return
        while self._holds(place) and self._stand(place, self.rendering.stood_held(place, arrivals)):
            self.database.values["pass"] = int(str(self.database.values["pass"])) + 1
            self.database.insert(moved(place), self._moving(place, True, []))
        self._moved(place)

    def _holds(self, place: Place) -> bool:
        """Whether quiet time holds anybody of the last pass."""
        return bool(self.database.rows(self.rendering.held(place)))


_EARLY = ("left", "replaced", "answered", "ended")
"""The outcomes of who goes before their instant."""


def _total(counts: Mapping[tuple[str, bool], int], *outcomes: str) -> int:
    return sum(counts.get((name, stored), 0) for name in outcomes for stored in (True, False))
