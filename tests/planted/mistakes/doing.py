"""Mistakes of what Segue itself does: its own events, what it keeps and what it gives."""

from __future__ import annotations

from tests.planted.planting import Mistake

GIFTS = "tests/engine/test_gifts.py"
KEPT = "tests/engine/test_kept.py"

MISTAKES = {
    "own_at_once": Mistake(
        "what Segue does is seen at the instant at which it does it",
        "runtime/sources/own_events.py",
        'r."time" + INTERVAL 1 MICROSECOND AS "arrival"',
        'r."time" AS "arrival"',
        seen_by=36,
    ),
    "own_untold": Mistake(
        "a tick stands that did what nobody had told it",
        "runtime/engines/own_events.py",
        "        wrong = self._wrong()\n",
        "        wrong: list[Event] = []\n",
        seen_by=36,
    ),
    "own_at_start": Mistake(
        "what Segue does at the very beginning of a tick is not told",
        "runtime/engines/own_events.py",
        'made(event)} >= $prev',
        'made(event)} > $prev',
        seen_by=12,
    ),
    "own_of_shadows": Mistake(
        "the held out do not enter",
        "runtime/sources/own_events.py",
        '''JOIN {{store}}"people" p ON p."cid" = e."cid"
""",
    "left"''',
        '''JOIN {{store}}"people" p ON p."cid" = e."cid" WHERE e."shadow" = \'\'
""",
    "left"''',
        seen_by=2,
    ),
    "codes_by_key": Mistake(
        "codes go out in the order of the keys, whatever the instant",
        "runtime/engines/giving.py",
        'ORDER BY "at", "key", "seq"',
        'ORDER BY "key", "at", "seq"',
        seen_by=GIFTS,
    ),
    "one_too_many": Mistake(
        "as many gifts are given as there are in all, less one",
        "runtime/engines/giving.py",
        '"number" > "more"',
        '"number" >= "more"',
        seen_by=GIFTS,
    ),
    "use_at_once": Mistake(
        "an event at the very instant of a gift is no use of it",
        "compiler/machine/gifts.py",
        "e.time >= g.at",
        "e.time > g.at",
        seen_by=GIFTS,
    ),
    "use_at_the_end": Mistake(
        "a gift can be used at the very instant at which it is over",
        "compiler/machine/gifts.py",
        "e.time < g.ends",
        "e.time <= g.ends",
        seen_by=GIFTS,
    ),
    "use_before_gift": Mistake(
        "a use is seen where its gift is given, and not a microsecond later",
        "runtime/sources/own_events.py",
        'greatest(e."arrival", g."at" + INTERVAL 1 MICROSECOND) AS "arrival"',
        'e."arrival" AS "arrival"',
        seen_by=GIFTS,
    ),
    "gifts_for_the_held_out": Mistake(
        "who is held out is given something",
        "compiler/machine/gifts.py",
        'sql("NOT r.shadow")',
        'sql("TRUE")',
        seen_by=GIFTS,
    ),
    "set_by_all": Mistake(
        "what only one way sets is set by all that come by",
        "compiler/machine/keeping.py",
        "condition(each.guard) if each.guard else None",
        "None",
        seen_by=KEPT,
    ),
    "set_in_order": Mistake(
        "of what is set at one instant the step with the greater text stands",
        "runtime/sources/own_events.py",
        """lpad(d."step_order"::VARCHAR, {ORDER_DIGITS}, '0')""",
        'd."step_order"',
        seen_by=KEPT,
    ),
    "set_roughly": Mistake(
        "amounts of money lose their last digits on the way to a tick that begins anew",
        "runtime/engines/own_events.py",
        'if kind.startswith("DECIMAL")',
        'if kind.startswith("INTEGER")',
        seen_by=KEPT,
    ),
}
