"""`python -m tests.cases.pages`: write the pages about findings from the lists of codes."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

from compiler.check import check
from compiler.codes import BASE
from compiler.codes import CODES as COMPILER
from compiler.codes import Code as CompilerCode
from dsl.codes import CODES as FRONT
from dsl.codes import Code as FrontCode
from dsl.diagnostics import Diagnostic
from dsl.parse import parse
from dsl.source import Source
from tests.cases.executing import shown

FOLDER = Path(__file__).parents[2] / "docs" / "diagnostics"
ALL: dict[str, FrontCode | CompilerCode] = {**FRONT, **COMPILER}
PARTS = (
    ("E00", "Files and lines"), ("E01", "Sentences"), ("E02", "Names"), ("E03", "Values"),
    ("E04", "Campaigns, messages, the policy"), ("E05", "Not built yet"), ("E06", "Tests"),
    ("W01", "Warnings"),
)  # fmt: skip
NOT_SHOWN = frozenset({"E0001"})
"""What no example in a page can show, since the page itself is a text."""


def found(code: FrontCode | CompilerCode, text: str) -> list[Diagnostic]:
    """What is found in an example. The front's examples are read only; the compiler's stand
    beside a small project, unless they are one."""
    parsed = parse(Source("example.campaign", text))
    if isinstance(code, FrontCode):
        return list(parsed.diagnostics)
    beside = [] if code.alone else [parse(Source("beside.campaign", BASE)).file]
    broken = [each.span for each in parsed.diagnostics]
    checked = check([*beside, parsed.file], code.files, broken)
    return [*parsed.diagnostics, *checked.diagnostics]


def pages() -> dict[str, str]:
    """The text of every page by its file's name."""
    made = {f"{code}.md": _page(ALL[code]) for code in sorted(ALL)}
    return {"index.md": _index(), "beside.md": _beside(), **made}


def _index() -> str:
    rows = [
        "# What can be found wrong",
        "",
        "Every finding has a code and a name that stay the same, and a page that says why it is",
        "reported, with an example that is refused and one that is right. Errors keep a project",
        "from being executed; warnings do not. The examples are checked by the tests.",
    ]
    for prefix, title in PARTS:
        rows += ["", f"## {title}", "", "| code | name |", "| --- | --- |"]
        codes = [code for code in sorted(ALL) if code.startswith(prefix)]
        rows += [f"| [{code}]({code}.md) | {ALL[code].name} |" for code in codes]
    return "\n".join(rows) + "\n"


def _page(code: FrontCode | CompilerCode) -> str:
    kind = "a warning" if code.code.startswith("W") else "an error"
    why = fill(f"This is {kind}. {code.why}", 100, break_on_hyphens=False)
    rows = [f"# {code.code}: {code.name}", "", why, ""]
    if code.code in NOT_SHOWN:
        return "\n".join([*rows, f"Wrong: {code.bad}.", "", f"Right: {code.good}."]) + "\n"
    if isinstance(code, CompilerCode):
        for path, text in code.files.items():
            rows += [f"`{path}` is", "", *_fence("text", text), ""]
    rows += [*_fence("campaign", code.bad), "", *_fence("text", _said(code)), ""]
    rows += ["Right is:", "", *_fence("campaign", code.good)]
    if isinstance(code, CompilerCode) and not code.alone:
        rows += ["", "Both stand beside [a small project](beside.md)."]
    return "\n".join([*rows, "", "[All findings](index.md)"]) + "\n"


def _said(code: FrontCode | CompilerCode) -> str:
    source = Source("example.campaign", code.bad.strip("\n"))
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
