"""What stands under `offer`."""

from __future__ import annotations

from dsl import tree
from dsl.blocks.reader import Reader
from dsl.builders.lines import Head
from dsl.layout import Line


def offer(reader: Reader, line: Line, head: Head) -> tree.Offer:
    reader.needs_block(line, 'such as `coupon from pool "coupons/freeship.csv"`')
    slots = reader.parts("offer_line", line.children)
    return tree.Offer(head.name, title=head.title, **slots, span=reader.whole(line))
