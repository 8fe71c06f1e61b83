"""Amazon Redshift."""

from __future__ import annotations

from compiler.sql.printed.words import ALIKE, Words

# There is no array and no aggregate that gives a value by the order of others, so that medians
# and fields of a first or last event cannot be said. A quotient of decimals of 19 digits has 19
# behind the point; of wider ones it would have 4.

_FITS = "TRY_CAST(CAST(ROUND({}, 6) AS VARCHAR) AS DECIMAL(31, 6))"
_NARROW = "CAST({} AS DECIMAL(19, 6))"

REDSHIFT = Words(
    title="Redshift",
    reads="redshift",
    functions={
        **ALIKE,
        "SEGUE_QUOTIENT": _FITS.format(
            f"{_NARROW.format('_1')} / NULLIF({_NARROW.format('_2')}, 0)"
        ),
        "SEGUE_TIMES": _FITS.format(f"{_NARROW.format('_1')} * {_NARROW.format('_2')}"),
        "SEGUE_PLUS": _FITS.format("CAST(_1 AS DECIMAL(38, 6)) + CAST(_2 AS DECIMAL(38, 6))"),
        "SEGUE_MINUS": _FITS.format("CAST(_1 AS DECIMAL(38, 6)) - CAST(_2 AS DECIMAL(38, 6))"),
        "SEGUE_MICROS": "DATEDIFF(MICROSECOND, CAST('1970-01-01' AS TIMESTAMP), _1)",
        "SEGUE_UNIT": "MOD(STRTOL(SUBSTRING(MD5(_1), 1, 8), 16), 10000)",
        "SEGUE_ISODOW": "MOD(CAST(EXTRACT(DOW FROM _1) AS INT) + 6, 7) + 1",
        "SEGUE_MATCHES": "REGEXP_COUNT(_1, _2, 1, 'p') > 0",
        "SEGUE_FOLDED": "TRANSLATE(_1, _2, _3)",
        "STARTS_WITH": "LEFT(_1, LENGTH(_2)) = _2",
        "ENDS_WITH": "RIGHT(_1, LENGTH(_2)) = _2",
    },
    moved="DATEADD({unit}, _2, _1)",
    timestamp="TIMESTAMP",
    filters=False,
    values=False,
)
