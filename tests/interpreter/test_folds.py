"""The table of simple folds (S10)."""

from __future__ import annotations

from compiler.folds import FROM, TO, fold


def test_one_character_for_one() -> None:
    assert len(FROM) == len(TO) == len(set(FROM))
    assert not set(FROM) & set(TO)


def test_what_folds() -> None:
    assert fold("ÀÉ STRAẞE ΟΔΟΣ ЖЩ Ａ ſ K") == "àé straße οδοσ жщ ａ s k"
    assert fold("ς") == "σ"


def test_what_does_not() -> None:
    same = "abc 가나 ß İ ı ŉ 123 日本"
    assert fold(same) == same


def test_the_table_is_that_of_the_running_python_where_both_know_the_character() -> None:
    """Python's own folds are the full ones; where they are one character long they are these."""
    for source, folded in zip(FROM, TO, strict=True):
        assert source.casefold() in (folded, folded.casefold())
