"""What stands under `hook`."""

from __future__ import annotations

from dsl import tree
from dsl.blocks.reader import Reader
from dsl.builders.lines import Head
from dsl.layout import Line


def hook(reader: Reader, line: Line, head: Head) -> tree.Hook:
    reader.needs_block(line, "what it is told: `sends` and the fields, such as `sends city, tier`")
    found = [reader.reads_leaf("hook_line", child) for child in line.children]
    sends = tuple(path for paths in found if paths is not None for path in paths)
    return tree.Hook(head.name, sends, head.title, span=reader.whole(line))
