"""Mistakes in how shares move, and in what is said of it."""

from __future__ import annotations

from tests.planted.planting import Mistake

GIVEN = "compiler/machine/learning.py"
LOOKED = "runtime/engines/learning.py"
ENGINE = "tests/engine/test_learning.py"
CASES = "tests/engine/test_learning_cases.py"
REPORT = "tests/report/test_moved_shares.py"

MISTAKES = {
    "shares_move_too_soon": Mistake(
        "events at the very instant of a snapshot see its shares",
        GIVEN,
        "r.at = $prev AND r.seq <> :timer",
        "r.at = $prev AND r.seq = :timer",
        seen_by=ENGINE,
    ),
    "shares_move_within_no_tick": Mistake(
        "shares stay for as long as a tick, over many snapshots",
        "runtime/engines/engine.py",
        "each.guards or any(learns(each))",
        "each.guards",
        seen_by=ENGINE,
    ),
    "shares_by_open_windows": Mistake(
        "shares move by who may still reach the goal",
        LOOKED,
        'f."at" <= $closed',
        'f."at" <= $snapshot',
        seen_by=ENGINE,
    ),
    "shares_by_the_held_out": Mistake(
        "shares move by who is held out, too",
        LOOKED,
        """e."shadow" = ''""",
        """e."shadow" <> 'none'""",
        seen_by=ENGINE,
    ),
    "shares_by_the_replaced": Mistake(
        "shares move by enrolments that were replaced, too",
        LOOKED,
        """x."reason" = 'replaced'""",
        """x."reason" = 'none'""",
        seen_by=ENGINE,
    ),
    "shares_by_the_last_enrolment": Mistake(
        "a customer counts by the last enrolment in the place of the first",
        LOOKED,
        'ORDER BY e."eid", j."at"',
        'ORDER BY e."eid" DESC, j."at"',
        seen_by=ENGINE,
    ),
    "versions_learn_alone": Mistake(
        "whatever changes in a campaign, its splits begin anew",
        "compiler/learning.py",
        "[split.name, arms, plain",
        "[split.name, arms, campaign.priority, plain",
        seen_by=CASES,
    ),
    "versions_learn_of_others": Mistake(
        "a split with other shares to begin with goes on with what was learnt",
        "compiler/learning.py",
        "arms = [[arm.name, arm.until] for arm in split.arms]",
        "arms = [arm.name for arm in split.arms]",
        seen_by=CASES,
    ),
    "shares_without_a_floor": Mistake(
        "an arm can lose nearly all",
        "runtime/statistics/best.py",
        "end += FLOOR + free * chance",
        "end += chance",
        seen_by=REPORT,
    ),
    "shares_by_any_few": Mistake(
        "shares move before every arm has a hundred customers",
        "runtime/statistics/best.py",
        "if min(each.of",
        "if max(each.of",
        seen_by=REPORT,
    ),
    "rates_that_are_not_weighed": Mistake(
        "who comes on a better day counts for the arm that has more of it",
        "runtime/report/comparing.py",
        "return share_of(cell.shares, cell.arm), Share",
        "return 1.0, Share",
        seen_by=REPORT,
    ),
    "sizes_by_arms_that_are_kept": Mistake(
        "who keeps an arm counts among the sizes of arms that others are given",
        "runtime/report/counting.py",
        'OR g."eid" = s."eid"',
        "OR true",
        seen_by=REPORT,
    ),
}
