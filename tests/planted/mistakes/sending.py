"""Mistakes of reach, quiet time and caps."""

from __future__ import annotations

from tests.planted.planting import Mistake

BORDERS = "tests/engine/test_borders.py"
CAPS = "compiler/machine/caps.py"
CONFORMANCE = "tests/conformance"
QUIET = "tests/engine/test_quiet_borders.py"

MISTAKES = {
    "cap_phase": Mistake(
        "caps count an entry's message before an answer's of a campaign that comes later",
        CAPS,
        "r.at, r.seq, r.phase, r.rank",
        "r.at, r.seq, r.rank",
        seen_by=3,
    ),
    "cap_service": Mistake(
        "messages for service of earlier ticks count in caps",
        CAPS,
        "WHERE NOT m.service AND",
        "WHERE",
        seen_by=13,
    ),
    "cap_a_day_later": Mistake(
        "a message still counts in a cap exactly one day later",
        CAPS,
        '":free > r.at"',
        '":free >= r.at"',
        seen_by=3,
    ),
    "quiet_start": Mistake(
        "the first instant of quiet time is not quiet",
        "compiler/machine/quiet.py",
        "r.at >= q.from_at",
        "r.at > q.from_at",
        seen_by=5,
    ),
    "quiet_end_drops": Mistake(
        "quiet time that drops messages still does so at its end",
        "compiler/machine/quiet.py",
        "r.at < q.until_at",
        "(r.at < q.until_at OR (q.drops AND r.at = q.until_at))",
        seen_by=QUIET,
    ),
    "consent_again": Mistake(
        "a consent given after an unsubscription does not count",
        "compiler/machine/reach.py",
        "(:turned IS NULL OR :off >= :turned)",
        "(:turned IS NULL OR :off IS NOT NULL)",
        seen_by=CONFORMANCE,
    ),
    "consent_at_once": Mistake(
        "a consent seen at the instant of an unsubscription undoes it",
        "compiler/machine/reach.py",
        ":off >= :turned",
        ":off > :turned",
        seen_by=CONFORMANCE,
    ),
    "cap_of_channel": Mistake(
        "a channel's cap counts the messages of all channels",
        CAPS,
        "if channel:\n        still",
        "if False:\n        still",
        seen_by=25,
    ),
    "cap_one_more": Mistake(
        "a message passes although those before it may already fill the cap",
        CAPS,
        '":n < :limit"',
        '":n <= :limit"',
        seen_by=3,
    ),
    "cap_priority": Mistake(
        "caps count campaigns of one event against their order",
        CAPS,
        "r.phase, r.rank, r.eid",
        "r.phase, -r.rank, r.eid",
        seen_by=BORDERS,
    ),
    "cap_schedule": Mistake(
        "caps count who enters by a schedule before who has waited until then",
        CAPS,
        "r.at, r.seq, r.phase, r.rank",
        "r.at, r.seq, -r.phase, r.rank",
        seen_by=BORDERS,
    ),
    "cap_service_now": Mistake(
        "messages for service of the same tick count in caps",
        CAPS,
        "AS r WHERE NOT r.service",
        "AS r WHERE TRUE",
        seen_by=BORDERS,
    ),
}
