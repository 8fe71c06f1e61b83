"""Google BigQuery, in GoogleSQL."""

from __future__ import annotations

from compiler.sql.printed.words import ALIKE, Words

# NUMERIC has 29 digits before the point, and BIGNUMERIC 38 on either side: a quotient of two
# values of scale 6 is no closer to the middle between two of scale 6 than these tell.

_FITS = "SAFE_CAST(ROUND({}, 6) AS BIGNUMERIC(31, 6))"
_BIG = "CAST(_1 AS BIGNUMERIC), CAST(_2 AS BIGNUMERIC)"
_EDGE = "ARRAY_AGG(STRUCT(_1 AS value) ORDER BY _2{0}, _3{0} LIMIT 1)[SAFE_OFFSET(0)].value"
_EDGE_WHERE = (
    "ARRAY_AGG(IF(_4, STRUCT(_1 AS value), NULL) IGNORE NULLS ORDER BY _2{0}, _3{0} LIMIT 1)"
    "[SAFE_OFFSET(0)].value"
)

BIGQUERY = Words(
    title="BigQuery",
    reads="bigquery",
    functions={
        **ALIKE,
        "SEGUE_QUOTIENT": _FITS.format(f"SAFE_DIVIDE({_BIG})"),
        "SEGUE_TIMES": _FITS.format(f"SAFE_MULTIPLY({_BIG})"),
        "SEGUE_PLUS": _FITS.format(f"SAFE_ADD({_BIG})"),
        "SEGUE_MINUS": _FITS.format(f"SAFE_SUBTRACT({_BIG})"),
        "SEGUE_LISTED": "ARRAY_AGG(_1 IGNORE NULLS ORDER BY _1)",
        "SEGUE_MIDDLES": "_1[SAFE_ORDINAL(DIV(ARRAY_LENGTH(_1) + 1, 2))]"
                         " + _1[SAFE_ORDINAL(DIV(ARRAY_LENGTH(_1) + 2, 2))]",
        "SEGUE_FIRST": _EDGE.format(""),
        "SEGUE_LAST": _EDGE.format(" DESC"),
        "SEGUE_FIRST where": _EDGE_WHERE.format(""),
        "SEGUE_LAST where": _EDGE_WHERE.format(" DESC"),
        "SEGUE_MICROS": "UNIX_MICROS(TIMESTAMP(_1))",
        "SEGUE_UNIT": "MOD(CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(_1)), 1, 8)) AS INT64), 10000)",
        "SEGUE_ISODOW": "MOD(EXTRACT(DAYOFWEEK FROM _1) + 5, 7) + 1",
        "SEGUE_MATCHES": "REGEXP_CONTAINS(_1, _2)",
        "SEGUE_HAS": "_2 IN UNNEST(_1)",
        "SEGUE_NFC": "NORMALIZE(_1)",
        "SEGUE_FOLDED": "TRANSLATE(_1, _2, _3)",
        "MD5": "TO_HEX(MD5(_1))",
        "DATE_TRUNC": "DATETIME_TRUNC(_2, {unit})",
    },
    moved="DATETIME_ADD(_1, INTERVAL _2 {unit})",
    days="DATE_DIFF(_1, _2, DAY)",
    timestamp="DATETIME",
    wide="BIGNUMERIC",
    truncated={"month": "MONTH", "week": "ISOWEEK", "day": "DAY"},
    filters=False,
    values=False,
    plain_names=True,
)
