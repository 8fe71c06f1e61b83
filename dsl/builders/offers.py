"""The lines of offers."""

from __future__ import annotations

from typing import Any

from dsl import tree
from dsl.builders.lines import Part
from dsl.builders.literals import text_of
from dsl.builders.registry import builds
from dsl.lexer import Token
from dsl.source import Span


@builds()
def pool_line(span: Span, path: Token) -> Part:
    return Part("coupons", tree.Coupon(pool=text_of(path, span), span=span), span, many=True)


@builds()
def code_line(span: Span, code: Token) -> Part:
    return Part("coupons", tree.Coupon(code=text_of(code, span), span=span), span, many=True)


@builds()
def points_line(span: Span, amount: tree.Number) -> Part:
    return Part("coupons", tree.Coupon(points=amount, span=span), span, many=True)


@builds()
def valid_line(span: Span, duration: tree.Duration) -> Part:
    return Part("valid", duration, span)


@builds()
def used_by_line(span: Span, event: Any, where: Any) -> Part:
    return Part("used_by", tree.UsedBy(event, where, span=span), span)


@builds()
def in_all_line(span: Span, limit: tree.Number) -> Part:
    return Part("at_most", limit, span)
