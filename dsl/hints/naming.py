"""Names, texts and types."""

from __future__ import annotations

from difflib import get_close_matches

from dsl.expected import accepted, words
from dsl.hints.trouble import Advice, Trouble


def hyphen(trouble: Trouble) -> Advice | None:
    before, here, behind = (
        trouble.line[at] if 0 <= at < len(trouble.line) else None
        for at in (trouble.position - 1, trouble.position, trouble.position + 1)
    )
    if here is None or here.kind != "MINUS" or before is None or behind is None:
        return None
    if before.kind == behind.kind == "NAME" and before.end == here.start:
        name = (before.text + glued(trouble)).replace("-", "_")
        return Advice(f"write `{name}`", "a name has no hyphen", "E0113")
    return None


def quoted_name(trouble: Trouble) -> Advice | None:
    if trouble.kind() == "STRING" and "NAME" in trouble.could and "STRING" not in trouble.could:
        return Advice("a name stands without quotes")
    return None


def unquoted_text(trouble: Trouble) -> Advice | None:
    if set(trouble.could) == {"STRING"} and trouble.kind() == "NAME":
        return Advice(f'put it in quotes: `"{_text(trouble)}"`')
    return None


def _text(trouble: Trouble) -> str:
    """The token and all behind it up to a word that can stand behind a text here."""
    behind = {words().get(terminal) for terminal in accepted(trouble.could["STRING"])}
    typed = ""
    end = trouble.line[trouble.position].start
    for token in trouble.line[trouble.position :]:
        if token.text in behind:
            break
        typed += " " * (token.start > end) + token.text
        end = token.end
    return typed


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
        if trouble.takes("="):
            return Advice(f"write `{trouble.word(-2)} {trouble.word(-1)} = {trouble.typed} …`")
        if "STRING" in trouble.could and not _near(trouble.typed, ("from",)):
            return Advice(
                f"a name is one word, such as `{trouble.word(-1)}_{trouble.typed}`; a title "
                "stands in quotes behind it"
            )
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


def type_word(trouble: Trouble) -> Advice | None:
    if trouble.start != "field_line":
        return None
    if trouble.typed.lower() in _TYPES and "TEXT" in trouble.could:
        return Advice(f"write `{_TYPES[trouble.typed.lower()]}`", code="E0113")
    roles = ("key", "id", "customer", "time", "arrived")
    if trouble.position == 1 and trouble.word(-1) in roles and trouble.kind() == "NAME":
        return Advice(f"write `{trouble.word(-1)} from {trouble.typed}`")
    if trouble.typed == "from" and trouble.word(-1) == ",":
        return Advice("write `from COLUMN` directly behind the type, before the comma")
    return None
