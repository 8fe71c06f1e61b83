"""Databricks SQL."""

from __future__ import annotations

from compiler.sql.printed.words import ALIKE, Words

# Decimals are exact and round half away from zero; what does not fit is an error but for the
# functions and casts that try. Structs are compared field by field.

_FITS = "TRY_CAST(ROUND({}, 6) AS DECIMAL(31, 6))"
_SIX = "CAST(_1 AS DECIMAL(38, 6)), CAST(_2 AS DECIMAL(38, 6))"

DATABRICKS = Words(
    title="Databricks",
    reads="databricks",
    functions={
        **ALIKE,
        "SEGUE_QUOTIENT": _FITS.format(f"TRY_DIVIDE({_SIX})"),
        "SEGUE_TIMES": _FITS.format(f"TRY_MULTIPLY({_SIX})"),
        "SEGUE_PLUS": _FITS.format(f"TRY_ADD({_SIX})"),
        "SEGUE_MINUS": _FITS.format(f"TRY_SUBTRACT({_SIX})"),
        "SEGUE_LISTED": "SORT_ARRAY(COLLECT_LIST(_1))",
        "SEGUE_MIDDLES": "TRY_ELEMENT_AT(_1, CAST(FLOOR((SIZE(_1) + 1) / 2) AS INT))"
                         " + TRY_ELEMENT_AT(_1, CAST(FLOOR((SIZE(_1) + 2) / 2) AS INT))",
        "SEGUE_FIRST": "MIN_BY(_1, STRUCT(_2, _3))",
        "SEGUE_LAST": "MAX_BY(_1, STRUCT(_2, _3))",
        "SEGUE_MICROS": "UNIX_MICROS(CAST(_1 AS TIMESTAMP))",
        "SEGUE_UNIT": "MOD(CAST(CONV(SUBSTR(MD5(_1), 1, 8), 16, 10) AS BIGINT), 10000)",
        "SEGUE_ISODOW": "WEEKDAY(_1) + 1",
        "SEGUE_MATCHES": "REGEXP_LIKE(_1, _2)",
        "SEGUE_HAS": "ARRAY_CONTAINS(_1, _2)",
        "SEGUE_FOLDED": "TRANSLATE(_1, _2, _3)",
        "STARTS_WITH": "STARTSWITH(_1, _2)",
        "ENDS_WITH": "ENDSWITH(_1, _2)",
        "STRPOS": "INSTR(_1, _2)",
    },
    moved="DATEADD({unit}, _2, _1)",
    days="DATEDIFF(_1, _2)",
    timestamp="TIMESTAMP_NTZ",
)
