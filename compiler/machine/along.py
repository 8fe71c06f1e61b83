"""Who is moved along from an earlier version of a campaign into today's: rows of its queues (S35).

Whoever stands at a place of the earlier machine comes to stand at one of today's, held there as in
a pause: the tick that begins at the instant of it takes them out, and each comes to their place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from compiler.machine.becoming import NO_EVENT
from compiler.machine.bounds import limit
from compiler.machine.context import Context, context, goal_columns, next_pass
from compiler.machine.holding import AGES, HELD
from compiler.machine.places import Machine, Place
from compiler.machine.setting import gone, queue
from compiler.machine.template import column, field, named, query, sql, union
from compiler.model.entries import OnEvent
from compiler.model.project import Project
from compiler.model.steps import Repeat, Until
from compiler.walk import steps

MOVING = "moving"
"""The temporary table of those who are moved along from a version: `eid`, and where they began to
listen anew, `anchor_at` and `anchor_seq`."""

EVENT = ("entry_kind", "entry_id")


@dataclass(frozen=True)
class Along:
    """From the machine of an earlier version, `old`, of a project as it was, into that of today's,
    `new`."""

    was: Project
    old: Machine
    project: Project
    new: Machine

    @cached_property
    def before(self) -> Context:
        return context(self.was, self.old)

    @cached_property
    def after(self) -> Context:
        return context(self.project, self.new)

    def queued(self, at: Place, onto: Place) -> exp.Select:
        """Rows of the queue of the place `onto`, of those who stand `at` the other from $at on."""
        found = query(
            "SELECT CASE WHEN q.due_at >= :held THEN q.due_at ELSE q.due_at + :ages END AS due_at"
            " FROM :queue AS q JOIN :moving AS m ON m.eid = q.eid"
            " JOIN enrolments AS n ON n.eid = q.eid JOIN people AS p ON p.cid = q.cid"
            " WHERE q.due_at >= $at AND NOT EXISTS (SELECT 1 FROM :gone AS g"
            " WHERE g.eid = q.eid AND g.due_at = q.due_at)",
            held=sql(HELD), ages=sql(AGES), queue=queue(at), gone=gone(at), moving=MOVING,
        )  # fmt: skip
        wanted = self.after.columns
        columns = [named(self._carried(name, kind), name) for name, kind in wanted.items()]
        found.set("expressions", [*columns, *found.expressions])
        return self._with_entry(found, wanted)

    def watched(self) -> exp.Select:
        """Rows of the table of those whose goals are looked for, of all who are moved along."""
        found = query(
            "SELECT 1 FROM :moving AS m JOIN enrolments AS n ON n.eid = m.eid"
            " JOIN people AS p ON p.cid = n.cid",
            moving=MOVING,
        )
        wanted = goal_columns(self.project, self.new)
        kept = {"eid": "n.eid", "cid": "n.cid", "entry_time": "coalesce(n.time, n.at)"}
        columns = [
            named(sql(kept[name]) if name in kept else self._known(name), name) for name in wanted
        ]
        found.set("expressions", columns)
        return self._with_entry(found, wanted)

    def _carried(self, name: str, kind: str) -> exp.Expr:
        """A column of the context of who stands in a row `q` of the earlier queue."""
        before = self._ends.get(name, name)
        if self.before.has(before) and (name in _IN_QUEUE or name.startswith(_ONLY_IN_QUEUE)):
            return column(before, "q")
        if name.startswith(_ONLY_IN_QUEUE):
            return exp.cast(exp.null(), kind, copy=False)
        return self._known(name)

    def _known(self, name: str) -> exp.Expr:
        """What follows from the enrolment `n`, its entering event `e`, or its customer `p`."""
        if name.startswith("e_"):
            return column(name, "e")
        return sql(_KNOWN[name], campaign=self.new.campaign.name, none=NO_EVENT)

    @property
    def _ends(self) -> dict[str, str]:
        """The columns of steps `until` and `repeat` under the names that they have in the earlier
        version."""
        before = _ends(self.old)
        return {name: before.get(id, "") for id, name in _ends(self.new).items()}

    def _with_entry(self, found: exp.Select, wanted: dict[str, str]) -> exp.Select:
        """Joined with the entering events where something is read from them."""
        fields = [name for name in wanted if name.startswith("e_")]
        if not fields and not any(name in wanted and not self.before.has(name) for name in EVENT):
            return found
        parts = [self._entering(kind, fields) for kind in self._kinds]
        entered = exp.alias_(union(parts).subquery(copy=False), "e", table=True, copy=False)
        on = sql("e.seq = n.seq AND e.cid = n.cid")
        return found.join(entered, on=on, join_type="left", copy=False)

    @property
    def _kinds(self) -> Iterable[str]:
        """Of the entering events; any may have made that somebody came to be somewhere else."""
        entry = self.old.campaign.entry
        if isinstance(entry, OnEvent):
            return entry.on.kinds
        return (name for name in self.project.events if name not in self.project.movements)

    def _entering(self, kind: str, fields: list[str]) -> exp.Select:
        found = query(
            "SELECT e.seq, e.cid, e.id AS entry_id, :kind AS entry_kind FROM :event AS e",
            kind=kind, event=f"event_{kind}",
        )  # fmt: skip
        read = [named(self._field(kind, name.removeprefix("e_")), name) for name in fields]
        return found.select(*read, copy=False)

    def _field(self, kind: str, name: str) -> exp.Column:
        """Its time reads like a field."""
        declared = self.project.events[kind].field(name)
        return column("time", "e") if declared is None else field(name, "e")


_IN_QUEUE = ("eid", "cid", "entry_time", *EVENT, "anchor_at", "anchor_seq")
"""What the queue knows, where the earlier version needed it."""

_ONLY_IN_QUEUE = ("a_", "limit_", "next_")
"""How the columns begin that nothing else knows."""

_KNOWN = {
    "entry_kind": "coalesce(e.entry_kind, :none)",
    "entry_id": "coalesce(e.entry_id, '')",
    "entry_at": "n.at",
    "entry_seq": "n.seq",
    "record": "n.again_value",
    "shadow": "coalesce(n.shadow, '') <> ''",
    "anchor_at": "coalesce(m.anchor_at, n.at)",
    "anchor_seq": "coalesce(m.anchor_seq, n.seq)",
    "name": "concat(:campaign, '/', p.key, '/', n.cause)",
}


def _ends(machine: Machine) -> dict[str, str]:
    """The columns that say when the steps `until` and `repeat` end, by the ids of these."""
    found = {}
    for step in steps(machine.campaign):
        if isinstance(step, Until):
            found[step.id] = limit(step)
        elif isinstance(step, Repeat):
            found[step.id] = next_pass(step.passes[0])
    return found
