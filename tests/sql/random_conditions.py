"""Random typed conditions from the model: every kind of node, at every type it may have."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

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
from compiler.model.declarations import (
    Field,
)
from compiler.model.project import Project
from compiler.model.values import (
    Aggregate,
    AnswerField,
    Calculation,
    CalendarStart,
    Const,
    CustomerField,
    Edge,
    EntryField,
    EntryTime,
    EventField,
    GroupValue,
    Occurrences,
    Otherwise,
    TraitValue,
    Type,
    Value,
)
from compiler.model.windows import (
    Ago,
    Before,
    Duration,
    FromUntil,
    InLast,
    InNext,
    MoreThanAgo,
    Since,
    Window,
)
from tests.sql.random_worlds import (
    CUSTOMER,
    EVENTS,
    LONG,
    PATTERNS,
    RECORDS,
    SEVERAL,
    T,
    plain,
)


class Generator:
    """Conditions over one project; `rows`: with an entry and answers in reach."""

    def __init__(self, random: Random, project: Project, *, rows: bool) -> None:
        self.random, self.project, self.rows = random, project, rows

    def condition(self, depth: int, event: str | None = None) -> Condition:
        """`event`: inside a `where` over that event."""
        if depth <= 0 or self.random.random() < 0.4:
            return self._leaf(depth, event)
        parts = tuple(
            self.condition(depth - 1, event) for _ in range(self.random.randint(1, 3))
        )
        return self.random.choice((All(parts), AnyOf(parts), Not(parts[0])))

    def _leaf(self, depth: int, event: str | None) -> Condition:
        makers: list[Callable[[], Condition]] = [
            lambda: self._compare(depth, event), lambda: self._compare(depth, event),
            lambda: self._between(depth, event), lambda: self._one_of(depth, event),
            lambda: self._text_match(depth, event),
            lambda: Matches(self.value(T.TEXT, depth, event), self.random.choice(PATTERNS)),
            lambda: ListContains(self.texts(event), self.value(T.TEXT, depth, event)),
            lambda: Known(self.texts(event)),
            lambda: self._yearly(depth, event),
            lambda: Known(self.value(self._type(), depth, event)),
            lambda: Truth(self.value(T.YES_NO, depth, event)),
            lambda: When(self.value(self.random.choice((T.TIME, T.DATE)), depth, event),
                         self.window(depth, future=True)),
        ]  # fmt: skip
        if event is None:
            makers += [lambda: Has(self.occurrences(depth))] * 2
            makers.append(lambda: Has(self.records(depth)))
            makers.append(lambda: self._followed(depth))
            makers.append(lambda: OnWeekday(self.start("day"), self.random.randint(1, 7)))
        if self.project.segments and (event is None or depth > 0):
            segments = tuple(self.project.segments)
            makers.append(lambda: InSegment(self.random.choice(segments)))
        return self.random.choice(makers)()

    def _type(self) -> Type:
        return self.random.choice((T.TEXT, T.NUMBER, T.MONEY, T.YES_NO, T.DATE, T.TIME))

    def _compare(self, depth: int, event: str | None) -> Condition:
        type = self._type()
        left, right = self.value(type, depth, event), self.value(self._like(type), depth, event)
        op = "=" if type is T.YES_NO else self.random.choice(("=", "<", "<=", ">", ">="))
        return Compare(op, left, right)

    def _like(self, type: Type) -> Type:
        """What a value of this type may be compared with."""
        alike = {T.NUMBER: (T.MONEY, T.NUMBER), T.MONEY: (T.MONEY, T.NUMBER)}
        alike |= {T.DATE: (T.DATE, T.TIME), T.TIME: (T.DATE, T.TIME)}
        return self.random.choice(alike.get(type, (type,)))

    def _between(self, depth: int, event: str | None) -> Condition:
        type = self.random.choice((T.NUMBER, T.MONEY, T.DATE, T.TIME, T.TEXT))
        low, high = (self.value(self._like(type), 0, event) for _ in range(2))
        return Between(self.value(type, depth, event), low, high)

    def _one_of(self, depth: int, event: str | None) -> Condition:
        type = self.random.choice((T.TEXT, T.NUMBER))
        options = tuple(self.value(type, 0, event) for _ in range(self.random.randint(1, 3)))
        return OneOf(self.value(type, depth, event), options)

    def _text_match(self, depth: int, event: str | None) -> Condition:
        how = self.random.choice(("contains", "starts with", "ends with"))
        part: Value = Const(self.random.choice(("S", "o", "SS", "ſ", "ó", "", "L", "z")), T.TEXT)
        if self.random.random() < 0.2:
            part = self.value(T.TEXT, 0, event)
        return TextMatch(how, self.value(T.TEXT, depth, event), part)

    def _yearly(self, depth: int, event: str | None) -> Condition:
        unit = self.random.choice(("day", "week", "month"))
        length = Duration(self.random.choice((1, 2, 7, 30)), self.random.choice(LONG))
        window = self.random.choice((InLast(length), InNext(length), self.calendar(unit, T.DATE)))
        return Yearly(self.value(T.DATE, depth, event), window, self.start("day"))

    def start(self, unit: str, type: Type = T.DATE, *, following: bool = False) -> CalendarStart:
        """On the customer's own clock, where the project knows one."""
        field = self.project.customers.of_type(T.TIMEZONE)
        if field is None:
            return CalendarStart(unit, following, type)
        otherwise = field.default if isinstance(field.default, str) else None
        clock = CustomerField(field.name, field.type)
        return CalendarStart(unit, following, type, clock, otherwise)

    def calendar(self, unit: str, type: Type) -> FromUntil:
        return FromUntil(self.start(unit, type), self.start(unit, type, following=True))

    def _followed(self, depth: int) -> Condition:
        then = self.occurrences(depth - 1, window=False)
        within = Duration(self.random.choice((1, 2)), self.random.choice(("hour", "day", "month")))
        if self.random.random() < 0.3:
            return Withdrawn(then, self.random.choice((None, "vip", "vip")))
        return HasFollowed(self.occurrences(depth - 1), then, within, self.random.random() < 0.5)

    def occurrences(self, depth: int, *, window: bool = True) -> Occurrences:
        event = self.random.choice(("purchase", "purchase", "visit", "clicked"))
        framed = window and self.random.random() < 0.6
        seen = self.window(depth - 1) if framed else None
        where = self.condition(depth - 1, event) if self.random.random() < 0.4 else None
        mine = self.rows and event == "clicked" and self.random.random() < 0.5
        return Occurrences(event, seen, where, mine)

    def records(self, depth: int) -> Occurrences:
        name = self.random.choice(tuple(RECORDS))
        where = self.condition(depth - 1, name) if self.random.random() < 0.6 else None
        return Occurrences(name, where=where, standing=True)

    def duration(self) -> Duration:
        amount = self.random.choice((1, 2, 3, 30))
        units = ("minute", "hour", "day", "week", "month", "year")
        return Duration(amount, self.random.choice(units[:4] if amount > 3 else units[1:]))

    def window(self, depth: int, *, future: bool = False) -> Window:
        choices: list[Window] = [
            InLast(self.duration()), InLast(self.duration()), MoreThanAgo(self.duration()),
            Since(self.border(depth), after=self.random.random() < 0.3),
            Before(self.border(depth)), FromUntil(self.border(depth), self.border(depth)),
            self.calendar(self.random.choice(("day", "week", "month")), T.TIME),
        ]  # fmt: skip
        if future:
            choices.append(InNext(self.duration()))
        return self.random.choice(choices)

    def border(self, depth: int) -> Ago | Value:
        if self.random.random() < 0.3:
            return Ago(self.duration())
        return self.value(self.random.choice((T.TIME, T.DATE)), depth, None)

    def value(self, type: Type, depth: int, event: str | None) -> Value:
        makers: list[Callable[[], Value]] = [lambda: Const(plain(self.random, type), type)]
        makers += [self._field(CUSTOMER, type, lambda name: CustomerField(name, type))] * 2
        if event is not None:
            makers += [
                self._field(SEVERAL[event], type, lambda name: EventField(event, name, type))
            ] * 3
        if self.rows:
            known = EVENTS["purchase"]
            makers.append(self._field(known, type, lambda name: EntryField(name, type)))
            makers.append(self._field(known, type, lambda name: AnswerField("seen", name, type)))
            if type is T.TIME:
                makers.append(EntryTime)
        if event is None and depth > 0:
            makers += [lambda: self._fact(type, depth)] * 2
        makers += [lambda: self._declared(type)] * 2
        if type in (T.DATE, T.TIME):
            unit = self.random.choice(("day", "week", "month"))
            following = self.random.random() < 0.4
            makers.append(lambda: self.start(unit, type, following=following))
        if type is T.NUMBER and depth > 0:
            makers.append(lambda: self._calculation(depth, event))
        if depth > 0:
            makers.append(lambda: self._otherwise(type, depth, event))
        return self.random.choice(makers)()

    def texts(self, event: str | None) -> Value:
        """A list of text: a field, or a trait that is one; nothing else gives one."""
        found: list[Value] = [
            TraitValue(trait.name, T.TEXTS)
            for trait in self.project.traits.values()
            if trait.value.type is T.TEXTS
        ]
        found.append(CustomerField("colours", T.TEXTS))
        if event in ("purchase", "booking"):
            name = "tags" if event == "purchase" else "wishes"
            found += [EventField(event, name, T.TEXTS)] * 3
        if self.rows:
            found += [EntryField("tags", T.TEXTS), AnswerField("seen", "tags", T.TEXTS)]
        return self.random.choice(found)

    def _field(
        self, fields: tuple[Field, ...], type: Type, make: Callable[[str], Value]
    ) -> Callable[[], Value]:
        names = [field.name for field in fields if field.type is type]
        if not names:
            return lambda: Const(plain(self.random, type), type)
        return lambda: make(self.random.choice(names))

    def _calculation(self, depth: int, event: str | None) -> Value:
        left, right = (
            self.value(self.random.choice((T.NUMBER, T.MONEY)), depth - 1, event)
            for _ in range(2)
        )
        return Calculation(self.random.choice("+-*/"), left, right)

    def _otherwise(self, type: Type, depth: int, event: str | None) -> Value:
        default = Const(plain(self.random, type), type)
        return Otherwise(self.value(type, depth - 1, event), default, type)

    def _declared(self, type: Type) -> Value:
        found: list[Value] = [
            TraitValue(trait.name, type)
            for trait in self.project.traits.values()
            if trait.value.type is type
        ]
        found += [one for one in self.project.populations.values() if one.type is type]
        if type is T.TEXT:
            found += [GroupValue(name) for name in self.project.groups]
        return self.random.choice(found) if found else Const(plain(self.random, type), type)

    def _fact(self, type: Type, depth: int) -> Value:
        if self.random.random() < 0.25:
            return self._of_records(type, depth)
        of = self.occurrences(depth - 1)
        edges = ("first", "last")
        names = [field.name for field in EVENTS[of.event] if field.type is type]
        name = self.random.choice(names) if names else None
        if type is T.TIME and (name is None or self.random.random() < 0.5):
            return Edge(self.random.choice(edges), of, None, T.TIME)
        if type is T.NUMBER and (name is None or self.random.random() < 0.4):
            if self.random.random() < 0.5:
                return Aggregate(self.random.choice(("count", "median gap")), of, None, T.NUMBER)
            fields = [field.name for field in _single(EVENTS[of.event])]
            return Aggregate("count distinct", of, self.random.choice(fields), T.NUMBER)
        if name is None:
            return Const(plain(self.random, type), type)
        kinds = ["most frequent"]
        if type in (T.NUMBER, T.MONEY):
            kinds += ["sum", "average", "median", "smallest", "largest"]
        elif type is not T.YES_NO:
            kinds += ["smallest", "largest"]
        if self.random.random() < 0.4:
            return Edge(self.random.choice(edges), of, name, type)
        return Aggregate(self.random.choice(kinds), of, name, type)

    def _of_records(self, type: Type, depth: int) -> Value:
        of = self.records(depth - 1)
        fields = RECORDS[of.event]
        names = [field.name for field in fields if field.type is type]
        if type is T.NUMBER and self.random.random() < 0.5:
            if self.random.random() < 0.5:
                return Aggregate("count", of, None, T.NUMBER)
            counted = self.random.choice(_single(fields))
            return Aggregate("count distinct", of, counted.name, T.NUMBER)
        if not names or type is T.YES_NO:
            return Const(plain(self.random, type), type)
        kinds = ["smallest", "largest"]
        if type in (T.NUMBER, T.MONEY):
            kinds += ["sum", "average", "median"]
        return Aggregate(self.random.choice(kinds), of, self.random.choice(names), type)


def _single(fields: tuple[Field, ...]) -> list[Field]:
    """Those of a single value, which can be counted."""
    return [field for field in fields if field.type is not T.TEXTS]
