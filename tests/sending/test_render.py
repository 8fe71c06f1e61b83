"""What a customer reads, and what a text cannot do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from compiler.model.declarations import Message, Variant
from runtime.render.liquid import Unrenderable, rendered
from runtime.render.message import Fields, Rendered, Subject, render
from tests.sending.shop import SHOP, at

ENTRY: Fields = {
    "product": "Tent & Co", "total": Decimal("50000.0000"), "colours": ("red", "<blue>"),
    "none": (),
}  # fmt: skip
SOMEBODY = Subject({"name": "Minji"}, ENTRY, at("2026-12-02T01:00"), "rescue")


def text(source: str, about: Subject = SOMEBODY, *, strict: bool = True, file: str = "") -> str:
    """What the text says to somebody by e-mail; `file`: as if it stood in that file."""
    message = Message("odd", False, (Variant("email", text=source, file=file or None),))
    shop = replace(SHOP, messages={"odd": message})
    return render(shop, "odd", "email", about, strict=strict).text


@pytest.mark.parametrize(
    "source, shown",
    [
        ("{{ entry.total }}", "50000"),
        ("{{ entry.total | times: 0.9 | round }}", "45000"),
        ("{{ 0.1 | plus: 0.2 }} {{ 7 | divided_by: 2 }} {{ 7 | divided_by: 2.0 }}", "0.3 3 3.5"),
        ("{{ 2.5 | round }} {{ -2.5 | round }} {{ 3.14159 | round: 2 }}", "3 -3 3.14"),
        ("{{ entry.time }}", "2026-12-02 10:00"),
        ('{{ entry.time | date: "%-d.%-m. %H:%M" }}', "2.12. 10:00"),
        ("{{ customer.birthday }}", "1990-03-01"),
        ("{{ customer.wants_kakao }}", "true"),
        ('{{ entry.colours | join: ", " }} {{ entry.colours | size }}', "red, <blue> 2"),
        ("{% for each in entry.colours %}({{ each }}){% endfor %}", "(red)(<blue>)"),
        ('{% if entry.colours contains "red" %}a{% endif %}', "a"),
        ('{{ entry.none | default: "no colour" }}', "no colour"),
        ("{{ campaign.name }}: {{ campaign.title }}", "rescue: Bring carts back"),
        ('{{ customer.email | default: "none" }}', "none"),
        ("{% if customer.email %}a{% else %}b{% endif %}", "b"),
        ("{% if entry.total > 30000 %}much{% endif %}", "much"),
    ],
)
def test_values(source: str, shown: str) -> None:
    fields: Fields = {"birthday": date(1990, 3, 1), "wants_kakao": True, "email": None}
    assert text(source, replace(SOMEBODY, customer=fields)) == shown


def test_times_stand_on_the_customers_clock() -> None:
    for zone, shown in (("Europe/Berlin", "02:00"), ("Mars/Base", "10:00"), (None, "10:00")):
        about = replace(SOMEBODY, customer={"timezone": zone})
        assert text('{{ entry.time | date: "%H:%M" }}', about) == shown


def test_the_language_chooses_the_text() -> None:
    by_language = {
        language: render(SHOP, "reminder", "email", replace(SOMEBODY, customer=fields)).text
        for language, fields in (
            ("en", {"language": "en"}),
            ("fr", {"language": "fr"}),
            ("none", {"language": None}),
        )
    }
    assert by_language["en"] == "In English"
    assert by_language["fr"] == by_language["none"] == "<b>Tent & Co"


def test_subject_and_template() -> None:
    found = render(SHOP, "reminder", "kakao", SOMEBODY)
    assert found == Rendered("Tent & Co!", None, "CART_01", html=False)
    assert render(SHOP, "reminder", "email", SOMEBODY).subject == "Tent & Co"


@pytest.mark.parametrize("break_", ["\n", "\r", "\r\nBcc: all@shop.example"])
def test_a_subject_takes_no_second_header(break_: str) -> None:
    about = replace(SOMEBODY, entry={"product": f"Tent{break_}"})
    with pytest.raises(Unrenderable, match="line break"):
        render(SHOP, "reminder", "email", about)


@pytest.mark.parametrize(
    "file, shown",
    [("cart.html", "Tent &amp; Co"), ("cart", "Tent &amp; Co"), ("cart.txt", "Tent & Co")],
)
def test_html_escapes_values(file: str, shown: str) -> None:
    assert text("{{ entry.product }}", file=file) == shown


def test_what_is_not_known_is_told_at_preview() -> None:
    with pytest.raises(Unrenderable) as error:
        text("Dear\n{{ customer.email }}")
    said = str(error.value)
    assert said == "`customer.email` is not known and has no default (line 2 of the text)"
    assert text("Dear {{ customer.email }}", strict=False) == "Dear "


def test_no_text_for_the_channel() -> None:
    with pytest.raises(Unrenderable, match="`notice` has no text for kakao"):
        render(SHOP, "notice", "kakao", SOMEBODY)
    with pytest.raises(Unrenderable, match="there is no message `gone`"):
        render(SHOP, "gone", "kakao", SOMEBODY)


@pytest.mark.parametrize(
    "source, why",
    [
        ("{% for i in (1..1000000) %}x{% endfor %}", "loops too often"),
        ("{% for i in (1..9999) %}{{ long }}{% endfor %}", "becomes too long"),
        (
            "{% assign a = long %}{% for i in (1..99) %}{% assign a = a | append: a %}{% endfor %}",
            "assigns too much",
        ),
        ("{% include '/etc/passwd' %}", "cannot include another file"),
        ("{{ 'now' | date: '%Y' }}", "`now` is not a time or a date"),
        ("{{ 1 | divided_by: 0 }}", "division by zero"),
        ("{{ 'x' | times: 2 }}", "`x` is not a number"),
        ("{{ 99999999999999999999 | times: 99999999999999999999 }}", "too large"),
        ("{{ long | shout }}", "unknown filter 'shout'"),
        ("{{ long", "expected"),
    ],
)
def test_what_a_text_cannot_do(source: str, why: str) -> None:
    with pytest.raises(Unrenderable, match=why):
        rendered(source, {"long": "x" * 1_000}, html=False, strict=True)


@pytest.mark.parametrize("path", ["__class__", "items", "__class__.__mro__", "keys"])
def test_a_text_reaches_no_object(path: str) -> None:
    assert text(f"{{{{ customer.{path} }}}}", strict=False) == ""
