"""Small wrong changes of the engine and of the interpreter that the everyday tests must see: an
order without one of its parts, a border that belongs to the wrong side, something counted that does
not count.

Where the code has changed, so that an entry has lost its place, the same mistake is put where it
can now be made. `seen_by` is refreshed with what the long test names when it looks further.

Some changes look wrong and are not, or cannot be missed. At the end of quiet time that holds, `<=`
for `<` holds until now, again and again: the tick never ends. Within one tick, enrolments are
numbered campaign by campaign, so that caps need a campaign's rank only among enrolments of several
ticks. An answer never lies at the very position at which its wait is reached: the event there is
the one after which it is looked for. A message that is free where a tick begins (`free_month >
$prev`) counts for none of its sends. And where a cap's test decides less, nothing passes wrongly:
the tick never ends.
"""

from __future__ import annotations

from tests.planted.mistakes import (
    acting,
    along,
    dates,
    doing,
    entering,
    forgetting,
    guarding,
    hands,
    hooks,
    interpreting,
    paces,
    parting,
    points,
    repeat,
    reviewing,
    sending,
    several,
    shares,
    staff,
    standing,
    trials,
    until,
    usual,
    versions,
)

MISTAKES = (
    entering.MISTAKES | standing.MISTAKES | sending.MISTAKES | doing.MISTAKES | dates.MISTAKES
    | several.MISTAKES | until.MISTAKES | repeat.MISTAKES
    | versions.MISTAKES | acting.MISTAKES | parting.MISTAKES
    | hooks.MISTAKES | staff.MISTAKES | points.MISTAKES | shares.MISTAKES | trials.MISTAKES
    | paces.MISTAKES | usual.MISTAKES | guarding.MISTAKES
    | interpreting.MISTAKES | along.MISTAKES | forgetting.MISTAKES
    | hands.MISTAKES | reviewing.MISTAKES
)
