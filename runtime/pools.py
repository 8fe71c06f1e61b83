"""The codes that offers give: from files of the project, or made up where nothing is real."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from compiler.model.offers import Offer
from compiler.pools import codes
from runtime.errors import Trouble

Pools = Callable[[Offer], Sequence[str]]
"""The codes of an offer that has a pool, in their order; the same object as long as they are."""

MANY = 10_000
"""So many codes are made up: more than a test can give."""


@cache
def made_up(offer: Offer) -> Sequence[str]:
    """`FREESHIP-1`, `FREESHIP-2` …: what tests and previews give."""
    return [f"{offer.name.upper()}-{number}" for number in range(1, MANY + 1)]


class Files:
    """The pools in the folder of a project, each read anew when its file has changed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, tuple[tuple[int, int], Sequence[str]]] = {}

    def __call__(self, offer: Offer) -> Sequence[str]:
        """Raises Trouble where there is no such file, or a code stands in it twice."""
        assert offer.pool is not None
        path = self._root / offer.pool
        if not path.is_file():
            raise Trouble(f"there is no file {offer.pool}: `{offer.name}` takes its codes from it")
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        known = self._read.get(offer.name)
        if known is None or known[0] != stamp:
            known = self._read[offer.name] = (stamp, _codes(offer.pool, path))
        return known[1]


def _codes(name: str, path: Path) -> Sequence[str]:
    found: dict[str, int] = {}
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Trouble(f"{name} is not written in UTF-8: save it so") from None
    for line, code in codes(text):
        if code in found:
            raise Trouble(f"line {line} of {name} has a code that line {found[code]} has already")
        found[code] = line
    return list(found)


Codes = Mapping[str, str]
"""By the name of a gift: its code, or why it has none."""
