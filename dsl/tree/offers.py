"""Offers: what customers are given, and what counts as its use."""

from __future__ import annotations

from dataclasses import dataclass

from dsl.tree.base import Name, Node, Unbuilt
from dsl.tree.conditions import Condition
from dsl.tree.values import Duration, EventRef, Number, Text


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Coupon(Node):
    """What a customer gets: `coupon from pool "coupons/freeship.csv"`, a code of their own for
    each, `coupon code "WELCOME"`, one for all, or `points 500`."""

    pool: Text | None = None
    code: Text | None = None
    points: Number | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class UsedBy(Node):
    """`used by purchase where coupon = freeship.code`."""

    event: EventRef
    where: Condition | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Offer(Node):
    name: Name
    coupons: tuple[Coupon, ...] = ()
    valid: Duration | None = None
    used_by: UsedBy | None = None
    at_most: Number | None = None
    title: Text | None = None
    unbuilt: tuple[Unbuilt, ...] = ()
