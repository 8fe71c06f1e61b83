"""The chance that somebody comes back, as SQL (BG/NBD).

The closed form of `runtime/statistics/bgnbd.py`, in the same order of operations.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.model.values import PARAMETERS, Chance
from compiler.sql import build

CUT = 100
"""Beyond e¹⁰⁰ no digit of six is left; engines would overflow."""


def score(need: Chance, known: str, history: str) -> exp.Expr:
    """P(alive) (1 − ((α+T)/(α+T+t))^(r+x)), to scale 6; NULL where there is no history.
    The CASE says that, since LEAST and GREATEST pass over a NULL."""
    r, alpha, a, b = (build.column(name, known) for name in PARAMETERS)
    x, last, age = (build.column(name, history) for name in ("repeats", "last", "age"))
    events, older = _paren(exp.Add, r, x), _paren(exp.Add, alpha, age)
    later = _paren(exp.Add, older, build.number(need.days))
    silent = exp.Mul(this=events, expression=_log(exp.Div, older, later))
    again = _paren(exp.Sub, build.whole(1), _exp("GREATEST", build.whole(-CUT), silent))
    others = build.call("GREATEST", exp.Sub(this=x, expression=build.whole(1)), build.whole(0))
    gone = _log(exp.Div, a, _paren(exp.Add, b, others))
    quiet = exp.Mul(
        this=events.copy(), expression=_log(exp.Div, older, _paren(exp.Add, alpha, last))
    )
    odds = exp.Add(this=gone, expression=quiet)
    one = exp.Add(this=build.whole(1), expression=_exp("LEAST", build.whole(CUT), odds))
    alive = exp.Div(this=binary(build.whole(1)), expression=build.paren(one))
    never = build.compare("=", x.copy(), build.whole(0))
    back = build.compare(">", x.copy(), build.whole(0))
    case = exp.Case().when(never, binary(build.whole(1))).when(back, alive)
    return build.cast(exp.Mul(this=case, expression=again), "DECIMAL(18, 6)")


def binary(value: exp.Expr) -> exp.Expr:
    """As a binary float: powers and logarithms of decimals are in no engine but one."""
    return build.cast(value, "DOUBLE")


def _paren(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return build.paren(kind(this=left.copy(), expression=right.copy()))


def _log(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return build.call("LN", kind(this=left.copy(), expression=right.copy()))


def _exp(bound: str, limit: exp.Expr, value: exp.Expr) -> exp.Expr:
    return build.call("EXP", build.call(bound, limit, value))
