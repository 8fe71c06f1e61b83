"""Values and conditions as SQL: two truth values, where an unknown makes a comparison false (S9).

`truth` may give NULL for false, which filters and CASE take as false; `holds` never does. A tree
of `and` and `or` is monotone, so that one COALESCE around it is enough, and only `not` needs its
part to be exact.
"""

from __future__ import annotations

from sqlglot import exp

from compiler.model.conditions import (
    All,
    AnyOf,
    Between,
    Compare,
    Condition,
    Has,
    HasFollowed,
    InSegment,
    Known,
    ListContains,
    Matches,
    Not,
    OneOf,
    OnWeekday,
    TextMatch,
    Truth,
    When,
    Withdrawn,
    Yearly,
)
from compiler.model.values import (
    Aggregate,
    Calculation,
    CalendarStart,
    Const,
    OneOfThese,
    Otherwise,
    Scored,
    ScoreText,
    Type,
    Value,
)
from compiler.patterns import parse, written
from compiler.sql import build
from compiler.sql.calendar import shared
from compiler.sql.folding import text_match
from compiler.sql.scope import Scope, instant_value
from compiler.sql.windows import value_in
from compiler.sql.yearly import yearly_in


def value(of: Value, scope: Scope) -> exp.Expr:
    """A value; NULL where it is unknown."""
    if isinstance(of, Const):
        return build.literal(of.value)
    if isinstance(of, Calculation):
        arguments = value(of.left, scope), value(of.right, scope)
        return build.call(_CALCULATIONS[of.op], *arguments)
    if isinstance(of, Otherwise):
        return build.coalesce(value(of.value, scope), value(of.default, scope))
    if isinstance(of, Scored):
        return _score(of, scope)
    if isinstance(of, ScoreText):
        return _score_text([value(part, scope) for part in of.parts])
    if isinstance(of, OneOfThese):
        return _one_of_these(of, scope)
    if isinstance(of, CalendarStart) and of.clock is None:
        return shared(of, scope.clock).expression
    return scope.look_up(of)


def _score(of: Scored, scope: Scope) -> exp.Expr:
    """From the best score down; no value is at or above a border that nobody reaches."""
    case = exp.Case()
    for place in range(len(of.borders), 0, -1):
        reached = truth(Compare(">=", of.value, of.borders[place - 1]), scope)
        case = case.when(reached, build.whole(place + 1))
    known = truth(All(tuple(Known(each) for each in of.known)), scope)
    return exp.Case().when(known, case.else_(build.whole(1)))


def _one_of_these(of: OneOfThese, scope: Scope) -> exp.Expr:
    case = exp.Case()
    for each in of.segments:
        others = tuple(Not(other) for other in of.segments if other != each)
        case = case.when(holds(All((each, *others)), scope), build.text(each.name))
    return case


def _score_text(parts: list[exp.Expr]) -> exp.Expr:
    """`||` of an unknown part is unknown."""
    written = [build.cast(part, "TEXT") for part in parts]
    text = written[0]
    for part in written[1:]:
        text = exp.DPipe(this=exp.DPipe(this=text, expression=build.text("-")), expression=part)
    return text


_CALCULATIONS = {"+": "SEGUE_PLUS", "-": "SEGUE_MINUS", "*": "SEGUE_TIMES", "/": "SEGUE_QUOTIENT"}


def holds(condition: Condition, scope: Scope) -> exp.Expr:
    """True or false, never NULL."""
    written = truth(condition, scope)
    return build.coalesce(written, exp.false()) if _may_be_null(condition) else written


def truth(condition: Condition, scope: Scope) -> exp.Expr:
    """True, or else false or NULL."""
    match condition:
        case All(parts):
            return build.both(truth(part, scope) for part in parts)
        case AnyOf(parts):
            return build.either(truth(part, scope) for part in parts)
        case Not(part):
            return _not(part, scope)
        case Has() | HasFollowed() | Withdrawn() | InSegment():
            return scope.look_up(condition)
        case _:
            return _comparison(condition, scope)


def _not(part: Condition, scope: Scope) -> exp.Expr:
    if isinstance(part, Known):
        return exp.Is(this=value(part.value, scope), expression=exp.null())
    return build.negated(holds(part, scope))


def _comparison(condition: Condition, scope: Scope) -> exp.Expr:
    match condition:
        case Compare(op, left, right):
            return build.compare(op, *_alike(op, (left, right), scope))
        case Between(of, low, high):
            middle, lower, upper = _alike("<", (of, low, high), scope)
            return exp.Between(this=middle, low=lower, high=upper)
        case OneOf(of, options):
            first, *rest = _alike("=", (of, *options), scope)
            return exp.In(this=first, expressions=rest)
        case TextMatch(how, of, part):
            return text_match(how, value(of, scope), part, scope)
        case Matches(of, pattern):
            read = build.text(written(parse(pattern)))
            return build.call("SEGUE_MATCHES", value(of, scope), read)
        case ListContains(of, element):
            return build.call("SEGUE_HAS", value(of, scope), value(element, scope))
        case Known(of):
            return build.negated(exp.Is(this=value(of, scope), expression=exp.null()))
        case Truth(of):
            return value(of, scope)
        case When(of, window):
            return value_in(of, window, scope)
        case Yearly():
            return yearly_in(condition, scope)
        case OnWeekday(day, weekday):
            shown = build.call("SEGUE_ISODOW", value(day, scope))
            return build.compare("=", shown, build.whole(weekday))
        case _:
            raise AssertionError(condition)


def _alike(op: str, sides: tuple[Value, ...], scope: Scope) -> list[exp.Expr]:
    """The sides of a comparison: dates beside instants become instants, and text is ordered by
    code point."""
    types = {side.type for side in sides}
    if types == {Type.DATE, Type.TIME}:
        return [instant_value(side, scope).expression for side in sides]
    written = [value(side, scope) for side in sides]
    if op != "=" and all(type.textual for type in types):
        return [build.call("SEGUE_BYTES", side) for side in written]
    return written


def _may_be_null(condition: Condition) -> bool:
    match condition:
        case All(parts) | AnyOf(parts):
            return any(_may_be_null(part) for part in parts)
        case Not() | Known() | Has() | HasFollowed() | InSegment() | OnWeekday():
            return False
        case Compare(_, left, right):
            return not (_always_known(left) and _always_known(right))
        case Between(of, low, high):
            return not all(map(_always_known, (of, low, high)))
        case _:
            return True


def _always_known(of: Value) -> bool:
    if isinstance(of, Aggregate):
        return of.kind in ("count", "count distinct", "sum")
    return isinstance(of, Const | CalendarStart | Otherwise)
