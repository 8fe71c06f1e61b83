"""What conditions are seen to hold of nobody and of everybody, and what of neither."""

from __future__ import annotations

import pytest

from compiler.holding import Holding
from tests.compiler.asking import project

NEVER = """
orders >= 3 and orders <= 2
orders > 2 and orders < 3
orders < 0
orders between 3 and 5 and orders > 5
orders = 0 and has purchase in last 7 days
orders = 0 and last purchase in last 7 days
no purchase and has purchase in last 7 days
has purchase in last 7 days | no purchase in last 14 days
last purchase more than 60 days ago | has purchase in last 30 days
last purchase more than 60 days ago | first purchase in last 30 days
last purchase before 2026-01-01 | has purchase since 2026-02-01
has purchase in last 7 days where amount > 100 | no purchase in last 30 days where amount > 50
has purchase where amount > 10 and amount < 5
(count of purchase in last 30 days) >= 5 and (count of purchase in last 60 days) <= 4
sum of purchase.amount in last 7 days > 10 | no purchase in last 30 days
revenue > 0 and orders = 0
revenue > 100 and revenue < 50
count of distinct purchase.category > 2 and orders < 2
average of purchase.amount < 50 and orders = 0
tier = "gold" and tier = "silver"
tier != "gold" and tier != "silver" and tier is known
city = "Seoul" and city != "Seoul"
city = "Seoul" and city starts with "B"
city starts with "S" and city starts with "B"
city is unknown and city = "Seoul"
city = "A" and (orders = 1 or orders = 2) and orders > 2
wants_email and not wants_email
reachable by email and not wants_email
in loyal and orders = 2
not in loyal and orders = 3
kind = "few" and orders = 5
kind = "few" and kind = "many"
signed_up in last 7 days | signed_up more than 1 month ago
signed_up in last 1 month | signed_up more than 1 month ago
signed_up since 2026-01-01 | signed_up before 2025-01-01
signed_up in next 3 days | signed_up in last 3 days
birthday before 2000-01-01 | birthday since 2000-01-01
revenue <= average of revenue across loyal | revenue > average of revenue across loyal
today is Monday and today is Tuesday
"""

ALWAYS = """
orders >= 0
orders < 3 or orders > 2
city = "Seoul" or city != "Seoul"
wants_email or not wants_email
kind = "few" or kind = "many"
no purchase where amount > 10 and amount < 5
not (in loyal) or orders > 2
no purchase in last 7 days or has purchase in last 30 days
"""

SOME = """
orders >= 3
orders > 2 and orders < 4
has purchase in last 14 days | no purchase in last 7 days
has purchase in last 7 days where amount > 50 | no purchase in last 30 days where amount > 100
last purchase more than 60 days ago | last purchase in last 90 days
last purchase more than 60 days ago or last purchase in last 60 days
tier != "gold" and tier != "silver"
tier = "gold" or tier = "silver"
not in loyal and orders = 2
signed_up in last 1 month | signed_up more than 2 weeks ago
signed_up in last 7 days or signed_up more than 7 days ago
signed_up since 2025-01-01 | signed_up before 2026-01-01
average of purchase.amount < 50 or average of purchase.amount >= 50
revenue >= 0
"""


def said(condition: str) -> str:
    lines = condition.replace(" | ", "\n  ")
    found = project(f"segment asked\n  {lines}\n")
    holding = Holding(found, found.policy.timezone)
    of = found.segments["asked"].condition
    return "never" if holding.never(of) else "always" if holding.always(of) else "some"


@pytest.mark.parametrize("condition", NEVER.strip().splitlines())
def test_of_nobody(condition: str) -> None:
    assert said(condition) == "never"


@pytest.mark.parametrize("condition", ALWAYS.strip().splitlines())
def test_of_everybody(condition: str) -> None:
    assert said(condition) == "always"


@pytest.mark.parametrize("condition", SOME.strip().splitlines())
def test_of_some(condition: str) -> None:
    assert said(condition) == "some"
