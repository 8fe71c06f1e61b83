"""Mistakes of points."""

from __future__ import annotations

from tests.planted.planting import Mistake

POINTS = "tests/outside/command/test_points.py"

MISTAKES = {
    "points_of_no_gift": Mistake(
        "what could not be given stands in the ledger",
        "runtime/engines/giving.py",
        '''       CASE WHEN "got" IS NOT NULL THEN "points" END
FROM told''',
        '''       "points"
FROM told''',
        seen_by=POINTS,
    ),
    "valid_at_the_end": Mistake(
        "points are still valid at their very end",
        "runtime/looking/points.py",
        '"ends" <= $at',
        '"ends" < $at',
        seen_by=POINTS,
    ),
    "points_of_today": Mistake(
        "what was given is worth what the offer is worth now",
        "runtime/store/migrations/0014_points.sql",
        'g."points", g."ends"',
        'max(g."points") OVER () AS "points", g."ends"',
        seen_by=POINTS,
    ),
}
