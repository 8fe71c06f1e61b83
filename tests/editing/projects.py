"""Small projects to ask about; the last `|` marks the place that is asked about."""

from __future__ import annotations

from compiler.catalogue.code import BASE
from compiler.editing.index import Index, names_of
from compiler.editing.legal import Context
from dsl.parse import parse_text
from dsl.source import Source

HERE, BESIDE = "here.campaign", "base.campaign"


def asked(text: str, **beside: str) -> tuple[Source, int, Context]:
    """A file with a place in it, beside the catalogue's small project and other files."""
    offset = text.rindex("|")
    texts = {HERE: text[:offset] + text[offset + 1 :], BESIDE: BASE}
    texts |= {f"{name}.campaign": content for name, content in beside.items()}
    return Source(HERE, texts[HERE]), offset, context(texts)


def context(texts: dict[str, str]) -> Context:
    """What is known of a project of these files."""
    index = Index(names_of(parse_text(path, text).file) for path, text in texts.items())
    return Context(index, texts)
