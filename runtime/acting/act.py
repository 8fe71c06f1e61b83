"""Pausing, resuming and stopping a campaign on its store (S36).

What is done lies at the instant up to which the project has run. A pause and a stop take effect in
the store at once; how those go on whom a pause held is worked out by the next tick, which begins
there. Until then, a resume can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from runtime import acts
from runtime.acting.stopping import end_all, withdraw
from runtime.acts import Act, Dates, Doing
from runtime.engines import guarding
from runtime.engines.database import aware, stored
from runtime.engines.holding import hold, let_out
from runtime.errors import NotBegun, Trouble
from runtime.store import hands
from runtime.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Stopped:
    """How many enrolments a stop ended, and how many messages will not go out any more."""

    at: datetime
    enrolments: int
    messages: int


class AlreadySo(Trouble):
    """The campaign is what is asked for, or cannot become it. `act`: since when, and by whom."""

    def __init__(self, campaign: str, act: Act | None) -> None:
        word = "runs" if act is None else f"is {act.doing}"
        super().__init__(f"`{campaign}` {word} already")
        self.campaign, self.act = campaign, act


def pause(connection: Connection, campaign: str, by: str) -> datetime:
    """Nobody enters, and nobody goes on; the instant of it. Raises AlreadySo."""
    with acting(connection) as at:
        _refuse(connection, campaign, shut=False)
        if not _took_back(connection, campaign, at):
            hold(connection, campaign, at)
            _write(connection, Act(campaign, at, Doing.PAUSED, None, by))
    return at


def resume(
    connection: Connection, campaign: str, by: str, dates: Dates | None
) -> datetime:
    """Lets in again, and lets those go on whom a pause held, as `dates` says; where a stop ended
    everybody, or a guard only refused, there are none. Raises AlreadySo, and Trouble where `dates`
    is wanting."""
    with acting(connection) as at:
        guarded = guarding.is_guarded(connection, campaign, at)
        act = None if guarded and not _is_shut(connection, campaign) else (
            _refuse(connection, campaign, shut=True)
        )  # fmt: skip
        held = act is not None and act.doing is Doing.PAUSED
        if held and dates is None:
            raise Trouble(
                f"`{campaign}` is paused: say what becomes of those who wait in it, with "
                "--keep-dates, --restart-waits or --skip-overdue"
            )
        _write(connection, Act(campaign, at, Doing.RESUMED, dates if held else None, by))
    return at


def stop(connection: Connection, campaign: str, by: str) -> Stopped:
    """Ends every enrolment, lets nobody in, and withdraws what is planned. Raises AlreadySo where
    it is stopped."""
    with acting(connection) as at:
        act = acts.shut(acts.read(connection), campaign)
        if act is not None and act.doing is Doing.STOPPED:
            raise AlreadySo(campaign, act)
        _took_back(connection, campaign, at)
        _write(connection, Act(campaign, at, Doing.STOPPED, None, by))
        enrolments = end_all(connection, campaign, at)
        let_out(connection, campaign, at)
        messages = withdraw(connection, campaign, at)
    return Stopped(at, enrolments, messages)


@contextmanager
def acting(connection: Connection) -> Iterator[datetime]:
    """One transaction, at the instant up to which the project has run. Raises NotBegun."""
    connection.begin()
    try:
        hands.hold(connection)
        row = connection.execute('SELECT "until" FROM "progress"').fetchone()
        if row is None:
            raise NotBegun
        yield aware(row[0])
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _refuse(connection: Connection, campaign: str, *, shut: bool) -> Act | None:
    """Why the campaign is shut; AlreadySo where that is not as it must be."""
    act = acts.shut(acts.read(connection), campaign)
    if (act is not None) is not shut:
        raise AlreadySo(campaign, act)
    return act


def _is_shut(connection: Connection, campaign: str) -> bool:
    return acts.shut(acts.read(connection), campaign) is not None


def _took_back(connection: Connection, campaign: str, at: datetime) -> bool:
    """Whether the campaign was resumed from a pause and has not run since: then this resume is
    taken back, and all whom the pause held are held still."""
    last = acts.last(acts.read(connection), campaign)
    if last is None or last.dates is None or last.at != at:
        return False
    connection.execute(
        'DELETE FROM "acts" WHERE "number" ='
        ' (SELECT max("number") FROM "acts" WHERE "campaign" = $1)',
        [campaign],
    )
    return True


def _write(connection: Connection, act: Act) -> None:
    connection.execute(
        'INSERT INTO "acts" SELECT coalesce(max("number"), 0) + 1, $1, $2, $3, $4, $5 FROM "acts"',
        [act.campaign, stored(act.at), act.doing, act.dates, act.by],
    )
