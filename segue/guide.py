"""`segue guide`: the language on one page."""

from __future__ import annotations

from importlib.resources import files


def guide() -> None:
    """Show the whole language on one page, for people and for language models.

    It is Markdown: `segue guide > guide.md` keeps it. Every line of it is checked by this version.
    """
    print(files("segue").joinpath("guide.md").read_text("utf-8"), end="")
