"""Where a name is declared, and every place where it is used, over all files."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiler.catalogue.code import BASE
from compiler.editing.hover import hover
from compiler.editing.index import Index
from compiler.editing.symbols import Space, Symbol
from runtime.folder import campaign_files
from tests.editing.projects import BESIDE, HERE, asked, context

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"

FILE = '''event visit from shop.visits
  customer  from customer_id
  time      from visited_at
  cart      text

message left "Your cart"
  email subject "{{ entry.product }}"
    """
    Dear {{ customer.name | default: "you" }}, {{ entry.product }} 🎒 한글 {{ customer.city }}
    """

campaign rescue
  enter on cart_add where total >= 10 and customer.tier = "gold"
    once per cart
  leave on purchase or visit where cart = entry.cart
  goal rescued: purchase within 3 days where amount > 5, worth amount

  split wording, to maximise rescued
    early 50%
      wait for purchase where amount > entry.total as bought, at most 1 day
        if bought.amount > 3 and kind = "many"
          send left by email
      else
        send left by email
    late 50%
      send left by email

test "an early one"
  customer mia with city "Kiel", email "mia@example.org"
  force wording.early for mia
  at 2026-03-02 10:00 mia does cart_add with total 12
  expect mia reached rescued
  expect mia in wording.early
'''


def declared(pointing: str) -> list[Symbol]:
    """The symbols at the place of `|` in a part of FILE."""
    part = pointing.replace("|", "")
    at = FILE.index(part) + pointing.index("|")
    known = context({HERE: FILE, BESIDE: BASE})
    return [each.symbol for each in known.index.at(HERE, at)]


@pytest.mark.parametrize(
    ("pointing", "symbol"),
    [
        ("enter on cart|_add", Symbol(Space.SHARED, "cart_add")),
        ("where tot|al >= 10", Symbol(Space.FIELD, "total", "cart_add")),
        ("customer.t|ier", Symbol(Space.SHARED, "tier")),
        ('customer.tier = "go|ld"', Symbol(Space.CHOICE, "gold", "tier")),
        ("once per ca|rt", Symbol(Space.FIELD, "cart", "cart_add")),
        ("= entry.car|t", Symbol(Space.FIELD, "cart", "cart_add")),
        ("worth amoun|t", Symbol(Space.FIELD, "amount", "purchase")),
        ("maximise resc|ued", Symbol(Space.GOAL, "rescued", "rescue")),
        ("if bou|ght.amount", Symbol(Space.STEP, "bought", "rescue")),
        ("bought.amo|unt > 3", Symbol(Space.FIELD, "amount", "purchase")),
        ('kind = "ma|ny"', Symbol(Space.CHOICE, "many", "kind")),
        ("force wor|ding", Symbol(Space.SPLIT, "wording", "rescue")),
        ("in wording.ear|ly", Symbol(Space.ARM, "early", "rescue.wording")),
        ("reached resc|ued", Symbol(Space.GOAL, "rescued", "rescue")),
        ("mia| does", Symbol(Space.WHO, "mia", "an early one")),
        ("with tota|l 12", Symbol(Space.FIELD, "total", "cart_add")),
        ('"{{ entry.prod|uct', Symbol(Space.FIELD, "product", "cart_add")),
        ("한글 {{ customer.ci|ty", Symbol(Space.SHARED, "city")),
    ],
)
def test_what_a_name_stands_for(pointing: str, symbol: Symbol) -> None:
    assert declared(pointing) == [symbol]


def test_a_field_of_several_events_is_each_of_theirs() -> None:
    assert declared("visit where ca|rt") == [
        Symbol(Space.FIELD, "cart", "purchase"), Symbol(Space.FIELD, "cart", "visit"),
    ]  # fmt: skip


def test_every_use_of_a_name_is_found_in_all_files() -> None:
    more = "segment rich\n  has cart_add\n  last cart_add.total > 3\n"
    _, _, known = asked(FILE + "|", more=more)
    uses = known.index.uses(Symbol(Space.SHARED, "cart_add"))
    assert [(each.span.path, each.declares) for each in uses] == [
        ("here.campaign", False), ("here.campaign", False), ("base.campaign", True),
        ("base.campaign", False), ("more.campaign", False), ("more.campaign", False),
    ]  # fmt: skip


@pytest.mark.parametrize("project", ["shop", "playbook", "club"])
def test_mentions_stand_where_the_names_do(project: str) -> None:
    root = CAMPAIGNS / project
    texts = {file.name: file.read_text("utf-8") for file in campaign_files(root)}
    index: Index = context(texts).index
    for path, file in index.files.items():
        for each in file.mentions:
            written = texts[path][each.span.start : each.span.end]
            assert written.strip("`") == each.symbol.name


def test_hover_shows_the_sentence_the_comment_and_the_uses() -> None:
    again = '# Who buys again.\nsegment again "Bought twice"\n  orders >= 2\n'
    source, offset, known = asked(again + "\nsegment b\n  in ag|ain\n")
    found = hover(source, offset, known, {Symbol(Space.SHARED, "again"): "41 customers"})
    assert found is not None
    assert found.text == (
        "segment `again`\n\n**Bought twice**\n\nWho buys again.\n\n"
        '```campaign\nsegment again "Bought twice"\n  orders >= 2\n```\n\n'
        "41 customers\n\nused once, in 1 file"
    )


def test_hover_says_what_a_line_is_for() -> None:
    source, offset, known = asked("campaign a\n  ho|ld out 10%\n")
    found = hover(source, offset, known, {})
    assert found is not None and found.text.startswith("`hold`: how many go through it without")
