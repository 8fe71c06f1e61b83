"""What is decided in a move: branches, arms, channels and quiet time, each as of the mover's own
position, as columns beside the movers.

`d<order>` is the way of an `if` (its branches in order, then `else`), of a test (0: on at once, 1:
waits) or of a split, `g<order>` the
arm that is kept (`compiler.machine.given`); `c<order>`
the channel of a send, NULL where none reaches, and `w<order>` why none does (for sends that are
alike only those of the first); `k<order>` what a step sets, as text. At a send that can
meet quiet time, `quiet_end` is until when, `quiet_drop` whether the message is dropped, and `pass`
how often the tick has looked at it before.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from compiler.learning import lot_of, split_of
from compiler.machine import given, learning, records
from compiler.machine.guards import decision
from compiler.machine.keeping import held, written
from compiler.machine.places import Branching, Keeping, Place, Sending
from compiler.machine.records import with_record
from compiler.machine.sending import with_sends
from compiler.machine.setting import Setting
from compiler.machine.shares import arm_of, forced, unit
from compiler.machine.template import column, named, query, sql, with_part
from compiler.model.conditions import Condition
from compiler.model.steps import If, Keep, Split, Trial
from compiler.model.values import Value
from compiler.sql.probe import Rows, Stored, probe


def decided(
    setting: Setting,
    place: Place,
    movers: exp.Query,
    unsubscribing: bool = True,
    skipping: bool = False,
) -> exp.Query:
    """The movers with all decisions of the place's move. `unsubscribing`: whether anybody ever
    unsubscribed; `skipping`: whether who goes on only by a resume gets no message."""
    branchings = [each.step for each in place.move if isinstance(each, Branching)]
    sends = [each.step for each in place.move if isinstance(each, Sending)]
    splits = [step for step in branchings if isinstance(step, Split)]
    trials = [step for step in branchings if isinstance(step, Trial)]
    found = query(
        'SELECT r.*, r.eid AS "row" FROM :movers AS r', movers=with_record(setting, movers)
    )
    found = _with_units(setting, found, [*splits, *trials])
    found = with_part(query("SELECT r.* FROM movers AS r"), "movers", found)
    ifs = [step for step in branchings if isinstance(step, If)]
    keeps = [each.step for each in place.move if isinstance(each, Keeping)]
    found = _with_conditions(setting, found, ifs, keeps)
    found = _with_arms(setting, place, found, splits)
    found = _with_tests(setting, found, trials)
    if not sends:
        return found
    return with_sends(setting, place, found, sends, unsubscribing, skipping)


def _with_conditions(
    setting: Setting, found: exp.Select, steps: Sequence[If], keeps: Sequence[Keep]
) -> exp.Select:
    wanted: dict[str, Condition | Value] = {
        f"b{step.order}_{way}": branch.condition
        for step in steps
        for way, branch in enumerate(step.branches)
    }
    wanted |= {held(step): step.value for step in keeps}
    if not wanted:
        return found
    probed = probe(setting.project, wanted, rows(setting, "movers"), setting.tables, Stored())
    found = with_part(found, "probed", probed).join(
        exp.to_table("probed"), on=sql('probed."row" = r."row"'), copy=False
    )
    for step in steps:
        way_of = exp.Case()
        for way in range(len(step.branches)):
            way_of = way_of.when(
                column(f"b{step.order}_{way}", "probed"), exp.convert(way), copy=False
            )
        otherwise = exp.convert(len(step.branches))
        found = found.select(
            named(way_of.else_(otherwise, copy=False), decision(step.order).name), copy=False
        )
    for keep in keeps:
        text = written(setting.project, keep, column(held(keep), "probed"))
        found = found.select(named(text, held(keep)), copy=False)
    return found


def rows(setting: Setting, table: str) -> Rows:
    """The rows of a table with the machine's context, as a probe takes them."""
    carried = setting.context
    return Rows(
        table=table,
        entry={name: column(held) for name, held in carried.entry.items()} | records.held(setting),
        entry_time=column("entry_time"),
        answers={key: column(held) for key, held in carried.answers.items()},
        enrolment=column("name") if carried.has("name") else None,
    )


def _with_units(
    setting: Setting, movers: exp.Select, steps: Sequence[Split | Trial]
) -> exp.Select:
    """Each customer's unit is computed once, in the innermost query."""
    if not steps:
        return movers
    name, chance = setting.machine.campaign.name, setting.chance
    people = exp.alias_(exp.to_table("people"), "p", table=True, copy=False)
    found = movers.join(people, on=sql("p.cid = r.cid"), copy=False)
    for step in steps:
        of = step.name if isinstance(step, Split) else lot_of(step)
        drawn = named(unit(chance.salt, name, of), f"u{step.order}")
        found = found.select(drawn, copy=False)
        if chance.forcing:
            arm = named(forced(name, step.name), f"f{step.order}")
            found = found.select(arm, copy=False)
    return found


def _with_arms(
    setting: Setting, place: Place, found: exp.Select, steps: Sequence[Split]
) -> exp.Select:
    """The ways of splits: what a test forces goes before an arm that is kept."""
    keeping = given.keeping(setting, place)
    found = given.with_given(setting, found, keeping)
    for step in steps:
        names = [column(f"f{step.order}", "r")] if setting.chance.forcing else []
        names += [column("arm", f"given_{step.order}")] if step in keeping else []
        way = arm_of(step, learning.ends(setting, step), names)
        found = found.select(named(way, decision(step.order).name), copy=False)
    return found


def _with_tests(setting: Setting, found: exp.Select, steps: Sequence[Trial]) -> exp.Select:
    """Who has an arm of the split behind a test already does not wait for it."""
    campaign = setting.machine.campaign
    for step in steps:
        names = [column(f"f{step.order}", "r")] if setting.chance.forcing else []
        split = split_of(campaign, step)
        if setting.chance.keeps(campaign.name, split.name):
            found = given.with_given(setting, found, [split])
            names.append(column("arm", f"given_{split.order}"))
        way = learning.tested(setting, step, names)
        found = found.select(named(way, decision(step.order).name), copy=False)
    return found
