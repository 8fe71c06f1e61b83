"""What a file's row does not say itself: of a receipt or an answer what its message tells, and an
id where it brings none. As text of SQL over the rows that `ingest` staged."""

from __future__ import annotations

from compiler.model.declarations import Event, Field
from compiler.model.values import Type
from runtime.store.columns import kept_columns, quoted

SEND = Field("send", Type.TEXT, "send")
"""The message's name in the outbox, by which a receipt or an answer finds its message."""

STAGED = '"ingested"'
"""The table of the file's rows: `row`, `wrong`, and a column for each of the file's."""


def column(item: Field) -> str:
    """Its name among the staged rows and those that are kept."""
    return item.name if item.name in ("customer", "time", "id", "send") else f"f_{item.name}"


def completed(event: Event, items: list[Field], whole: str, *, named: bool) -> str:
    """The staged rows with what the message of each receipt tells, and with an id each; `named`:
    they have one; `whole`: what has the whole journal."""
    told = {column(item) for item in items} | (OF_MESSAGES if SEND in items else set())
    kept = {
        name: quoted(name) if name in told else f"CAST(NULL AS {kind}) AS {quoted(name)}"
        for name, kind in kept_columns(event).items()
    }
    of_messages = _OF_MESSAGES.format(staged=STAGED, whole=whole)
    rows = of_messages if SEND in items else f"SELECT * FROM {STAGED}"
    whole = f'SELECT "row", "wrong", {", ".join(kept.values())} FROM ({rows})'
    return whole if named else _named(whole, [name for name in kept if name != "id"])


def _named(rows: str, columns: list[str]) -> str:
    """Rows that bring no id are named: by all that they say, and a running number among those
    that say the same."""
    parts = ", ".join(
        f"coalesce(CAST({quoted(name)} AS VARCHAR), chr(30))" for name in columns
    )
    return (
        f'WITH named AS (SELECT *, md5(concat_ws(chr(31), {parts})) AS "named" FROM ({rows})) '
        f'SELECT * EXCLUDE ("named") REPLACE (coalesce("id", "named" || \'-\' || '
        f'row_number() OVER (PARTITION BY "id", "named")) AS "id") FROM named'
    )


OF_MESSAGES = {
    "customer", "enrolment", "f_message", "f_channel", "f_campaign", "f_step", "f_arm",
}  # fmt: skip
"""What the message of a receipt or an answer tells."""

_OF_MESSAGES = """
WITH told AS MATERIALIZED (
  SELECT m.* FROM "messages" m WHERE m."name" IN (SELECT "send" FROM {staged})
    AND (m."told" = '' OR starts_with(m."told", 'to entry.'))
), arms AS (
  SELECT m."name", arg_max(j."arm", (j."at", j."seq", j."phase", j."step_order")) AS "arm"
  FROM told m JOIN {whole} j ON j."eid" = m."eid" AND j."kind" = 'arm'
  WHERE (j."at", j."seq", j."phase") <= (m."at", m."seq", m."phase")
  GROUP BY m."name"
)
SELECT s.* EXCLUDE ("wrong"), p."key" AS "customer",
       left(m."name", length(m."name") - length(m."step") - 1) AS "enrolment",
       m."message" AS "f_message", m."channel" AS "f_channel", m."campaign" AS "f_campaign",
       m."step" AS "f_step", a."arm" AS "f_arm",
       coalesce(s."wrong", CASE WHEN m."name" IS NULL
                           THEN 'there is no message `' || s."send" || '`' END) AS "wrong"
FROM {staged} s LEFT JOIN told m ON m."name" = s."send"
LEFT JOIN "people" p ON p."cid" = m."cid" LEFT JOIN arms a ON a."name" = m."name"
"""
