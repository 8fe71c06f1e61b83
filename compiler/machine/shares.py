"""Chance that is not chance: hold-outs and arms by hashes of the customer's key (S19).

`p` is the alias of the table of people. Tests force arms: the table `forced` (key, campaign,
split, arm) goes before the hash, where it holds something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from compiler.machine.template import column, sql
from compiler.model.campaigns import Campaign
from compiler.model.steps import Split

HOLD_OUT = "hold out"


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance hangs on: the project's salt, the epoch of its hold-out, whether arms are
    forced, and the splits (campaign, name) of which is looked up who was given an arm before."""

    salt: str
    epoch: int = 1
    forcing: bool = False
    kept: frozenset[tuple[str, str]] = frozenset()

    def keeps(self, campaign: str, split: str) -> bool:
        return (campaign, split) in self.kept


def unit(*parts: str) -> exp.Expr:
    """The unit of the parts and the customer's key."""
    prefix = exp.Literal.string("/".join((*parts, "")))
    text = sql(":prefix || p.key", prefix=prefix)
    return exp.Anonymous(this="SEGUE_UNIT", expressions=[exp.paren(text)])


def forced(campaign: str, split: str) -> exp.Expr:
    """The arm that a test forces; NULL where it forces none."""
    return sql(
        "(SELECT max(f.arm) FROM forced AS f"
        " WHERE f.key = p.key AND f.campaign = :campaign AND f.split = :split)",
        campaign=campaign,
        split=split,
    )


def arm_of(step: Split, ends: Sequence[exp.Expr], names: Sequence[exp.Expr]) -> exp.Expr:
    """Which arm of the split the row `r` takes: 0, 1, …; its unit is `u<order>`, and the arms have
    these `ends`. `names` go before it: the first that names an arm."""
    by_hash = exp.Case()
    for way, end in enumerate(ends):
        below = sql(":u < :until", u=column(f"u{step.order}", "r"), until=end)
        by_hash = by_hash.when(below, exp.convert(way), copy=False)
    if not names:
        return by_hash
    first, *others = (_way(step, name) for name in names)
    return exp.Coalesce(this=first, expressions=[*others, by_hash])


def _way(step: Split, name: exp.Expr) -> exp.Expr:
    """Which arm has that name; NULL where none has."""
    found = exp.Case(this=name)
    for way, arm in enumerate(step.arms):
        found = found.when(exp.Literal.string(arm.name), exp.convert(way), copy=False)
    return found


def held_out(campaign: Campaign, hold_out: int, chance: Chance) -> exp.Expr:
    """Why the customer is held out from the campaign, or the empty text. `hold_out` is the
    policy's share, in hundredths of a per cent. Without a goal nobody is held out (S30)."""
    if not campaign.goals:
        return exp.Literal.string("")
    shares = {
        "held out from everything": (hold_out, ("", f"{HOLD_OUT} {chance.epoch}")),
        "held out": (campaign.hold_out, (campaign.name, HOLD_OUT)),
    }
    drawn = exp.Case()
    for reason, (share, parts) in shares.items():
        if share:
            out = sql(":u < :share", u=unit(chance.salt, *parts), share=share)
            drawn = drawn.when(out, exp.Literal.string(reason), copy=False)
    by_hash = drawn.else_(sql("''"), copy=False) if drawn.args.get("ifs") else sql("''")
    return _forced_or(campaign.name, by_hash) if chance.forcing else by_hash


def _forced_or(campaign: str, by_hash: exp.Expr) -> exp.Expr:
    return sql(
        "CASE WHEN :own IS NOT NULL THEN CASE WHEN :own = 'held out' THEN 'held out' ELSE '' END"
        " WHEN :every IS NOT NULL THEN"
        " CASE WHEN :every = 'held out' THEN 'held out from everything' ELSE '' END"
        " ELSE :drawn END",
        own=forced(campaign, HOLD_OUT),
        every=forced("", HOLD_OUT),
        drawn=by_hash,
    )


def draws(campaign: Campaign, hold_out: int, chance: Chance) -> bool:
    """Whether anybody can be held out, so that keys are needed."""
    return bool(campaign.goals) and bool(hold_out or campaign.hold_out or chance.forcing)
