"""Mistakes of who is moved along into another version of a campaign."""

from __future__ import annotations

from tests.planted.planting import Mistake

SEEN_BY = "tests/engine/test_along.py"
STEPS = "compiler/along.py"
MOVING = "runtime/engines/along.py"
QUEUES = "compiler/machine/along.py"

MISTAKES = {
    "moved_by_place": Mistake(
        "a step without a name is taken for the one at its place, whatever stands before it",
        STEPS,
        "(_is_name(id) or _shape(before, old) == _shape(today, new[id]))",
        "(_is_name(id) or id)",
        seen_by=SEEN_BY,
    ),
    "moved_twice": Mistake(
        "a message that somebody has had may come again",
        "runtime/applying/along.py",
        "    if twice:",
        "    if twice and not step:",
        seen_by=SEEN_BY,
    ),
    "moved_listening": Mistake(
        "who is moved listens since their entry, and not since what was sent last",
        QUEUES,
        '"coalesce(m.anchor_at, n.at)"',
        '"n.at"',
        seen_by=SEEN_BY,
    ),
    "moved_goals": Mistake(
        "the goals of who is moved remain those of their entry",
        MOVING,
        "    if along.new.campaign.counted:",
        "    if along.new.campaign.counted and not along.old.campaign.counted:",
        seen_by=SEEN_BY,
    ),
    "moved_still": Mistake(
        "who is moved does not come back to their place until the campaign is resumed",
        "runtime/engines/holding.py",
        "if dates is None and not shut and name in moved:",
        "if dates is None and shut and name in moved:",
        seen_by=SEEN_BY,
    ),
    "moved_entry": Mistake(
        "of the entering event of who is moved nothing is known",
        QUEUES,
        "e.seq = n.seq AND e.cid = n.cid",
        "e.seq = n.eid AND e.cid = n.cid",
        seen_by=SEEN_BY,
    ),
}
