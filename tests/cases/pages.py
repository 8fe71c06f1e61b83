"""`python -m tests.cases.pages`: write the pages about findings from the lists of codes."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

from compiler.codes import ALL, BASE
from compiler.codes import Code as CompilerCode
from compiler.explaining import EXAMPLE, IN_WORDS, fixing, found, kind, silencing
from dsl.codes import Code
from dsl.source import Source
from tests.cases.executing import shown

FOLDER = Path(__file__).parents[2] / "docs" / "checks"
PARTS = (
    ("E00", "Files and lines"), ("E01", "Sentences"), ("E02", "Names"), ("E03", "Values"),
    ("E04", "Campaigns, messages, the policy"), ("E05", "Not built yet"), ("E06", "Tests"),
    ("W01", "Warnings"), ("W02", "Silences"),
)  # fmt: skip


def pages() -> dict[str, str]:
    """The text of every page by its file's name."""
    made = {f"{code}.md": _page(ALL[code]) for code in sorted(ALL)}
    return {"index.md": _index(), "beside.md": _beside(), **made}


def _index() -> str:
    rows = [
        "# What can be found wrong",
        "",
        "Every finding has a code and a name that stay the same, and a page that says why it is",
        "reported, with an example that is refused and one that is right, and whether",
        "`segue fix` can put it right. `segue explain-check CODE` shows the same in the terminal.",
        "Errors keep a project from being executed; warnings do not. The examples are checked by",
        "the tests.",
        "",
        "A warning about what is meant as it stands is silenced by a comment on its line, with the",
        "reason: `# segue: allow unused because the autumn campaign sends it`. It stands behind",
        "the line or above it, holds for that line and for the text of a message below it, and is",
        "itself reported when there is nothing left that it silences. Errors cannot be silenced.",
    ]
    for prefix, title in PARTS:
        rows += ["", f"## {title}", "", "| code | name |", "| --- | --- |"]
        codes = [code for code in sorted(ALL) if code.startswith(prefix)]
        rows += [f"| [{code}]({code}.md) | {ALL[code].name} |" for code in codes]
    return "\n".join(rows) + "\n"


def _page(code: Code) -> str:
    rows = [f"# {code.code}: {code.name}", "", _filled(f"This is {kind(code)}. {code.why}"), ""]
    if code.code in IN_WORDS:
        return "\n".join([*rows, f"Wrong: {code.bad}.", "", f"Right: {code.good}."]) + "\n"
    if isinstance(code, CompilerCode):
        for path, text in code.files.items():
            rows += [f"`{path}` is", "", *_fence("text", text), ""]
    rows += [*_fence("campaign", code.bad), "", *_fence("text", _said(code)), ""]
    rows += ["Right is:", "", *_fence("campaign", code.good)]
    if isinstance(code, CompilerCode) and not code.alone:
        rows += ["", "Both stand beside [a small project](beside.md)."]
    rows += ["", _filled(f"{fixing(code)} {silencing(code)}")]
    return "\n".join([*rows, "", "[All findings](index.md)"]) + "\n"


def _filled(text: str) -> str:
    return fill(text, 100, break_on_hyphens=False)


def _said(code: Code) -> str:
    source = Source(EXAMPLE, code.bad.strip("\n"))
    return "\n".join(shown(source, each) for each in found(code, source.text))


def _beside() -> str:
    title = "# The small project beside the examples"
    return "\n".join([title, "", *_fence("campaign", BASE)]) + "\n"


def _fence(info: str, text: str) -> list[str]:
    return [f"```{info}", text.strip("\n"), "```"]


def main() -> None:
    """Write all pages and remove those of codes that are gone."""
    wanted = pages()
    for page in FOLDER.glob("*.md"):
        if page.name not in wanted:
            page.unlink()
    for name, text in wanted.items():
        FOLDER.joinpath(name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
