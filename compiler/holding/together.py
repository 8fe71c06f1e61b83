"""Facts about different subjects that exclude each other: numbers of occurrences in windows that
lie in each other, and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from compiler.folds import fold
from compiler.holding.domain import Domain
from compiler.holding.implied import fewer
from compiler.holding.satisfiable import Facts
from compiler.holding.subjects import COUNTED, Held
from compiler.holding.windows import rest
from compiler.model.conditions import Condition, TextMatch
from compiler.model.values import Aggregate, Const, Occurrences

Impossible = Callable[[Condition], bool]
"""Whether a condition can never hold."""

_NONE = Decimal(0)


def contradict(facts: Facts, impossible: Impossible) -> bool:
    """Whether facts exclude each other in one of the ways that are looked for."""
    numbers = [(each, facts[each]) for each in facts if isinstance(each, Aggregate)]
    if numbers and _numbers(numbers, facts, impossible):
        return True
    texts = [each.what for each in facts if isinstance(each, Held)
             and isinstance(each.what, TextMatch)]  # fmt: skip
    return bool(texts) and _texts(texts, facts)


Numbers = list[tuple[Aggregate, Domain]]


def _numbers(numbers: Numbers, facts: Facts, impossible: Impossible) -> bool:
    counts = {each.of: domain for each, domain in numbers if each.kind == "count"}
    for of, domain in counts.items():
        if domain.least and of.where is not None and impossible(of.where):
            return True
    if _too_many(counts) or _parts(counts):
        return True
    return any(
        _over_none(each, domain) or _distinct(each, domain, counts)
        for each, domain in numbers
        if each.of in counts and each.kind in ("sum", "count distinct")
        and (each.kind != "sum" or counts[each.of].most == _NONE)
    )  # fmt: skip


def _too_many(counts: dict[Occurrences, Domain]) -> bool:
    """More in a narrower window, or of a narrower kind, than in the wider one."""
    for of, domain in counts.items():
        for other, wider in counts.items():
            least, most = domain.least, wider.most
            more = least is not None and most is not None and least > most
            if more and of is not other and fewer(of, other):
                return True
    return False


def _parts(counts: dict[Occurrences, Domain]) -> bool:
    """All is what lies in a window and what does not."""
    for of, domain in counts.items():
        others = rest(of.window) if of.window is not None else None
        if others is None:
            continue
        whole = counts.get(replace(of, window=None))
        other = counts.get(replace(of, window=others), COUNTED)
        if whole is None:
            continue
        most = None if domain.most is None or other.most is None else domain.most + other.most
        if most is not None and whole.least is not None and whole.least > most:
            return True
        if whole.most is not None and (domain.least or 0) + (other.least or 0) > whole.most:
            return True
    return False


def _over_none(each: Aggregate, domain: Domain) -> bool:
    """Over no occurrences a sum is 0 (S9)."""
    return each.kind == "sum" and not domain.unknown and not domain.holds(_NONE)


def _distinct(each: Aggregate, domain: Domain, counts: dict[Occurrences, Domain]) -> bool:
    most = counts[each.of].most
    return (
        each.kind == "count distinct" and most is not None
        and domain.least is not None and domain.least > most
    )


def _texts(texts: list[TextMatch], facts: Facts) -> bool:
    """A text that is one of a few, of which none fits; or two beginnings or ends at once."""
    for match in texts:
        domain = facts.get(match.value)
        if isinstance(match.part, Const) and domain is not None and domain.only is not None:
            wanted = True in (facts[Held(match)].only or ())
            left = [each for each in domain.only if domain.holds(each)
                    and isinstance(each, str) and _fits(match, each) is wanted]  # fmt: skip
            if not left and not domain.unknown:
                return True
    return any(_apart(one, other) for one, other in _pairs(texts, facts))


def _fits(match: TextMatch, text: str) -> bool:
    assert isinstance(match.part, Const)
    part, whole = fold(str(match.part.value)), fold(text)
    if match.how == "contains":
        return part in whole
    return whole.startswith(part) if match.how == "starts with" else whole.endswith(part)


def _pairs(texts: list[TextMatch], facts: Facts) -> Iterator[tuple[TextMatch, TextMatch]]:
    so = [each for each in texts if facts[Held(each)].only == frozenset([True])]
    for place, one in enumerate(so):
        for other in so[place + 1 :]:
            if one.value == other.value and one.how == other.how:
                yield one, other


def _apart(one: TextMatch, other: TextMatch) -> bool:
    if not (isinstance(one.part, Const) and isinstance(other.part, Const)):
        return False
    first, second = fold(str(one.part.value)), fold(str(other.part.value))
    if one.how == "starts with":
        return not (first.startswith(second) or second.startswith(first))
    if one.how == "ends with":
        return not (first.endswith(second) or second.endswith(first))
    return False
