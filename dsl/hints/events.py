"""Events, windows and `where`."""

from __future__ import annotations

from dsl.hints.naming import glued
from dsl.hints.trouble import Advice, Trouble


def window_behind_where(trouble: Trouble) -> Advice | None:
    earlier = [token.text for token in trouble.line[: trouble.position]]
    if trouble.typed in ("in last", "in next", "since", "before") and "where" in earlier:
        return Advice(
            "the window stands before `where`: `has purchase in last 30 days where amount > 10000`"
        )
    return None


def where_behind_count(trouble: Trouble) -> Advice | None:
    earlier = [token.text for token in trouble.line[: trouble.position]]
    if trouble.typed == "where" and "of" in earlier and "has" not in earlier:
        return Advice(
            "put it in parentheses with its `where`: "
            "`(count of purchase in last 30 days where amount > 100) >= 2`"
        )
    if trouble.kind() in ("COMPARISON", "EQUAL") and {"where", "of"} <= set(earlier):
        return Advice(
            "put what is counted in parentheses: "
            "`(count of purchase in last 30 days where amount > 100) >= 2`"
        )
    return None


def has_no(trouble: Trouble) -> Advice | None:
    """`has no purchase`, `has a purchase`: the small word was taken for the event."""
    small = trouble.word(-1)
    if trouble.kind() != "NAME" or trouble.word(-2) != "has":
        return None
    title = f"`has` stands without `{small}`"
    if small in ("no", "not", "never", "none"):
        help = "write `no {0}` for who has none, `has {0}` for who has one"
    elif small in ("a", "an", "any", "some", "the", "one"):
        help = "write `has {0}`"
    else:
        return None
    return Advice(help.format(glued(trouble)), title, "E0113", (1, -1))


_OF_THE_PAST = ("during", "over", "past", "last")


def the_last(trouble: Trouble) -> Advice | None:
    if trouble.word(-1) == "in" and (trouble.typed, trouble.word(1)) == ("the", "last"):
        said = f"write `in last {trouble.length('7 days')}`, without `the`"
        return Advice(said, code="E0113", around=(1, 1), right="in last")
    if "IN_LAST" not in trouble.could:
        return None
    right = f"write `in last {trouble.length('7 days')}`"
    if trouble.typed == "in" and trouble.word(1) == "the":
        last = trouble.word(2) == "last"
        return Advice(f"{right}, without `the`", code="E0113",
                      around=(0, 2 if last else 1), right="in last" if last else None)
    past = trouble.word(1) == "past" if trouble.typed == "in" else trouble.typed in _OF_THE_PAST
    if trouble.typed in ("within", "for") or (past and trouble.length()):
        return Advice(right)
    return None


def within(trouble: Trouble) -> Advice | None:
    if trouble.typed in ("in", "in last", "in next", "after") and trouble.takes("within"):
        right = "within" if trouble.typed in ("in", "after") else None
        return Advice(f"write `within {trouble.length('3 days')}`", right=right)
    return None


def smallest_of(trouble: Trouble) -> Advice | None:
    """`of` can be a name, so the trouble is what stands behind it."""
    if trouble.word(-1) == "of" and trouble.word(-2) in ("smallest", "largest"):
        kind = trouble.word(-2)
        return Advice(
            f"write `{kind} {glued(trouble)}`", f"`{kind}` stands without `of`", "E0113"
        )
    return None


_LONGER = ("over", "longer", "older", "earlier")
_SHORTER = ("less", "under", "newer", "younger", "later", "below")


def ago(trouble: Trouble) -> Advice | None:
    """How long something is ago."""
    length = trouble.length()
    if "MORE" in trouble.could and (length or trouble.typed in ("longer", "older")):
        at = trouble.word(1) if trouble.typed == "at" else ""
        if at == "least" or trouble.typed in _LONGER:
            return Advice(f"write `more than {length or '60 days'} ago`")
        if at == "most" or trouble.typed in _SHORTER:
            return Advice(f"write `in last {length}`")
        is_ago = trouble.kind() == "NUMBER" and trouble.word(2) == "ago"
        return _either(length) if is_ago else None
    if trouble.typed == "more" and "IN_LAST" in trouble.could:
        length = length or "60 days"
        event = trouble.word(-1)
        return Advice(f"write `before {length} ago`, or `last {event} more than {length} ago`")
    return None


def compared_ago(trouble: Trouble) -> Advice | None:
    """`last purchase > 45 days ago`, which people mean in either way."""
    signs = ("COMPARISON", "EQUAL")
    if trouble.typed == "ago" and trouble.kind(-2) == "NUMBER" and trouble.kind(-3) in signs:
        return _either(f"{trouble.word(-2)} {trouble.word(-1)}")
    return None


def _either(length: str) -> Advice:
    return Advice(
        f"write `more than {length} ago` where it is longer ago, `in last {length}` where it is not"
    )
