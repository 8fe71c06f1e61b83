"""A name is changed wherever it stands, or not at all."""

from __future__ import annotations

import pytest

from compiler.catalogue.code import BASE
from compiler.check import check
from compiler.editing.renaming import Impossible, renamable, renamed
from dsl.parse import parse_text
from tests.editing.projects import BESIDE, HERE, context
from tests.editing.test_names import FILE

SHOP = '''customers from shop.customers
  key    from customer_id
  name   text
  email  email

event cart_add from shop.carts
  customer  from customer_id
  time      from added_at
  cart      text
  total     money from cart_total

event purchase from shop.orders
  customer  from customer_id
  time      from ordered_at
  cart      text

segment loyal
  count of purchase > 3

policy
  timezone "Europe/London"

channel email
  to email

offer ship_free
  coupon code "FREE"

message hello
  email subject "Dear {{ customer.name | default: 'you' }}, {{ ship_free.code }}"
    file "hello.html"

campaign greeting
  enter on cart_add
    once
  leave on purchase where cart = entry.cart
  goal bought: purchase within 7 days
  goal cart_add within 7 days

  give ship_free
  if in loyal and name is known
    send hello by email
'''
PAGE = "<p>{{ customer.name | default: 'you' }}, {{ ship_free.code }} {{ entry.total }}</p>"


def after(place: str, name: str, settings: str = "") -> dict[str, str]:
    """The files after the name at `|` became another one."""
    part = place.replace("|", "")
    assert part in SHOP
    texts = {HERE: SHOP, "hello.html": PAGE}
    index = context({HERE: SHOP}).index
    found = renamable(index, HERE, SHOP.index(part) + place.index("|"))
    for edit in reversed(renamed(index, found.symbol, name, {"hello.html": PAGE}, settings)):
        text = texts[edit.span.path]
        texts[edit.span.path] = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return texts


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("event cart_|add", "basket"),
        ("event purch|ase", "order"),
        ("segment loy|al", "friends"),
        ("  na|me   text", "first_name"),
        ("  em|ail  email", "address"),
        ("message hel|lo", "hi"),
        ("campaign greet|ing", "한글"),
        ("goal bou|ght", "came_back"),
        ("channel ema|il", "letter"),
        ("offer ship|_free", "free_shipping"),
    ],
)
def test_what_is_renamed_means_the_same(place: str, name: str) -> None:
    texts = after(place, name)
    parsed = parse_text(HERE, texts[HERE])
    checked = check([parsed.file], {"hello.html": texts["hello.html"]})
    assert not parsed.diagnostics and not checked.diagnostics, (texts, checked.diagnostics)
    assert texts[HERE] != SHOP


def test_a_field_keeps_the_column_that_it_reads() -> None:
    texts = after("  na|me   text", "first_name")
    assert "  first_name   text from name\n" in texts[HERE]
    assert "Dear {{ customer.first_name |" in texts[HERE]
    assert texts["hello.html"].startswith("<p>{{ customer.first_name | default: 'you' }}")


@pytest.mark.parametrize(
    ("place", "name", "why"),
    [
        ("segment loy|al", "cart_add", "event `cart_add` is declared already"),
        ("segment loy|al", "most", "`most` is a word of the language"),
        ("message hel|lo", "where", "`where` is a word of the language"),
        ("segment loy|al", "at-risk", "`at-risk` is no name"),
        ("segment loy|al", "3rd", "`3rd` is no name"),
        ("segment loy|al", "everyone", "`everyone` means all customers"),
        ("  tot|al     money", "sum_of", "`hello.html` shows `entry.total`"),
        ("coupon co|de", "x", "no declared name stands here"),
        ("  go|al cart_add", "x", "this goal has no name of its own: write `goal NAME: cart_add"),
    ],
)
def test_what_would_break_is_refused(place: str, name: str, why: str) -> None:
    with pytest.raises(Impossible) as refused:
        after(place, name)
    assert str(refused.value).startswith(why)


def test_what_segue_toml_names_is_renamed_by_hand() -> None:
    with pytest.raises(Impossible, match=r"segue\.toml says how `email` hands over"):
        after("channel ema|il", "letter", "[channels.email]\nprovider = 'file'\n")


def test_a_field_of_several_events_is_refused() -> None:
    index = context({HERE: FILE, BESIDE: BASE}).index
    at = FILE.index("or visit where cart") + len("or visit where c")
    with pytest.raises(Impossible, match="is a field of `purchase` and `visit` here"):
        renamable(index, HERE, at)
    at = FILE.index("cart      text")
    with pytest.raises(Impossible, match="is also a field of `purchase`"):
        renamed(index, renamable(index, HERE, at).symbol, "basket", {}, "")
