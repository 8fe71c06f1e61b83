"""Whatever stands in a file, whoever asks about it is answered."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from compiler.editing.colours import colours
from compiler.editing.folding import folds
from compiler.editing.hover import hover
from compiler.editing.instants import hints
from compiler.editing.legal import Context, legal
from compiler.editing.outline import outline
from compiler.editing.renaming import Impossible, renamable, renamed
from dsl.parse import parse_text
from dsl.source import Source
from tests.editing.projects import BESIDE, HERE, context
from tests.editing.test_names import FILE
from tests.editing.test_renaming import SHOP

BITS = ("", '"', '"""', "(", ")", "\n", "\n  ", "{{ ", "é한🎒", "`", "\t", ". ", "where ", "in ")


def damaged(chance: random.Random) -> str:
    """The file with a few pieces of it replaced, or cut off in the middle."""
    text = FILE
    for _ in range(chance.randint(1, 3)):
        begin = chance.randrange(len(text))
        text = text[:begin] + chance.choice(BITS) + text[begin + chance.randint(0, 40) :]
    return text[: chance.randrange(len(text))] if chance.random() < 0.5 else text


@pytest.mark.parametrize("seed", range(12))
def test_damaged_files_are_answered(seed: int) -> None:
    chance = random.Random(seed)
    text = damaged(chance)
    source, known = Source(HERE, text), context({HERE: text, BESIDE: SHOP})
    names = known.index.files[HERE]
    for _ in range(5):
        _ask(source, chance.randint(0, len(text)), known)
    coloured = colours(source, names, known.index)
    assert all(one.span.end <= other.span.start for one, other in pairwise(coloured))
    assert all(fold.first < fold.last for fold in folds(source))
    outline(names)
    hints(parse_text(HERE, text).file)


def _ask(source: Source, offset: int, known: Context) -> None:
    here, _ = legal(source, offset, known)
    assert here.begins <= offset
    hover(source, offset, known, {})
    try:
        found = renamable(known.index, HERE, offset)
        edits = renamed(known.index, found.symbol, "another", {}, "")
    except Impossible:
        return
    for edit in edits:
        written = source.text[edit.span.start : edit.span.end] if edit.span.path == HERE else ""
        assert written.strip("`") in (found.symbol.name, "")
