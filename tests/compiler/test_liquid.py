"""The small reader of Liquid knows what the real one knows."""

from __future__ import annotations

import pytest
from liquid import Environment

from compiler.liquid import FILTERS, read
from runtime.render.filters import FILTERS as OURS


def test_it_knows_every_filter() -> None:
    assert frozenset(Environment().filters) | frozenset(OURS) == FILTERS


@pytest.mark.parametrize(
    "text",
    [
        "{{ customer.name }} {{ entry.total | times: 2 | minus: entry.paid }}",
        "{% for each in entry.list %}{{ each.name }}{{ forloop.index }}{% endfor %}",
        "{% case entry.kind %}{% when 'a' %}{{ entry.a }}{% else %}{{ entry.b }}{% endcase %}",
        "{% capture all %}{{ entry.a }}{% endcapture %}{{ all }}",
        "{%- unless entry.a == blank -%}{{ entry.b }}{%- endunless -%}",
    ],
)
def test_it_finds_the_variables_that_liquid_finds(text: str) -> None:
    analysis = Environment().from_string(text).analyze()
    wanted = {str(each) for found in analysis.globals.values() for each in found}
    names = {".".join(each.path) for each in read(text).variables}
    assert names == {name.replace("['", ".").replace("']", "") for name in wanted} - {"forloop"}
    assert not read(text).faults
