"""Liquid, fenced in: limits on loops, output and memory, plain values only, no files, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from liquid import DictLoader, Environment
from liquid.exceptions import (
    ContextDepthError,
    LiquidError,
    LocalNamespaceLimitError,
    LoopIterationLimitError,
    OutputStreamLimitError,
    TemplateNotFoundError,
    UndefinedError,
)
from liquid.template import BoundTemplate
from liquid.undefined import FalsyStrictUndefined, Undefined

from runtime.render.filters import FILTERS

OUTPUT = 500_000
"""Bytes that one text may have."""


_WORDS: Mapping[type[LiquidError], str] = {
    ContextDepthError: "the text nests too deeply",
    LocalNamespaceLimitError: "the text assigns too much",
    LoopIterationLimitError: "the text loops too often",
    OutputStreamLimitError: "the text becomes too long",
    TemplateNotFoundError: "a text cannot include another file",
}


class Unrenderable(Exception):
    """The text cannot be made; the message says why, in the marketer's words."""


class _Fenced(Environment):
    loop_iteration_limit = 10_000
    output_stream_limit = OUTPUT
    local_namespace_limit = 200_000
    context_depth_limit = 20


class _Unknown(FalsyStrictUndefined):
    """A value that is not known: it may be asked for and given a default, but not shown."""

    force_liquid_default = True


def rendered(text: str, values: Mapping[str, object], *, html: bool, strict: bool) -> str:
    """The text with its values. In `html` they are escaped. With `strict`, a value that is not
    known and has no default is an error; else it shows as nothing.

    Raises Unrenderable.
    """
    try:
        return _template(text, html, strict).render(**values)
    except LiquidError as error:
        raise Unrenderable(_reason(error)) from error
    except (ArithmeticError, ValueError, RecursionError) as error:
        raise Unrenderable(f"the text cannot be computed: {error}") from error


@lru_cache(maxsize=1_000)
def _template(text: str, html: bool, strict: bool) -> BoundTemplate:
    return _environment(html, strict).from_string(text)


@cache
def _environment(html: bool, strict: bool) -> Environment:
    unknown = _Unknown if strict else Undefined
    environment = _Fenced(autoescape=html, undefined=unknown, loader=DictLoader({}))
    for name, made in FILTERS.items():
        environment.add_filter(name, made)
    return environment


def _reason(error: LiquidError) -> str:
    """What is wrong in a marketer's words, and the line of the text."""
    said = _WORDS.get(type(error)) or str(error.args[0] if error.args else "it is not right")
    if isinstance(error, UndefinedError):
        said = f"`{_named(said)}` is not known and has no default"
    token = error.token
    if token is None:
        return said
    line = token.source.count("\n", 0, max(token.start_index, 0)) + 1
    return f"{said} (line {line} of the text)"


def _named(said: str) -> str:
    return said.removesuffix(" is undefined").strip("'")
