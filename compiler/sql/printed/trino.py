"""Trino."""

from __future__ import annotations

from compiler.sql.printed.words import ALIKE, Words

# Decimals are exact and round half away from zero. TRY makes what does not fit unknown. Rows are
# compared field by field.

_FITS = "TRY(CAST(ROUND({}, 6) AS DECIMAL(31, 6)))"
_SIX = "CAST({} AS DECIMAL(38, 6))"

TRINO = Words(
    title="Trino",
    reads="trino",
    functions={
        **ALIKE,
        "SEGUE_QUOTIENT": _FITS.format(f"{_SIX.format('_1')} / NULLIF({_SIX.format('_2')}, 0)"),
        "SEGUE_TIMES": _FITS.format(f"{_SIX.format('_1')} * {_SIX.format('_2')}"),
        "SEGUE_PLUS": _FITS.format(f"{_SIX.format('_1')} + {_SIX.format('_2')}"),
        "SEGUE_MINUS": _FITS.format(f"{_SIX.format('_1')} - {_SIX.format('_2')}"),
        "SEGUE_LISTED": "ARRAY_AGG(_1 ORDER BY _1)",
        "SEGUE_MIDDLES": "ELEMENT_AT(_1, (CARDINALITY(_1) + 1) / 2)"
                         " + ELEMENT_AT(_1, (CARDINALITY(_1) + 2) / 2)",
        "SEGUE_FIRST": "MIN_BY(_1, ROW(_2, _3))",
        "SEGUE_LAST": "MAX_BY(_1, ROW(_2, _3))",
        "SEGUE_MICROS": "CAST(TO_UNIXTIME(WITH_TIMEZONE(_1, 'UTC')) * 1000000 AS BIGINT)",
        "SEGUE_UNIT": "MOD(FROM_BASE(SUBSTR(LOWER(TO_HEX(MD5(TO_UTF8(_1)))), 1, 8), 16), 10000)",
        "SEGUE_ISODOW": "DAY_OF_WEEK(_1)",
        "SEGUE_MATCHES": "REGEXP_LIKE(_1, _2)",
        "SEGUE_HAS": "CONTAINS(_1, _2)",
        "SEGUE_NFC": "NORMALIZE(_1)",
        "SEGUE_FOLDED": "TRANSLATE(_1, _2, _3)",
        "MD5": "LOWER(TO_HEX(MD5(TO_UTF8(_1))))",
        "ENDS_WITH": "SUBSTR(_1, -LENGTH(_2)) = _2",
    },
    moved="DATE_ADD('{unit}', _2, _1)",
    days="DATE_DIFF('day', _2, _1)",
    timestamp="TIMESTAMP(6)",
)
