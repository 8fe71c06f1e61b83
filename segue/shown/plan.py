"""How a plan reads in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from compiler.changes import Level
from runtime.reviewing.plan import Plan
from segue.shown.applied import told
from segue.shown.counted import over, pressed
from segue.shown.figures import counted
from segue.shown.review import Item, Section, compared, sections
from segue.shown.screen import say

STYLES = {
    Level.WORDING: "cyan", Level.AUDIENCE: "yellow", Level.TIMING: "yellow",
    Level.STRUCTURE: "magenta", Level.LEGAL: "bold red",
}  # fmt: skip
SIGNS = {"-": "red", "+": "green", " ": "dim"}


def render_plan(plan: Plan, screen: Console) -> None:
    """What changes, campaign by campaign, and what `segue apply` would do."""
    if plan.level is None:
        say(screen, f"nothing changes for customers, compared with {compared(plan)}")
    else:
        _headline(plan, screen)
        for section in sections(plan):
            _section(section, screen)
    _notes(plan, screen)
    _applying(plan, screen)


def _headline(plan: Plan, screen: Console) -> None:
    assert plan.level is not None
    number = counted(len(plan.changes), "change")
    say(screen, Text(f"{number} for customers, up to the level ").append(
        plan.level, STYLES[plan.level]).append(f", compared with {compared(plan)}"))  # fmt: skip
    for line in pressed(plan):
        say(screen, line)


def _section(section: Section, screen: Console) -> None:
    title = f" “{section.title}”" if section.title else ""
    screen.print()
    say(screen, Text(f"{section.name}{title}", "bold"))
    if section.lead:
        say(screen, section.lead, indent=2)
    for item in section.items:
        _item(item, screen)
    for note in section.notes:
        say(screen, note, indent=2)


def _item(item: Item, screen: Console) -> None:
    say(screen, Text(item.level, STYLES[item.level]).append(f": {item.text}", "default"), indent=2)
    place, alike = f"  {item.place}", all(sign == " " for _, sign in item.lines)
    for line, sign in item.lines:
        shown = Text(f"{sign} {line}".rstrip(), SIGNS[sign])
        if sign != " " or alike:
            shown, place = shown.append(place, "blue"), ""
        screen.print(Text("      ") + shown)
    for each in item.counts:
        say(screen, each, indent=6)


def _notes(plan: Plan, screen: Console) -> None:
    for note in (over(plan), *plan.notes):
        if note:
            screen.print()
            say(screen, note)


def _applying(plan: Plan, screen: Console) -> None:
    if plan.applying is None:
        return
    screen.print()
    if plan.applying.refused:
        first, *rest = plan.applying.refused.splitlines()
        say(screen, Text("segue apply would refuse", "bold red").append(f": {first}", "default"))
        for line in rest:
            say(screen, line, indent=2)
        return
    if not plan.applying.steps:
        say(screen, "segue apply would do nothing: this runs already")
        return
    say(screen, "segue apply would do this:")
    for step in plan.applying.steps:
        say(screen, told(step), indent=2)
