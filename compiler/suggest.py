"""The declared name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The nearest of `names`: first one that differs in case only, else one within a third of the
    word's length in letters inserted, left out, changed or swapped. None where none is near."""
    candidates = sorted(set(names) - {word})
    for name in candidates:
        if name.casefold() == word.casefold():
            return name
    limit = max(1, len(word) // 3)
    best: tuple[int, str] | None = None
    for name in candidates:
        if abs(len(name) - len(word)) > limit:
            continue
        far = distance(word.casefold(), name.casefold())
        if far <= limit and (best is None or far < best[0]):
            best = (far, name)
    return best[1] if best else None


def distance(one: str, other: str) -> int:
    """Letters to insert, leave out, change, or swap with a neighbour, to make one the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            change = before[j - 1] + (letter != wanted)
            best = min(before[j] + 1, row[j - 1] + 1, change)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]


def listed(names: Iterable[str], most: int = 6) -> str:
    """`a`, `b`, `c` … for a sentence, at most `most` of them."""
    every = list(names)
    shown = ", ".join(f"`{name}`" for name in every[:most])
    return f"{shown}, …" if len(every) > most else shown
