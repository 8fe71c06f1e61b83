"""What predictions are worth: how they were fitted, and what happened after a past snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from compiler.machine.rendering import text
from compiler.model.project import Project
from compiler.model.values import PARAMETERS, Chance, Plain
from compiler.sql.labels import duration
from compiler.sql.probe import Everybody, Inline, probe
from compiler.sql.tables import store_tables
from runtime.looking.histories import recorded_populations
from runtime.statistics.bgnbd import Parameters
from runtime.statistics.keeping import CUSTOMERS, FIT, LIKELIHOOD
from runtime.store.columns import quoted
from runtime.store.connection import Connection, dialect


@dataclass(frozen=True, slots=True)
class Decile:
    """A tenth of the customers, from the likeliest on: how many would do it by the prediction, and
    how many did."""

    number: int
    customers: int
    predicted: float
    observed: int


@dataclass(frozen=True, slots=True)
class Model:
    """A prediction as the snapshot at `at` has it; `says` is what it is a chance of. `parameters`
    None: there are none, for the reason in `fit`. `deciles` None: `until` is not over."""

    name: str
    says: str
    at: datetime
    until: datetime
    customers: int
    parameters: Parameters | None
    log_likelihood: Decimal | None
    fit: str
    deciles: tuple[Decile, ...] | None


def models(
    connection: Connection, project: Project, at: datetime | None
) -> list[Model]:
    """Every prediction that a snapshot has: as of the latest, or as of the latest at or before an
    instant."""
    taken = recorded_populations(connection, project).snapshots
    found = []
    for chance in project.predictions.values():
        known = [(when, values) for when, values in taken
                 if chance.stored(CUSTOMERS) in values and (at is None or when <= at)]  # fmt: skip
        if known:
            found.append(_model(connection, project, chance, *known[-1]))
    return found


def _model(
    connection: Connection,
    project: Project,
    chance: Chance,
    at: datetime,
    values: Mapping[str, Plain | None],
) -> Model:
    def kept(part: str) -> Any:
        return values.get(chance.stored(part))

    numbers = [kept(part) for part in PARAMETERS]
    parameters = None if None in numbers else Parameters(*numbers)
    until = at + timedelta(days=1) * float(chance.days)
    over = parameters is not None and until < _run_until(connection)
    return Model(
        chance.name,
        f"chance of {chance.of.event} in next {duration(chance.within)}",
        at, until, int(kept(CUSTOMERS)), parameters, kept(LIKELIHOOD), kept(FIT),
        _deciles(connection, project, chance, at, until, parameters) if over else None,
    )  # fmt: skip


def _run_until(connection: Connection) -> datetime:
    row = connection.execute('SELECT "until" FROM "progress"').fetchone()
    assert row is not None
    until: datetime = row[0]
    return until.replace(tzinfo=UTC)


def _deciles(
    connection: Connection,
    project: Project,
    chance: Chance,
    at: datetime,
    until: datetime,
    parameters: Parameters | None,
) -> tuple[Decile, ...]:
    """From the likeliest on; who has no chance is in none."""
    how = Inline(at, {chance.name: astuple(parameters) if parameters else None})
    asked = probe(project, {"chance": chance}, Everybody(at), store_tables(project), how)
    query = _CALIBRATION.format(
        asked=text(asked, dialect(connection)), event=quoted(f"event_{chance.of.event}")
    )
    rows = connection.execute(
        query, {"at": at.replace(tzinfo=None), "until": until.replace(tzinfo=None)}
    ).fetchall()
    return tuple(Decile(*row) for row in rows)


_CALIBRATION = """
WITH did AS (SELECT DISTINCT "cid" FROM {event} WHERE "time" > $at AND "time" <= $until),
ranked AS (
  SELECT "chance", "did"."cid" IS NOT NULL AS "did",
         ntile(10) OVER (ORDER BY "chance" DESC, "customer") AS "decile"
  FROM ({asked}) AS "asked" LEFT JOIN did ON "did"."cid" = "asked"."customer"
  WHERE "chance" IS NOT NULL
)
SELECT "decile", count(*), sum("chance")::DOUBLE, count(*) FILTER ("did")
FROM ranked GROUP BY "decile" ORDER BY "decile"
"""


def to_json(found: Sequence[Model]) -> list[dict[str, Any]]:
    """As JSON shows it; instants in UTC."""
    return [_plain(each) for each in found]


def _plain(model: Model) -> dict[str, Any]:
    told = asdict(model)
    for name in ("at", "until"):
        told[name] = told[name].isoformat().replace("+00:00", "Z")
    if model.parameters is not None:
        told["parameters"] = {name: float(value) for name, value in told["parameters"].items()}
    told["log_likelihood"] = model.log_likelihood and float(model.log_likelihood)
    return told
