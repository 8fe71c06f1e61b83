"""Names, texts and types."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from dsl.expected import accepted, words
from dsl.hints.trouble import Advice, Trouble
from dsl.lexer import Token

NO_HYPHEN = "a name has no hyphen"


def hyphen(trouble: Trouble) -> Advice | None:
    """`at-risk`, of which the trouble is any part, or what stands behind it where the hyphen was
    taken for a minus."""
    for first in range(min(trouble.position + 1, len(trouble.line))):
        last = _hyphened(trouble.line, first)
        if last > first and trouble.position <= last + 1:
            name = "".join(token.text for token in trouble.line[first : last + 1])
            right = name.replace("-", "_")
            around = (trouble.position - first, last - trouble.position)
            return Advice(f"write `{right}`", NO_HYPHEN, "E0113", around, right)
    return None


def _hyphened(line: Sequence[Token], first: int) -> int:
    """Where words end that hyphens join without a space, from `first` on."""
    last = first
    while line[first].kind == "NAME" and [each.kind for each in line[last + 1 : last + 3]] in _MORE:
        if not line[last].end == line[last + 1].start < line[last + 1].end == line[last + 2].start:
            break
        last += 2
    return last


_MORE = (["MINUS", "NAME"], ["MINUS", "NUMBER"])


def quoted_name(trouble: Trouble) -> Advice | None:
    if trouble.kind() == "STRING" and "NAME" in trouble.could and "STRING" not in trouble.could:
        return Advice("a name stands without quotes")
    return None


def unquoted_text(trouble: Trouble) -> Advice | None:
    if set(trouble.could) == {"STRING"} and trouble.kind() == "NAME":
        typed, tokens = _text(trouble)
        right = f'"{typed}"'
        return Advice(f"put it in quotes: `{right}`", around=(0, tokens - 1), right=right)
    return None


def _text(trouble: Trouble) -> tuple[str, int]:
    """The token and all behind it up to a word that can stand behind a text here, and how many
    tokens that are."""
    behind = {words().get(terminal) for terminal in accepted(trouble.could["STRING"])}
    typed, tokens = "", 0
    end = trouble.line[trouble.position].start
    for token in trouble.line[trouble.position :]:
        if token.text in behind:
            break
        typed += " " * (token.start > end) + token.text
        end, tokens = token.end, tokens + 1
    return typed, tokens


def glued(trouble: Trouble) -> str:
    """The token and all that stands behind it without a space between, but signs that end it."""
    typed = ""
    end = trouble.line[trouble.position].start
    for token in trouble.line[trouble.position :]:
        if token.start != end or token.kind in ("RPAR", "COMMA"):
            break
        typed += token.text
        end = token.end
    return typed


def title(trouble: Trouble) -> Advice | None:
    if trouble.start == "declaration" and trouble.position == 2 and trouble.kind() == "NAME":
        if trouble.word(-1) == "from":
            return Advice(f"a name is missing: `{trouble.word(-2)} NAME from {trouble.typed} …`")
        if trouble.takes("="):
            return Advice(f"write `{trouble.word(-2)} {trouble.word(-1)} = {trouble.typed} …`")
        if "STRING" in trouble.could and not _near(trouble.typed, ("from",)):
            return Advice(
                f"a name is one word, such as `{trouble.word(-1)}_{trouble.typed}`; a title "
                "stands in quotes behind it"
            )
    return None


def after_name(trouble: Trouble) -> Advice | None:
    """What stands behind the name of a declaration and is neither a title nor the end."""
    if trouble.start != "declaration" or trouble.position != 2:
        return None
    kind, name = trouble.line[0].text, trouble.line[1].text
    if trouble.found is None and trouble.takes("="):
        return Advice(f"write it in one line: `{kind} {name} = …`")
    if trouble.typed == ":" and trouble.word(1):
        return Advice("leave it out", "a name has no colon behind it", "E0113", right="")
    if trouble.typed == "=" and kind == "segment":
        return Advice("write the condition on the line below, deeper than this one")
    if trouble.typed == "." and trouble.kind(1) == "NAME":
        right = f"{name}_{trouble.word(1)}"
        return Advice(f"a name has no point: `{right}`", around=(1, 1), right=right)
    return None


def _near(typed: str, wanted: tuple[str, ...]) -> bool:
    return bool(get_close_matches(typed, wanted, 1, 0.72))


_TYPES = {
    "string": "text", "str": "text", "varchar": "text", "char": "text", "int": "number",
    "integer": "number", "float": "number", "decimal": "number", "double": "number",
    "bool": "yes/no", "boolean": "yes/no", "flag": "yes/no", "datetime": "time",
    "timestamp": "time", "currency": "money", "price": "money", "enum": "one of",
    "mail": "email", "yes": "yes/no",
}  # fmt: skip


_OWN = frozenset({*_TYPES.values()} - {"one of", "email", "time", "date", "phone"})
"""Types that nobody calls a field."""


def type_word(trouble: Trouble) -> Advice | None:
    if trouble.start != "field_line":
        return None
    if trouble.typed.lower() in _TYPES and "TEXT" in trouble.could:
        right = _TYPES[trouble.typed.lower()]
        return Advice(f"write `{right}`", code="E0113", right=right)
    if trouble.position == 1 and trouble.word(-1) in _OWN and trouble.kind() == "NAME":
        right = f"{trouble.typed} {trouble.word(-1)}"
        if trouble.typed not in _OWN and trouble.typed != "from":
            return Advice(f"the name stands first: `{right}`", around=(1, 0), right=right)
    roles = ("key", "id", "customer", "time", "arrived")
    if trouble.position == 1 and trouble.word(-1) in roles and trouble.kind() == "NAME":
        return Advice(f"write `{trouble.word(-1)} from {trouble.typed}`")
    if trouble.typed == "from" and trouble.word(-1) == ",":
        return Advice("write `from COLUMN` directly behind the type, before the comma")
    return None
