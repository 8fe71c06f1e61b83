"""The gifts of a tick: which code each gets, in the order (instant, customer key) (S28).

Nothing in a journey looks at a gift at its own instant, so those of all campaigns are gathered and
handed out at the end of a tick, in its transaction.
"""

from __future__ import annotations

from collections.abc import Sequence

from compiler.model.project import Project
from runtime.engines.database import Database
from runtime.interpreter.clock import exact
from runtime.pools import Pools
from runtime.store.connection import Connection


class Stock:
    """The codes of all pools, as a temporary table; and what is known of each offer."""

    def __init__(self, connection: Connection, project: Project, pools: Pools) -> None:
        self._connection = connection
        self._pools = pools
        self._offers = list(project.offers.values())
        self._known: dict[str, Sequence[str]] = {}
        connection.execute(
            'CREATE OR REPLACE TEMP TABLE "stock" ("offer" VARCHAR, "place" BIGINT, "code" VARCHAR)'
        )
        connection.execute(
            'CREATE OR REPLACE TEMP TABLE "offered" ("offer" VARCHAR, "pool" VARCHAR, '
            '"code" VARCHAR, "at_most" BIGINT, "valid" BIGINT, "points" DECIMAL(18, 6))'
        )
        for each in self._offers:
            valid = each.valid and int(exact(each.valid).total_seconds() * 1_000_000)
            connection.execute(
                'INSERT INTO "offered" VALUES (?, ?, ?, ?, ?, ?)',
                [each.name, each.pool, each.same, each.at_most, valid, each.points],
            )

    def refresh(self) -> None:
        """Take up what has changed in the pools; outside of a transaction that may be undone."""
        for offer in self._offers:
            if offer.pool is None:
                continue
            codes = self._pools(offer)
            if codes is self._known.get(offer.name):
                continue
            self._connection.execute('DELETE FROM "stock" WHERE "offer" = ?', [offer.name])
            self._connection.execute(
                'INSERT INTO "stock" SELECT ?, row_number() OVER (), "c" FROM '
                '(SELECT unnest(CAST(? AS VARCHAR[])) AS "c")',
                [offer.name, list(codes)],
            )
            self._known[offer.name] = codes


def give(database: Database) -> None:
    """Decides on what was gathered in `gives`."""
    if database.rows('SELECT count(*) FROM "gives"')[0][0]:
        database.insert("gift_rows", _GIFTS)


_GIFTS = """
WITH wanted AS (
  SELECT g.*, d."message" AS "offer", p."key",
         concat(d."campaign", '/', p."key", '/', n."cause", '/', d."step") AS "name"
  FROM "gives" AS g JOIN "decisions" AS d ON d."decision" = g."given"
  JOIN "enrolments" AS n ON n."eid" = g."eid" JOIN "people" AS p ON p."cid" = g."cid"
), numbered AS (
  SELECT *, row_number() OVER (
    PARTITION BY "offer" ORDER BY "at", "key", "seq", "phase", "rank", "eid", "step_order"
  ) AS "number" FROM wanted
), left_over AS (
  SELECT s."offer", s."code", row_number() OVER (PARTITION BY s."offer" ORDER BY s."place")
           AS "number"
  FROM "stock" AS s JOIN "offered" AS o ON o."offer" = s."offer"
  ANTI JOIN "gift_rows" AS g ON g."pool" = o."pool" AND g."code" = s."code"
), there AS (
  SELECT "offer", count(*) AS "codes" FROM left_over GROUP BY "offer"
), before AS (
  SELECT "offer", count("code") AS "given" FROM "gifts" GROUP BY "offer"
), handed AS (
  -- What gets no code does not count towards what may be given in all.
  SELECT w.*, o."pool", o."valid", o."points", o."at_most" - coalesce(b."given", 0) AS "more",
         coalesce(o."code", l."code") AS "next", coalesce(t."codes", 0) AS "codes"
  FROM numbered AS w JOIN "offered" AS o ON o."offer" = w."offer"
  LEFT JOIN left_over AS l ON l."offer" = w."offer" AND l."number" = w."number"
  LEFT JOIN before AS b ON b."offer" = w."offer"
  LEFT JOIN there AS t ON t."offer" = w."offer"
), weighed AS (
  SELECT h.*, "number" > "more" AND ("pool" IS NULL OR "codes" >= "more") AS "over" FROM handed AS h
), told AS (
  SELECT w.*, CASE WHEN NOT coalesce("over", FALSE) THEN "next" END AS "got" FROM weighed AS w
)
SELECT "name", "eid", "cid",
       CASE WHEN "got" IS NOT NULL THEN "given" WHEN "over" THEN "all_given" ELSE "no_code" END,
       "at", "seq", "phase", "pool", "got",
       CASE WHEN "got" IS NOT NULL THEN "at" + to_microseconds("valid") END,
       CASE WHEN "got" IS NOT NULL THEN "points" END
FROM told ORDER BY "at", "key"
"""
