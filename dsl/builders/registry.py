"""What the builders share: how one is found by its rule's name, and how one says no."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from dsl.diagnostics import Edit
from dsl.source import Span

Builder = Callable[..., Any]
BUILDERS: dict[str, Builder] = {}
"""The function that builds each rule of dsl/campaign.lark, by the name of its alternative. It gets
the span of what the rule covers, then the children; None stands for an optional part."""

NOT_BUILT: set[str] = set()
"""The names among them of what the compiler refuses as not built yet, which no message may
recommend."""

_Function = TypeVar("_Function", bound=Builder)


def builds(*names: str, built: bool = True) -> Callable[[_Function], _Function]:
    """Registers a function under the names of alternatives, its own name where none is given."""

    def register(function: _Function) -> _Function:
        registered = names or (function.__name__,)
        BUILDERS.update(dict.fromkeys(registered, function))
        if not built:
            NOT_BUILT.update(registered)
        return function

    return register


class Refused(Exception):
    """The grammar took it and the language does not. `{typed}` in the texts stands for what was
    typed at the span."""

    def __init__(
        self, code: str, title: str, span: Span, help: str = "", edit: Edit | None = None
    ) -> None:
        super().__init__(title)
        self.code = code
        self.title = title
        self.span = span
        self.help = help
        self.edit = edit
