"""At most so many messages per hour by a channel, over all customers (S29): when there is room."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from compiler.model.project import Project
from runtime.store.connection import Connection

PACE, NO_ROOM = "pace", "no room within the pace"
"""Why a message waits for its turn; and why it waits until it expires, and then does."""

HOUR = timedelta(hours=1)


@dataclass
class _Pace:
    """Of a channel: its latest attempts, at most `limit` of which lie in any hour, and by name the
    instants that waiting messages were promised."""

    limit: int
    made: list[datetime] = field(default_factory=list)
    promised: list[datetime] = field(default_factory=list)
    of: dict[str, datetime] = field(default_factory=dict)

    def free_at(self, name: str, now: datetime) -> datetime:
        """Behind all that were promised an instant before the message was."""
        mine = self.of.get(name)
        before = len(self.promised) if mine is None else bisect_left(self.promised, mine)
        lately = len(self.made) - bisect_right(self.made, now - HOUR)
        if lately + before < self.limit:
            return now
        latest = self.made[-self.limit:] + self.promised[max(0, before - self.limit):before]
        return max(now, sorted(latest)[-self.limit] + HOUR)

    def forget(self, name: str) -> None:
        promised = self.of.pop(name, None)
        if promised is not None:
            del self.promised[bisect_left(self.promised, promised)]

    def promise(self, name: str, at: datetime) -> None:
        self.forget(name)
        self.of[name] = at
        insort(self.promised, at)

    def make(self, name: str, at: datetime) -> None:
        self.forget(name)
        insort(self.made, at)
        del self.made[: -self.limit]


class Paces:
    """What was handed over lately by the channels that have a pace, and what waits for it; read
    from the log once, and kept up by whoever writes the log."""

    def __init__(self, connection: Connection, project: Project) -> None:
        self._paces = {
            name: _Pace(channel.pace, _made(connection, name, channel.pace))
            for name, channel in project.channels.items() if channel.pace is not None
        }  # fmt: skip
        if self._paces:
            for name, channel, at in connection.execute(_WAITING, {"pace": PACE}).fetchall():
                if channel in self._paces:
                    self._paces[channel].promise(name, at.replace(tzinfo=UTC))

    def free_at(self, channel: str, name: str, now: datetime) -> datetime:
        """From when on the channel may carry the message; `now` where it has no pace."""
        pace = self._paces.get(channel)
        return now if pace is None else pace.free_at(name, now)

    def promised(self, channel: str, name: str, at: datetime) -> None:
        self._paces[channel].promise(name, at)

    def made(self, channel: str, name: str, at: datetime) -> None:
        """An attempt is made by the channel."""
        self.over(name)
        if channel in self._paces:
            self._paces[channel].make(name, at)

    def over(self, name: str) -> None:
        """The message waits for no pace any more."""
        for pace in self._paces.values():
            pace.forget(name)


def _made(connection: Connection, channel: str, limit: int) -> list[datetime]:
    rows = connection.execute(_MADE, {"channel": channel, "limit": limit}).fetchall()
    return sorted(at.replace(tzinfo=UTC) for (at,) in rows)


_MADE = """
SELECT "at" FROM "handovers" WHERE "channel" = $channel AND "outcome" = 'attempt'
ORDER BY "at" DESC LIMIT $limit
"""
_WAITING = """
SELECT "name", "channel", "at" FROM "open_messages"
WHERE "outcome" = 'waiting' AND "detail" = $pace
"""
