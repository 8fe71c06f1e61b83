"""A project with every kind of line, and the same with some text exchanged."""

from __future__ import annotations

from collections.abc import Mapping

from compiler.changes import Side, side
from compiler.check import check
from dsl.parse import parse
from dsl.source import Source
from tests.compiler.language_example import FILES, TEXTS

MORE = '''
list friends from "friends.csv"

segment vip
  orders >= 5

message news
  email subject "News"
    """
    Hello {{ customer.name | default: "you" }} from {{ customer.city | default: "here" }}
    """
  sms
    """
    [Ad] News for you. Reply STOP to end.
    """

message alarm
  for service
  email subject "Look at this customer"
    """
    {{ customer.name | default: "somebody" }}
    """

staff sales to "sales@shop.example"

hook crm
  sends city, entry.amount

campaign newsletter
  priority 2
  enter every 2 weeks on Monday at 09:00 for vip
    only if city is known
    again after 10 days
    only while wants_email
  leave if tier = "gold" or in friends
    send news by sms
  goal purchase within 7 days
  guard unsubscribed within 7 days, under 0.5%
  quiet from 22:00 until 07:00

  repeat up to 3 times, every 2 days
    send news by email as letter
  wait for visit as seen, at most 3 days
    if seen.pages > 3 and orders = 1
      set lead_points = lead_points + 10
    else
      leave "looked"
  else
    wait until Tuesday at 10:00
    send news by sms

campaign thanks
  enter on purchase
    each time

  send alarm to sales
  call crm
  until visit, at most 2 days
    wait 1 day
    send alarm to sales
  then
    leave "came back"

event visit from shop.visits
  customer  from customer_id
  time      from visited_at
  pages     number
'''

BASE: Mapping[str, str] = {**FILES, "more.campaign": MORE}
"""The files, by path."""


def sided(files: Mapping[str, str], texts: Mapping[str, str] = TEXTS) -> Side:
    """The project of these files, which must be without errors."""
    sources = {path: Source(path, text) for path, text in files.items()}
    parsed = [parse(source) for source in sources.values()]
    trees = [each.file for each in parsed]
    wrong = [*(found for each in parsed for found in each.diagnostics)]
    checked = check(trees, texts)
    assert not wrong and checked.project is not None, (wrong, checked.diagnostics)
    return side(checked.project, trees, sources)


def edited(*exchanged: tuple[str, str]) -> Side:
    """The project with texts exchanged, each of which stands in one place of one file."""
    files = dict(BASE)
    for old, new in exchanged:
        (path,) = [path for path, text in files.items() if old in text]
        assert files[path].count(old) == 1, f"{old!r} stands in {path} several times"
        files[path] = files[path].replace(old, new)
    return sided(files)
