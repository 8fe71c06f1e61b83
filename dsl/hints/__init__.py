"""What people write by habit, and what to write instead.

Each hint is a function of the trouble at hand that returns advice or None; the first that knows
something speaks. Hints about signs that the language does not have are in dsl/signs.py.
"""

from __future__ import annotations

from dsl.hints import (
    beginning,
    clock,
    comparing,
    days,
    elsewhere,
    entering,
    events,
    lengths,
    naming,
    numbers,
    proving,
    sending,
    waiting,
    words,
)
from dsl.hints.trouble import Advice, Hint, Trouble

HINTS: tuple[Hint, ...] = (
    words.dash, words.open_chain, elsewhere.entity, days.in_korean, days.in_words,
    days.in_digits, days.quoted, days.unit_alone, days.in_past, days.coming, days.entering,
    days.zone, elsewhere.function, elsewhere.word_before_of, elsewhere.split_sign,
    elsewhere.chained, beginning.of_condition, beginning.best, beginning.window,
    beginning.of_group, beginning.of_arm, numbers.decimal_comma, numbers.spaced_percent, clock.hour,
    waiting.best_hour, waiting.first_of, waiting.alone_in_parentheses,
    waiting.until_event, waiting.repeat,
    waiting.for_a_length, waiting.at_most, numbers.number_word, lengths.missing_unit,
    lengths.two_lengths, events.window_behind_where, events.where_behind_count, events.has_no,
    events.smallest_of, events.ago, events.compared_ago, events.the_last, events.within,
    comparing.between_to, comparing.is_value, comparing.in_one, comparing.yes_no, clock.weekday,
    words.capital, comparing.comparing_word, naming.hyphen, proving.several_texts,
    naming.quoted_name, naming.unquoted_text, naming.type_word, words.colon, words.then,
    words.maximise, clock.at, clock.moment, sending.else_channel, sending.variant_order,
    words.comma, naming.title, naming.after_name,
    entering.when, entering.again, entering.one_event,
    proving.expect_gets, proving.expect_not, words.instead,
    entering.enter, entering.goal_name, entering.goal_event,
    words.word_of_language, words.near_word,
    waiting.until_an_event, elsewhere.comma_between, words.missing_word,
)  # fmt: skip
"""In this order the hints are asked: what is special before what is general."""


def advice(trouble: Trouble) -> Advice | None:
    """The first hint that knows this trouble."""
    for hint in HINTS:
        found = hint(trouble)
        if found is not None:
            return found
    return None


__all__ = ["HINTS", "Advice", "Hint", "Trouble", "advice"]
