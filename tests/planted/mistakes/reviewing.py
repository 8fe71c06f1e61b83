"""Of what a change does to customers, something is missed, or something is said that is not so."""

from __future__ import annotations

from tests.planted.planting import Mistake

SEEN_BY = "tests/changes/test_changes.py"
LIKENESS = "compiler/changes/likeness.py"

MISTAKES = {
    "review_moved": Mistake(
        "a step that stands elsewhere is taken out, and a new one comes",
        "compiler/changes/steps.py",
        "if normal(each.step) == normal(gone.step)), None)",
        "if each.under != each.under), None)",
        seen_by=SEEN_BY,
    ),
    "review_order": Mistake(
        "the order of lines that all hold is a change",
        "compiler/changes/normal.py",
        '"All": ("parts",),',
        '"All": (),',
        seen_by=SEEN_BY,
    ),
    "review_through": Mistake(
        "through what a campaign looks at something is not said",
        "compiler/changes/uses.py",
        "for each in _subjects(reached(project, node)):",
        "for each in _subjects(references(node)):",
        seen_by=SEEN_BY,
    ),
    "review_where": Mistake(
        "other conditions of what is waited for are no change",
        LIKENESS,
        "    elif not same(before, today):",
        "    elif before.mine != today.mine:",
        seen_by=SEEN_BY,
    ),
    "review_consent": Mistake(
        "another consent is a matter of wording",
        "compiler/changes/carrying.py",
        '"consent": (Level.LEGAL,',
        '"consent": (Level.WORDING,',
        seen_by=SEEN_BY,
    ),
    "review_both": Mistake(
        "who is meant no more counts as meant by both",
        "compiler/changes/beside.py",
        "Group(BOTH, All((old, new)))",
        "Group(BOTH, old)",
        seen_by="tests/outside/command/test_plan.py",
    ),
}
