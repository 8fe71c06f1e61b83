"""What stands under each declaration but campaigns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dsl import tree
from dsl.blocks.conditions import condition_block
from dsl.blocks.reader import Reader
from dsl.builders.lines import Head, Part
from dsl.layout import Line


def customers(reader: Reader, line: Line, head: Head) -> tree.Customers:
    reader.needs_block(line, "`key from COLUMN`, and a line for every field")
    fields = _fields(reader, line)
    return tree.Customers(head.table or _nothing(line, reader), fields, span=reader.whole(line))


def event(reader: Reader, line: Line, head: Head) -> tree.Event:
    fields = _fields(reader, line)
    return tree.Event(head.name, head.table, fields, head.title, span=reader.whole(line))


def record(reader: Reader, line: Line, head: Head) -> tree.Record:
    reader.needs_block(line, "`id from COLUMN`, `customer from COLUMN`, and its fields")
    table, fields = head.table or _nothing(line, reader), _fields(reader, line)
    return tree.Record(head.name, table, fields, head.title, span=reader.whole(line))


def products(reader: Reader, line: Line, head: Head) -> tree.Products:
    reader.needs_block(line, "`key from COLUMN`, and a line for every field")
    table = head.table or _nothing(line, reader)
    return tree.Products(table, _fields(reader, line), span=reader.whole(line))


def _fields(reader: Reader, line: Line) -> tuple[tree.FieldLine, ...]:
    found = (reader.reads_leaf("field_line", child) for child in line.children)
    return tuple(x for x in found if isinstance(x, tree.FieldLine))


def _nothing(line: Line, reader: Reader) -> tree.Name:
    return tree.Name("", span=reader.span(line))


def segment(reader: Reader, line: Line, head: Head) -> tree.Segment:
    reader.needs_block(line, "write its conditions on the lines below, deeper than this one")
    condition = condition_block(reader, line)
    return tree.Segment(head.name, condition, head.title, span=reader.whole(line))


def groups(reader: Reader, line: Line, head: Head) -> tree.Groups:
    reader.needs_block(line, "such as `loyal when orders > 3`, and `others otherwise` at the end")
    found = (reader.reads_leaf("group_line", child) for child in line.children)
    lines = tuple(x for x in found if isinstance(x, tree.Group))
    return tree.Groups(head.name, lines, head.title, span=reader.whole(line))


def score(reader: Reader, line: Line, head: Head) -> tree.Score:
    reader.needs_block(line, "such as `frequency orders, 1 to 5`")
    found = (reader.reads_leaf("score_line", child) for child in line.children)
    parts = tuple(x for x in found if isinstance(x, tree.ScorePart))
    return tree.Score(head.name, parts, head.title, span=reader.whole(line))


def policy(reader: Reader, line: Line, head: Head) -> tree.Policy:
    reader.needs_block(line, 'such as `timezone "Asia/Seoul"`')
    return tree.Policy(**reader.parts("policy_line", line.children), span=reader.whole(line))


def channel(reader: Reader, line: Line, head: Head) -> tree.Channel:
    reader.needs_block(line, "such as `to phone`")
    slots = reader.parts("channel_line", line.children)
    return tree.Channel(head.name, title=head.title, **slots, span=reader.whole(line))


def message(reader: Reader, line: Line, head: Head) -> tree.Message:
    reader.needs_block(line, "a line for each channel, and its text under it")
    slots: dict[str, Any] = {"service": False}
    variants = []
    for child in line.children:
        value = reader.read("message_line", child)
        if isinstance(value, Part):
            reader.leaf(child)
            slots.pop("service", None) if slots.get("service") is False else None
            reader.fill(slots, value)
        elif isinstance(value, tree.Unbuilt):
            reader.fill(slots, value)
        elif value is None and child.text is not None:
            reader.leaf(child)
        else:
            variants.append(_variant(reader, child, value))
    found = tuple(variant for variant in variants if variant is not None)
    return tree.Message(
        head.name, variants=found, title=head.title, span=reader.whole(line), **slots
    )


def _variant(reader: Reader, line: Line, variant: tree.Variant | None) -> tree.Variant | None:
    slots: dict[str, Any] = {}
    for child in line.children:
        if child.text is not None:
            reader.leaf(child)
            reader.fill(slots, Part("text", child.text, child.text.span))
        else:
            reader.fill(slots, reader.reads_leaf("variant_line", child))
    return variant and replace(variant, **slots, span=reader.whole(line))


def test(reader: Reader, line: Line, head: Head) -> tree.Test:
    reader.needs_block(line, "such as `customer minji`, what she does, and what to `expect`")
    found = (reader.reads_leaf(_test_line(child), child) for child in line.children)
    lines = tuple(x for x in found if x is not None)
    return tree.Test(head.name, lines, span=reader.whole(line))


def _test_line(line: Line) -> str:
    """`booking b of minji` begins with a name that the project declares, all others with a word."""
    third = line.tokens[2].text if len(line.tokens) > 2 else ""
    return "record_line" if third == "of" else "test_line"
