"""The text of a campaign to its journey. What stands on a stop is what stands in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal

from compiler.meaning.first import arm_names
from compiler.model.steps import BY_ITSELF, MISSED
from compiler.picture.journey import Journey, Kind, Sign, Stop, Way
from compiler.picture.numbers import Place, first, within
from compiler.picture.words import Declared, declared
from dsl import tree
from dsl.layout import Line, layout
from dsl.source import Source, Span
from dsl.spacing import spaced

_FACTS = {"goal", "leave", "guard", "hold", "runs", "usually", "only", "quiet", "priority"}
"""The lines of a head that hold for the whole journey."""


def told(node: tree.Campaign, source: Source, files: Iterable[tree.File]) -> Journey:
    """The journey of the campaign `node`, which stands in `source`; `files`: all of the project,
    whose titles and channels it uses. A part with mistakes is left out, as the tree leaves it."""
    return _Teller(source, declared(files)).journey(node)


class _Teller:
    """Finds the words of each step in its file."""

    def __init__(self, source: Source, known: Declared) -> None:
        self.source = source
        self.known = known
        self.lines = sorted(_every(layout(source).lines), key=lambda line: line.start)
        self.starts = [line.start for line in self.lines]

    def journey(self, node: tree.Campaign) -> Journey:
        head = self._line(node.span)
        inside = head.children if head else []
        return Journey(
            node.name.text,
            node.title.value if node.title else "",
            self.source.path,
            self._entry(node, inside),
            self._block(node.steps, first("")),
            tuple(_fact(line) for line in inside if _is_fact(line)),
            tuple(self._leave(each) for each in node.ways_out),
            tuple(self._parting(node)),
        )

    def _entry(self, node: tree.Campaign, inside: list[Line]) -> Stop:
        lines = [line for line in inside if line.tokens and line.tokens[0].text == "enter"]
        if not node.entries or not lines:
            return Stop(Kind.ENTRY, Sign.FLAG, "enter", "nobody enters yet")
        line = lines[0]
        notes = tuple(spaced(each.tokens) for each in line.children)
        sentence = spaced(line.tokens)
        number = self._number(node.entries[0].span)
        return Stop(Kind.ENTRY, Sign.FLAG, sentence, sentence, notes=notes, line=number)

    def _parting(self, node: tree.Campaign) -> Iterator[tuple[Stop, ...]]:
        for number, leave in enumerate(node.ways_out, 1):
            if leave.steps:
                yield (self._leave(leave), *self._block(leave.steps, first(f"leave {number}.")))

    def _leave(self, node: tree.Leaving) -> Stop:
        said = self._said(node.span)
        return Stop(Kind.OUT, Sign.DOOR, said, said, line=self._number(node.span))

    def _block(self, nodes: tuple[tree.Step, ...], place: Place) -> tuple[Stop, ...]:
        return tuple(
            self._stop(node, place.step(number, node.called.text if node.called else ""))
            for number, node in enumerate(nodes, 1)
        )

    def _stop(self, node: tree.Step, place: Place) -> Stop:
        said, line = self._said(node.span), self._number(node.span)

        def stop(
            kind: Kind, sign: Sign, words: str = said, lead: str = "", notes: tuple[str, ...] = (),
            body: tuple[Stop, ...] = (), ways: tuple[Way, ...] = (),
        ) -> Stop:  # fmt: skip
            return Stop(kind, sign, said, words, lead, notes, place.ids, line, body, ways)

        match node:
            case tree.Wait():
                return stop(Kind.WAIT, Sign.CLOCK)
            case tree.WaitUntil() | tree.WaitAround() | tree.BestHour():
                return stop(Kind.WAIT, Sign.CLOCK, ways=self._at_instant(node, place))
            case tree.WaitFor():
                return stop(Kind.LISTEN, Sign.EAR, ways=self._answered(node, place))
            case tree.WaitForFirst():
                return stop(Kind.LISTEN, Sign.EAR, ways=self._first_of(node, place))
            case tree.UntilEvent():
                body = self._block(node.steps, within(place, "until"))
                ways = self._ended(node, place)
                return stop(Kind.UNTIL, Sign.EAR, body=body, ways=ways)
            case tree.Repeat():
                body = self._block(node.steps, within(place, "1", node.times))
                return stop(Kind.REPEAT, Sign.LOOP, body=body)
            case tree.If():
                return self._if(node, place)
            case tree.Split():
                _, _, rest = said.partition(", ")
                ways = self._arms(node, place)
                return stop(
                    Kind.SPLIT, Sign.FORK, node.name.text, "split", (rest,) if rest else (),
                    ways=ways,
                )  # fmt: skip
            case tree.Send():
                words, notes = _titled(self.known.messages, node.message.text)
                return stop(Kind.SEND, self._sign(node), words, _by(node), notes)
            case tree.Give():
                words, notes = _titled(self.known.offers, node.offer.text)
                return stop(Kind.GIVE, Sign.GIFT, words, "give", notes)
            case tree.Call():
                return stop(Kind.CALL, Sign.PLUG, node.hook.text, "call")
            case tree.Leave():
                return stop(Kind.LEAVE, Sign.DOOR, node.reason.value, "leave")
            case _:
                return stop(Kind.SET, Sign.TAG)

    def _sign(self, node: tree.Send) -> Sign:
        if node.to is not None:
            return Sign.PERSON
        return self.known.signs.get(node.channels[0].text, Sign.BELL)

    def _at_instant(self, node: tree.WaitsUntil, place: Place) -> tuple[Way, ...]:
        if not node.steps:
            return ()
        then = Way("then", "then", self._block(node.steps, within(place, "then")))
        return (then, Way("past, or unknown", MISSED))

    def _answered(self, node: tree.WaitFor, place: Place) -> tuple[Way, ...]:
        steps = self._block(node.then, within(place, "then"))
        then = Way(self._events(node.events), "then", steps)
        late = Way(f"not within {self._slice(node.at_most.span)}", "else",
                   self._block(node.otherwise, within(place, "else")))  # fmt: skip
        return (late, then) if node.unless else (then, late)

    def _first_of(self, node: tree.WaitForFirst, place: Place) -> tuple[Way, ...]:
        arms = arm_names(node)
        answered = tuple(
            Way(self._said(way.span), arm, self._block(way.steps, within(place, arm)))
            for arm, way in zip(arms, node.ways, strict=True)
        )
        late = self._block(node.otherwise, within(place, "else"))
        most = self._slice(node.at_most.span)
        return (*answered, Way(f"none within {most}", "else", late))

    def _ended(self, node: tree.UntilEvent, place: Place) -> tuple[Way, ...]:
        if not (node.then or node.otherwise):
            return ()
        return (
            Way(self._events(node.events), "then", self._block(node.then, within(place, "then"))),
            Way(f"after {self._slice(node.at_most.span)}", "else",
                self._block(node.otherwise, within(place, "else"))),
            Way("ended by itself", BY_ITSELF),
        )  # fmt: skip

    def _if(self, node: tree.If, place: Place) -> Stop:
        said = [self._said(branch.span) for branch in node.branches]
        alone = len(said) == 1
        ways = []
        for number, (branch, words) in enumerate(zip(node.branches, said, strict=True), 1):
            label = "if" if number == 1 else f"else if {number}"
            steps = self._block(branch.steps, within(place, label))
            ways.append(Way("yes" if alone else words.removeprefix("else "), label, steps))
        last = self._block(node.otherwise, within(place, "else"))
        ways.append(Way("no" if alone else "else", "else", last))
        words = said[0] if alone else "which is the first that holds?"
        line = self._number(node.span)
        return Stop(Kind.DECIDE, Sign.QUESTION, words, words, ids=place.ids, line=line,
                    ways=tuple(ways))  # fmt: skip

    def _arms(self, node: tree.Split, place: Place) -> tuple[Way, ...]:
        given = sum((arm.share.value for arm in node.arms if arm.share), Decimal(0))
        without = sum(arm.share is None for arm in node.arms)
        rest = (100 - given) / without if without else Decimal(0)
        return tuple(
            Way(arm.name.text, arm.name.text, self._block(arm.steps, within(place, arm.name.text)),
                _percent(arm.share.value if arm.share else rest))
            for arm in node.arms
        )  # fmt: skip

    def _events(self, events: tree.Events) -> str:
        return self._slice(events[0].span.to(events[-1].span))

    def _slice(self, span: Span) -> str:
        return " ".join(self.source.text[span.start : span.end].split())

    def _said(self, span: Span) -> str:
        line = self._line(span)
        return spaced(line.tokens) if line else self._slice(span)

    def _line(self, span: Span) -> Line | None:
        """The line in which a node begins; some begin behind its first word."""
        place = bisect_right(self.starts, span.start)
        return self.lines[place - 1] if place else None

    def _number(self, span: Span) -> int:
        return self.source.place(span.start)[0]


def _titled(titles: dict[str, str], name: str) -> tuple[str, tuple[str, ...]]:
    """A title large and the name small, or the name alone."""
    title = titles.get(name, "")
    return (title, (name,)) if title else (name, ())


def _by(node: tree.Send) -> str:
    if node.to is not None:
        return "send to " + ".".join(part.text for part in node.to.parts)
    chain = ", else ".join(each.text for each in node.channels)
    return f"send by {chain}" + (", else drop" if node.drop else "")


def _percent(share: Decimal) -> str:
    return f"{round(float(share), 1):g}%"


def _every(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from _every(line.children)


def _is_fact(line: Line) -> bool:
    """Lines `leave` with steps are drawn."""
    return bool(line.tokens) and line.tokens[0].text in _FACTS and not line.children


def _fact(line: Line) -> tuple[str, str]:
    said = spaced(line.tokens)
    for start in ("leave on", "leave if", "hold out", "only while", "only if", "runs"):
        if said.startswith(f"{start} "):
            return start, said.removeprefix(f"{start} ")
    word, _, rest = said.partition(" ")
    return word, rest
