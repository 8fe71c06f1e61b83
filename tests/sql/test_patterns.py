"""Random patterns against random texts: DuckDB, PostgreSQL and Python read them alike (S10)."""

from __future__ import annotations

from random import Random

import pytest
from sqlglot import exp

from compiler.patterns import PatternError, parse, written
from compiler.sql import build
from runtime.interpreter.patterns import matches
from tests.sql.engines import Engine

LETTERS = ("a", "b", "A", "0", "가", "각", "힣", "é", "ß", "_", "-", " ", "\n", "'", "\\\\", "[.]",
           "[?]", "\\(", "😀", "x\u0308")  # fmt: skip
CLASSES = ("[ab]", "[^a]", "[a-z]", "[A-Z0-9_]", "[가-힣]", "[^가-힣]", "[ -~]", "[é-ÿ]", "[&&a]",
           "[\\]^]", "[^\\n]", "[~a-]", "[😀-😎]", "[\\\\']")  # fmt: skip
TEXTS = ("a", "b", "A", "0", "가", "각", "힣", "é", "ß", "_", "-", " ", "\n", "'", "\\", ".", "?",
         "(", "😀", "x\u0308", "&", "]", "^", "~", "z", "ff", "")  # fmt: skip


def pattern(random: Random, depth: int) -> str:
    """In the words that a marketer may use."""
    deeper = ("row", "row", "or", "many", "many") * depth
    kind = random.choice(("letter", "class", "any", *deeper))
    if kind == "letter":
        return random.choice(LETTERS)
    if kind == "any":
        return "."
    if kind == "class":
        return random.choice(CLASSES).replace("\\n", "\n")
    if kind == "row":
        return "".join(pattern(random, depth - 1) for _ in range(random.randint(2, 3)))
    if kind == "or":
        return f"({'|'.join(pattern(random, depth - 1) for _ in range(2))})"
    count = random.choice(("*", "+", "?", "{2}", "{1,}", "{0,2}", "{1,3}"))
    return f"({pattern(random, depth - 1)}){count}"


def text(random: Random) -> str:
    return "".join(random.choice(TEXTS) for _ in range(random.randint(0, 4)))


@pytest.mark.parametrize("seed", range(60))
def test_engines_read_patterns_alike(seed: int, engine: Engine) -> None:
    random = Random(seed)
    for _ in range(5):
        asked = pattern(random, 3)
        texts = [text(random) for _ in range(20)]
        read = build.text(written(parse(asked)))
        found = engine.rows(exp.select(*(
            build.named(build.call("SEGUE_MATCHES", build.text(one), read.copy()), f"t{number}")
            for number, one in enumerate(texts)
        )))[0]  # fmt: skip
        for number, one in enumerate(texts):
            assert found[f"t{number}"] is matches(asked, one), (asked, one)


def test_the_random_patterns_do_match_and_do_not() -> None:
    random = Random(1)
    held = [matches(pattern(random, 3), text(random)) for _ in range(3000)]
    assert 100 < sum(held) < 2000


def test_every_sign_can_be_meant(engine: Engine) -> None:
    signs = [chr(code) for code in range(32, 127)]
    columns: list[exp.Expr] = []
    for sign in signs:
        meant = sign if sign.isalnum() or sign in " _" else f"\\{sign}"
        inside = sign if sign.isalnum() or sign in " _" else f"[{meant}]"
        for one in (meant, inside):
            call = build.call("SEGUE_MATCHES", build.text(sign), build.text(written(parse(one))))
            columns.append(build.named(call, f"c{len(columns)}"))
            assert matches(one, sign)
    assert set(engine.rows(exp.select(*columns))[0].values()) == {True}


def test_the_largest_counts_are_taken(engine: Engine) -> None:
    for asked, one in (("a{255}", "a" * 255), ("([가-힣]{10}){100}", "가" * 1000),
                       ("(a?){255}", "a" * 255)):  # fmt: skip
        call = build.call("SEGUE_MATCHES", build.text(one), build.text(written(parse(asked))))
        assert engine.value(call) is True
        assert matches(asked, one)


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("^a", (0, 1)), ("a$", (1, 2)), ("\\d", (0, 2)), ("a\\b", (1, 3)), ("\\1", (0, 2)),
        ("(?i)a", (0, 2)), ("(?=a)", (0, 2)), ("a**", (2, 3)), ("a+?", (2, 3)), ("a++", (2, 3)),
        ("[[:alpha:]]", (1, 2)), ("[z-a]", (1, 4)), ("[]", (0, 2)), ("[a", (0, 1)),
        ("(a", (0, 1)), ("a)", (1, 2)), ("a]", (1, 2)), ("{2}", (0, 1)), ("a{,2}", (1, 5)),
        ("a{x", (1, 2)), ("a{256}", (1, 6)), ("a{3,2}", (1, 6)), ("a{0}", (1, 4)), ("*", (0, 1)),
        ("a|", (2, 3)), ("()", (1, 2)), ("", (0, 1)), ("(a{200}){200}", (0, 13)), ("a\\", (1, 3)),
        ("[a--]", (3, 4)), ("x\u0308+", (1, 2)), ("[x\u0308]", (2, 3)), ("\\p{L}", (0, 2)),
    ],
)  # fmt: skip
def test_what_not_every_engine_reads_is_refused_where_it_stands(
    asked: str, place: tuple[int, int]
) -> None:
    with pytest.raises(PatternError) as refused:
        parse(asked)
    assert (refused.value.start, refused.value.end) == place
    assert refused.value.title and refused.value.help
