"""Snowflake."""

from __future__ import annotations

from compiler.sql.printed.words import ALIKE, Words

# A quotient has twelve digits behind the point before it is rounded to six. TRY_CAST reads text
# only. A first value is that of the smallest key, so time and id are made one text; where that
# is NULL, the row does not count.

_FITS = "TRY_CAST(CAST(ROUND({}, 6) AS VARCHAR) AS NUMBER(31, 6))"
_SIX = "CAST({} AS NUMBER(38, 6))"
_KEY = "TO_VARCHAR(_2, 'YYYYMMDDHH24MISSFF6') || _3"

SNOWFLAKE = Words(
    title="Snowflake",
    reads="snowflake",
    functions={
        **ALIKE,
        "SEGUE_QUOTIENT": _FITS.format(f"{_SIX.format('_1')} / NULLIF({_SIX.format('_2')}, 0)"),
        "SEGUE_TIMES": _FITS.format(f"{_SIX.format('_1')} * {_SIX.format('_2')}"),
        "SEGUE_PLUS": _FITS.format(f"{_SIX.format('_1')} + {_SIX.format('_2')}"),
        "SEGUE_MINUS": _FITS.format(f"{_SIX.format('_1')} - {_SIX.format('_2')}"),
        "SEGUE_LISTED": "ARRAY_AGG(_1) WITHIN GROUP (ORDER BY _1)",
        "SEGUE_MIDDLES": "CAST(GET(_1, TRUNC((ARRAY_SIZE(_1) - 1) / 2)) AS NUMBER(38, 6))"
                         " + CAST(GET(_1, TRUNC(ARRAY_SIZE(_1) / 2)) AS NUMBER(38, 6))",
        "SEGUE_FIRST": f"MIN_BY(_1, {_KEY})",
        "SEGUE_LAST": f"MAX_BY(_1, {_KEY})",
        "SEGUE_FIRST where": f"MIN_BY(_1, CASE WHEN _4 THEN {_KEY} END)",
        "SEGUE_LAST where": f"MAX_BY(_1, CASE WHEN _4 THEN {_KEY} END)",
        "SEGUE_MICROS": "DATE_PART(EPOCH_MICROSECOND, _1)",
        "SEGUE_UNIT": f"MOD(TO_NUMBER(SUBSTR(MD5(_1), 1, 8), '{'X' * 8}'), 10000)",
        "SEGUE_ISODOW": "DAYOFWEEKISO(_1)",
        "SEGUE_MATCHES": "REGEXP_LIKE(_1, _2, 's')",
        "SEGUE_HAS": "ARRAY_CONTAINS(TO_VARIANT(_2), _1)",
        "SEGUE_FOLDED": "TRANSLATE(_1, _2, _3)",
        "STARTS_WITH": "STARTSWITH(_1, _2)",
        "ENDS_WITH": "ENDSWITH(_1, _2)",
        "STRPOS": "CHARINDEX(_2, _1)",
    },
    moved="DATEADD({unit}, _2, _1)",
    timestamp="TIMESTAMP_NTZ",
    pattern="{}",
    filters=False,
)
