"""What people write by habit, and what to write instead.

Each hint is a function of the trouble at hand that returns advice or None; the first that knows
something speaks. Hints about signs that the language does not have are in dsl/signs.py.
"""

from __future__ import annotations

from dsl.hints import comparing, events, lengths, naming, words
from dsl.hints.trouble import Advice, Hint, Trouble

HINTS: tuple[Hint, ...] = (
    lengths.spaced_percent, lengths.missing_unit, lengths.wait_for_time, lengths.two_lengths,
    events.window_behind_where, events.where_behind_count, events.smallest_of, events.the_last,
    events.within, events.at_least_ago, comparing.between_to, comparing.is_value,
    comparing.in_one, comparing.yes_no, words.weekday, words.capital, comparing.comparing_word,
    naming.hyphen, naming.quoted_name, naming.unquoted_text, naming.type_word, words.colon,
    words.then, words.maximise, words.at, words.moment, words.else_channel, words.comma,
    naming.title, words.quiet, words.instead, words.enter, words.comma_at_most, words.goal_name,
    words.word_of_language, words.near_word, words.missing_word,
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
