"""Places for names as other programs write them, which customers would read as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from compiler.catalogue.code import Code
from dsl.source import Span

if TYPE_CHECKING:
    from compiler.meaning.world import World

CODES = (
    Code(
        "W0109", "foreign-placeholder",
        "Other programs mark the place of a name with `${name}`, `%NAME%`, `[[name]]` or "
        "`{name}`. Here such a mark is text like any other, so every customer would read it as it "
        "stands. A text takes a value where its name stands in two braces.",
        '''message news
  email subject "News for ${name}"
    """
    Hello
    """

campaign newsletter
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send news by email
''',
        '''message news
  email subject "News for {{ customer.name | default: 'you' }}"
    """
    Hello
    """

campaign newsletter
  enter every Monday at 09:00 for loyal
  goal purchase within 7 days

  send news by email
''',
    ),
)  # fmt: skip

_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
_MARKS = re.compile(
    rf"\$\{{\s*(?P<dollar>{_NAME})\s*\}}|(?<![{{$%])\{{(?P<brace>{_NAME})\}}(?!\}})"
    rf"|\[\[\s*(?P<brackets>{_NAME})\s*\]\]|%%(?P<twice>{_NAME})%%|%(?P<once>[A-Z][A-Z_]+)%"
    rf"|\*\|(?P<stars>{_NAME})\|\*|<<\s*(?P<angles>{_NAME})\s*>>"
)
"""The spellings of programs that send letters: braces of style sheets hold more than one name."""


def look(
    text: str, place: Callable[[int, int], Span], where: Callable[[int], str], world: World
) -> None:
    """W0109 at each mark in the text of a message."""
    for mark in _MARKS.finditer(text):
        name = next(each for each in mark.groups() if each)
        world.findings.add(
            "W0109", place(*mark.span()),
            f"customers would read `{mark.group()}` as it stands{where(mark.start())}",
            f"write `{{{{ {_meant(name, world)} }}}}`",
        )  # fmt: skip


def _meant(name: str, world: World) -> str:
    """The variable that is probably meant: a field of the customer where it has such a name."""
    lower = name.lower()
    if "." in name:
        return name
    return f"customer.{lower if lower in world.names.fields else name}"
