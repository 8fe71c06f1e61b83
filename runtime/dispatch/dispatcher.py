"""The dispatcher: hands planned messages over, each once, whatever stops it on the way (S27, S29).

Several processes may hand over beside each other: each claims a chunk of messages. Of it the
attempts are committed, then the providers are asked, then their answers are committed. A stop in
between leaves attempts without an answer: a provider that knows keys is asked again with the same
name, with any other the message ends as `unknown`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from compiler.model.hooks import hook_of
from compiler.model.project import Project
from runtime.channels.provider import Provider, no_provider
from runtime.dispatch.answers import Attempt, ask
from runtime.dispatch.decide import Decision, HandOver, Wait, decide
from runtime.dispatch.letters import arms_of, write
from runtime.dispatch.loading import Case, find_due, load, prepare
from runtime.dispatch.log import append
from runtime.dispatch.paces import PACE, Paces
from runtime.dispatch.retry import Chance
from runtime.dispatch.state import Row, State, Step
from runtime.render.liquid import Unrenderable
from runtime.store import hands
from runtime.store.connection import Connection, apart

CHUNK = 2_000

Clock = Callable[[], datetime]


class Dispatcher:
    """`clock` None: a given clock, by which each message is handed over at its own instant; else
    what it says is the instant of every hand-over. `chance` jitters the pauses of retries.

    `waiting`: what came due and waits still, by name, with the way it goes; `called`: what became
    of the calls of the last hand-over; `refusals`: why providers refused some
    for now, in the order in which that was first said."""

    def __init__(
        self,
        connection: Connection,
        project: Project,
        providers: Mapping[str, Provider],
        clock: Clock | None = None,
        chance: Chance = random.random,
    ) -> None:
        self._connection = connection
        self._project = project
        self._providers = providers
        self._clock = clock
        self._chance = chance
        self._arms = arms_of(project)
        self._paces: Paces | None = None
        self.waiting: dict[str, str] = {}
        self.called: Counter[Step] = Counter()
        self.refusals: dict[str, None] = {}

    def hand_over(self, until: datetime) -> Counter[Step]:
        """Deal with what comes due before `until`, and count the messages by what became of each,
        and the calls (`called`).

        Commits as it goes; there must be no open transaction. Raises Trouble where a channel that
        is needed has no provider.
        """
        if self._paces is None:
            prepare(self._connection)
            hands.take_part(self._connection)
            self._paces = Paces(self._connection, self._project)
        due = find_due(self._connection, self._project, until)
        counts: Counter[Step] = Counter()
        self.called = Counter()
        for first in range(1, due + 1, CHUNK):
            hands.claim(self._connection, first, first + CHUNK - 1)
            cases = load(self._connection, self._project, first, first + CHUNK - 1)
            last: dict[str, Row] = {}
            while cases:
                rows, cases = self._round(cases, until)
                last |= {row.name: row for row in rows}
                self._note(rows)
            hands.release(self._connection)
            for row in last.values():
                counted = counts if hook_of(row.channel) is None else self.called
                counted[row.outcome] += 1
        return counts

    def _note(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if row.outcome is Step.WAITING:
                self.waiting[row.name] = row.channel
            else:
                self.waiting.pop(row.name, None)
            if row.outcome is Step.REFUSED and row.detail:
                self.refusals[f"{row.channel} {row.detail}"] = None

    def _round(self, cases: Sequence[Case], until: datetime) -> tuple[list[Row], list[Case]]:
        """One decision for each case, and one call of each provider. What was written, but for
        the attempts, and the cases that are due again before `until`."""
        chains = {case.state.planned.name: case.state.planned.chain for case in cases}
        with apart(self._connection):
            cases = self._ours(cases)
            self._renew_paces()
            rows, attempts = self._sorted(cases)
            begun = [each.row for each in attempts if each.case.state.last is not Step.ATTEMPT]
            append(self._connection, [*begun, *rows], chains)
        answers = self._asked(attempts)
        with apart(self._connection):
            append(self._connection, answers, chains)
        return rows + answers, self._again(cases, [*rows, *answers], until)

    def _ours(self, cases: Sequence[Case]) -> Sequence[Case]:
        """But for what was withdrawn since it was claimed."""
        held = hands.held(self._connection)
        return [case for case in cases if held is None or case.state.planned.name in held]

    def _renew_paces(self) -> None:
        """Others may have handed over by the same channels."""
        paced = any(channel.pace is not None for channel in self._project.channels.values())
        if paced and hands.keep_paces(self._connection):
            self._paces = Paces(self._connection, self._project)

    def _sorted(self, cases: Sequence[Case]) -> tuple[list[Row], list[Attempt]]:
        """What to write of the cases, and the attempts to make."""
        rows: list[Row] = []
        attempts: list[Attempt] = []
        for case in cases:
            found = self._decided(case)
            if isinstance(found, Attempt):
                attempts.append(found)
            else:
                rows.append(found)
        return rows, attempts

    def _decided(self, case: Case) -> Row | Attempt:
        """What to write of the case, or the attempt to make."""
        state = case.state
        now = self._now(state)
        if state.last is Step.ACCEPTED:
            return self._row(state, state.channel, now, Step.REJECTED, state.why)
        here = state.channel or state.planned.channel
        assert self._paces is not None
        decision = decide(
            self._project, state, case.person, case.ended, now, self._knows_keys(here, state),
            self._paces.free_at,
        )  # fmt: skip
        self._keep_pace(state.planned.name, decision, now)
        if isinstance(decision, HandOver):
            return self._attempt(case, decision, now)
        if isinstance(decision, Wait):
            return self._row(state, decision.channel, decision.until, Step.WAITING, decision.why)
        return self._row(state, decision.channel, now, decision.outcome, decision.why)

    def _keep_pace(self, name: str, decision: Decision, now: datetime) -> None:
        assert self._paces is not None
        if isinstance(decision, HandOver):
            self._paces.made(decision.channel, name, now)
        elif isinstance(decision, Wait) and decision.why == PACE:
            self._paces.promised(decision.channel, name, decision.until)
        else:
            self._paces.over(name)

    def _attempt(self, case: Case, decision: HandOver, now: datetime) -> Row | Attempt:
        state, channel = case.state, decision.channel
        gone = self._gone(channel)
        if gone:
            return self._row(state, channel, now, Step.DROPPED, gone)
        self._provider(channel)  # that there is none must be known before the attempt is written
        try:
            letter = write(self._project, case, channel, now, self._arms)
        except Unrenderable as error:
            return self._row(state, channel, now, Step.DROPPED, str(error))
        attempts = state.attempts if decision.again else state.attempts + 1
        row = Row(state.planned.name, attempts, channel, now, Step.ATTEMPT)
        return Attempt(case, row, letter)

    def _gone(self, way: str) -> str:
        """Why there is no such channel or hook; the empty text: there is."""
        hook = hook_of(way)
        there = self._project.channels if hook is None else self._project.hooks
        said = f"channel `{way}`" if hook is None else f"hook `{hook}`"
        return "" if (hook or way) in there else f"there is no {said} in the project now"

    def _asked(self, attempts: Sequence[Attempt]) -> list[Row]:
        """The providers' answers, each provider asked once."""
        by_provider: dict[int, list[Attempt]] = {}
        for attempt in attempts:
            provider = self._provider(attempt.letter.channel)
            by_provider.setdefault(id(provider), []).append(attempt)
        rows: list[Row] = []
        for group in by_provider.values():
            provider = self._provider(group[0].letter.channel)
            rows += ask(self._project, provider, group, self._chance)
        return rows

    def _again(self, cases: Sequence[Case], rows: Sequence[Row], until: datetime) -> list[Case]:
        """The cases that these rows leave open and that are due again before `until`."""
        last = {row.name: row for row in rows}
        again = []
        for case in cases:
            row = last[case.state.planned.name]
            open_still = row.outcome in (Step.REJECTED, Step.WAITING)
            if open_still and row.at < until and (self._clock is None or row.at <= self._clock()):
                again.append(replace(case, state=_moved(case.state, row)))
        return again

    def _now(self, state: State) -> datetime:
        return self._clock() if self._clock else state.due

    def _knows_keys(self, channel: str, state: State) -> bool:
        return state.last is Step.ATTEMPT and self._provider(channel).knows_keys

    def _provider(self, channel: str) -> Provider:
        if channel not in self._providers:
            raise no_provider(channel)
        return self._providers[channel]

    @staticmethod
    def _row(state: State, channel: str | None, at: datetime, outcome: Step, why: str) -> Row:
        name, here = state.planned.name, channel or state.planned.channel
        return Row(name, state.attempts, here, at, outcome, why)


def _moved(state: State, row: Row) -> State:
    """The state behind one more row."""
    since = row.at if row.outcome is Step.REJECTED else state.since
    return replace(
        state, since=since, due=row.at, attempts=row.attempt, channel=row.channel,
        last=row.outcome, why=row.detail,
    )  # fmt: skip
