"""How a plan reads in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from compiler.changes import Level
from runtime.reviewing.plan import Plan
from segue.shown.applied import told
from segue.shown.counted import arrow, differs, level_of, over, pressed
from segue.shown.figures import amount, count, counted
from segue.shown.review import Item, Section, compared, sections

LONGEST = 50_000
"""Letters: GitHub takes 65,536 in a comment."""


def as_markdown(plan: Plan) -> str:
    """The whole comment, which begins with a heading."""
    return "\n".join([*_page(plan), ""])


def _page(plan: Plan) -> Iterator[str]:
    yield "## What this does to customers"
    yield ""
    if plan.level is None:
        yield f"Nothing changes for them, compared with {compared(plan)}."
    else:
        number = counted(len(plan.changes), "change")
        yield f"{number}, up to the level **{plan.level}**, compared with {compared(plan)}."
        yield ""
        yield from (f"- {line}" for line in pressed(plan))
        yield from _table(plan)
        yield from _sections(plan)
        yield ""
        yield f"Levels, each above those before it: {', '.join(Level)}."
    for note in (over(plan), *plan.notes):
        if note:
            yield ""
            yield f"{note[0].upper()}{note[1:]}."
    yield from _applying(plan)


def _table(plan: Plan) -> Iterator[str]:
    if plan.expected is None:
        return
    yield ""
    yield "| campaign | level | entries | messages | cost |"
    yield "| --- | --- | ---: | ---: | ---: |"
    for name, before, today in plan.expected.campaigns:
        if not differs(plan, name, before, today):
            continue
        cells = (
            f"`{name}`", level_of(plan, name) or "its text is as it was",
            arrow(count(before.entries), count(today.entries)),
            arrow(count(before.planned), count(today.planned)),
            arrow(amount(before.cost), amount(today.cost)),
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _sections(plan: Plan) -> Iterator[str]:
    """As many as a comment may hold."""
    left, size = sections(plan), 0
    while left and size < LONGEST:
        lines = [*_section(left.pop(0))]
        size += sum(len(line) + 1 for line in lines)
        yield from lines
    if left:
        more = counted(len(left), "part")
        yield ""
        yield f"{more} more would make this comment too long: `segue plan` shows them."


def _section(section: Section) -> Iterator[str]:
    title = f" “{section.title}”" if section.title else ""
    kind, _, name = section.name.partition(" ")
    yield ""
    yield f"### {kind} `{name}`{title}" if name else f"### {kind}"
    yield ""
    if section.lead:
        yield f"{section.lead[0].upper()}{section.lead[1:]}."
        yield ""
    for item in section.items:
        yield from _item(item)
    for note in section.notes:
        yield f"- {note}"


def _item(item: Item) -> Iterator[str]:
    place = f" ({item.place})" if item.place else ""
    yield f"- **{item.level}**: {item.text}{place}"
    if item.lines:
        yield "  ```diff"
        yield from (f"  {sign} {line}".rstrip() for line, sign in item.lines)
        yield "  ```"
    for each in item.counts:
        yield f"  {each}"


def _applying(plan: Plan) -> Iterator[str]:
    if plan.applying is None:
        return
    yield ""
    if plan.applying.refused:
        yield "**`segue apply` would refuse this:**"
        yield ""
        yield from (f"> {line}" for line in plan.applying.refused.splitlines())
        return
    steps = [told(each) for each in plan.applying.steps]
    yield "`segue apply` would do this:" if steps else "`segue apply` would do nothing."
    yield from ("" for _ in steps[:1])
    yield from (f"1. {step}" for step in steps)
