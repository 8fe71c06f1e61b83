"""Customers that a test names and does not have: one slip is one finding, where it was made."""

from __future__ import annotations

from compiler.findings import ALSO
from compiler.meaning.case import Case
from compiler.suggest import nearest
from dsl import tree
from dsl.diagnostics import Edit, Label


def strangers(node: tree.Test, case: Case) -> None:
    """E0601 for each customer that the test names and does not have. Where several lines name one
    alike and none names who was declared, it is the declaration that is misspelt."""
    idle = _idle(node)
    for name, places in case.strangers.items():
        meant = nearest(name, idle)
        if meant and len(places) > 1:
            _misspelt(idle[meant], name, places, case)
        else:
            _unknown(name, places, case)


def _idle(node: tree.Test) -> dict[str, tree.Name]:
    """The customers of whom the test says nothing more."""
    named = {_who(line) for line in node.lines if not isinstance(line, tree.GivenCustomer)}
    return {
        line.who.text: line.who for line in node.lines
        if isinstance(line, tree.GivenCustomer) and line.who.text not in named
    }  # fmt: skip


def _who(line: tree.TestLine) -> str:
    return "" if isinstance(line, tree.Until | tree.Unbuilt) else line.who.text


def _misspelt(declared: tree.Name, name: str, places: list[tree.Name], case: Case) -> None:
    labels = tuple(Label(each.span, f"here it is `{name}`") for each in places[:ALSO])
    case.world.findings.add(
        "E0601", declared.span, f"no line of this test is about `{declared.text}`",
        f"did you mean `{name}`?", labels=labels, edit=Edit(declared.span, name),
    )  # fmt: skip


def _unknown(name: str, places: list[tree.Name], case: Case) -> None:
    first, *others = places
    near = nearest(name, case.who)
    case.world.findings.add(
        "E0601", first.span, f"this test has no customer `{name}`",
        f"did you mean `{near}`?" if near else f"add a line `customer {name} with …`",
        labels=tuple(Label(each.span, "and here") for each in others[:ALSO]),
        edit=Edit(first.span, near) if near else None,
    )  # fmt: skip
