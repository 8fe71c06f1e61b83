"""The rules with their cases: a page for each rule, and beside each rule the list of its cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from docs.building.places import CONFORMANCE, Places, label, relinked

SHORT = 40
"""So many lines of a file are shown at once; more of them when they are asked for."""

ORDER = ("case.toml", "*.campaign", "customers.csv", "bookings.csv", "events.csv", "answers.csv")
LAST = "journal.csv"
_CASES = re.compile(r"^Cases: \[[^\]]+\]\((?P<rule>[^)\s]+)\)\.$", re.MULTILINE)


def rule_pages(root: Path, known: Places) -> Iterator[tuple[str, str]]:
    """The page of each rule, and that of the shop that stands beside the cases."""
    folder = root / CONFORMANCE
    yield "rules/shop.md", _shop(folder / "shop")
    for readme in sorted(folder.glob("S*/README.md")):
        rule = readme.parent.name
        page, source = f"rules/{rule}.md", f"{CONFORMANCE}/{rule}/README.md"
        parts = [relinked(readme.read_text("utf-8"), source, page, known)]
        parts += [_case(why, rule, page, known) for why in sorted(readme.parent.glob("*/why.md"))]
        yield page, "\n".join(parts)


def with_cases(text: str, root: Path) -> str:
    """The rules, each with the list of its cases in the place of the link to them."""

    def put(match: re.Match[str]) -> str:
        folder = (root / "docs" / match["rule"]).resolve().parent
        lines = [f"- {_told(why)}" for why in sorted(folder.glob("*/why.md"))]
        return "\n".join([f"[Cases]({match['rule']}):", "", *lines])

    return _CASES.sub(put, text)


def _told(why: Path) -> str:
    title = why.read_text("utf-8").partition("\n")[0].removeprefix("# ")
    case, rule = why.parent.name, why.parent.parent.name
    return f"[{case}](../{CONFORMANCE}/{rule}/{case}/why.md): {title}"


def _case(why: Path, rule: str, page: str, known: Places) -> str:
    source = f"{CONFORMANCE}/{rule}/{why.parent.name}/why.md"
    text = relinked(why.read_text("utf-8"), source, page, known)
    shown = "\n".join(_file(path, why.parent) for path in _files(why.parent))
    return f"({label(rule, why.parent)})=\n\n#{text}\n{shown}"


def _files(case: Path) -> list[Path]:
    """All files of a case in the order in which one reads them; the journal comes last."""
    every = sorted(path for path in case.rglob("*") if path.is_file() and path.suffix != ".md")
    asked = [path for pattern in ORDER for path in sorted(case.glob(pattern))]
    rest = [path for path in every if path not in asked and path.name != LAST]
    return [*asked, *rest, *(path for path in every if path.name == LAST)]


def _file(path: Path, folder: Path) -> str:
    text = path.read_text("utf-8").rstrip("\n")
    name = path.relative_to(folder).as_posix()
    language = {".campaign": "campaign", ".toml": "toml"}.get(path.suffix, "text")
    block = f"```{language}\n{text}\n```\n"
    if text.count("\n") < SHORT:
        return f"`{name}`\n\n{block}"
    return f"<details><summary><code>{name}</code></summary>\n\n{block}\n</details>\n"


def _shop(folder: Path) -> str:
    files = "\n".join(_file(path, folder) for path in sorted(folder.glob("*.campaign")))
    return f"# The shop beside the cases\n\n{files}"
