"""ClickHouse."""

from __future__ import annotations

from compiler.sql.printed.words import ALIKE, Words

# Decimals are cut off at the scale asked for and rounded half away from zero, so that a quotient
# is cut off one digit late. What a join does not find is NULL only where it is set so, and what an
# aggregate finds nothing for is NULL only with `OrNull`. An aggregate passes over NULLs, but not
# over tuples of them. Texts are counted in letters by the functions for UTF-8.

_FITS = "accurateCastOrNull(round({}, 6), 'Decimal(31, 6)')"
_WIDE = "toDecimal256(_1, 6)", "toDecimal256(_2, 6)"

CLICKHOUSE = Words(
    title="ClickHouse",
    reads="clickhouse",
    functions={
        **ALIKE,
        "SEGUE_QUOTIENT": _FITS.format(f"divideDecimal({_WIDE[0]}, NULLIF({_WIDE[1]}, 0), 7)"),
        "SEGUE_TIMES": _FITS.format(f"multiplyDecimal({_WIDE[0]}, {_WIDE[1]}, 12)"),
        "SEGUE_PLUS": _FITS.format(f"{_WIDE[0]} + {_WIDE[1]}"),
        "SEGUE_MINUS": _FITS.format(f"{_WIDE[0]} - {_WIDE[1]}"),
        "SEGUE_LISTED": "arraySort(groupArray(_1))",
        "SEGUE_MIDDLES": "arrayElementOrNull(_1, intDiv(length(_1) + 1, 2))"
                         " + arrayElementOrNull(_1, intDiv(length(_1) + 2, 2))",
        "SEGUE_FIRST": "argMin(tuple(toNullable(_1)), tuple(_2, _3))",
        "SEGUE_LAST": "argMax(tuple(toNullable(_1)), tuple(_2, _3))",
        "SEGUE_PICKED": "tupleElement(_1, 1)",
        "SEGUE_MICROS": "toUnixTimestamp64Micro(toDateTime64(_1, 6))",
        "SEGUE_UNIT": "reinterpretAsUInt32(reverse(substring(MD5(_1), 1, 4))) % 10000",
        "SEGUE_ISODOW": "toDayOfWeek(_1)",
        "SEGUE_MATCHES": "match(_1, _2)",
        "SEGUE_HAS": "has(_1, _2)",
        "SEGUE_NFC": "normalizeUTF8NFC(_1)",
        "SEGUE_FOLDED": "translateUTF8(_1, _2, _3)",
        "TRANSLATE": "translateUTF8(_1, _2, _3)",
        "MD5": "lower(hex(MD5(_1)))",
        "STARTS_WITH": "startsWith(_1, _2)",
        "STRPOS": "positionUTF8(_1, _2)",
        "ENDS_WITH": "endsWith(_1, _2)",
        "LENGTH": "lengthUTF8(_1)",
        "MIN": "minOrNull(_1)",
        "MAX": "maxOrNull(_1)",
        "SUM": "sumOrNull(_1)",
    },
    moved="DATE_ADD({unit}, _2, _1)",
    timestamp="DateTime64(6)",
    first="1900-01-01 00:00:00",
    last="2299-12-31 00:00:00",
    values=False,
    settings={"join_use_nulls": 1},
)
