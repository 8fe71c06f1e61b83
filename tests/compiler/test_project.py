"""Texts that are right, and the typed project that they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from compiler.check import check, files_named
from compiler.model.conditions import All, Compare, Has, Not, When
from compiler.model.steps import Split, WaitFor
from compiler.model.tests import Force
from compiler.model.values import AnswerField, Const, Edge, Population, Type
from compiler.model.windows import Before, FromUntil, Since
from compiler.program import compile_program, from_json
from compiler.versions import campaign_version
from compiler.walk import reached, references, steps, walk
from dsl.parse import parse_text
from tests.compiler.asking import project, said
from tests.compiler.language_example import FILES, TEXTS

HEAD = "campaign c\n  enter on cart_add\n    once\n  goal purchase within 7 days\n\n"


def test_the_example_of_the_language_is_a_project_without_findings() -> None:
    parsed = [parse_text(path, text) for path, text in FILES.items()]
    assert all(not each.diagnostics for each in parsed)
    files = [each.file for each in parsed]
    assert files_named(files) == set(TEXTS)
    checked = check(files, TEXTS)
    assert checked.diagnostics == ()
    assert checked.project is not None
    assert [step.id for step in steps(checked.project.campaigns["cart_rescue"])] == [
        "1", "2", "2.urgency.1", "2.benefit.1", "2.benefit.2", "3", "3.else.1", "3.else.2"
    ]  # fmt: skip


def test_steps_are_numbered_by_their_place() -> None:
    text = HEAD + (
        "  wait 1 hour\n"
        "  if orders > 3\n    send hello by email\n"
        "  else if orders > 2\n    send hello by sms\n"
        "  else\n    wait 1 day\n    send hello by sms\n"
        "  wait for purchase as bought, at most 1 day\n    if bought.amount > 3\n"
        "      leave \"bought\"\n  else\n    send hello by email\n"
    )
    found = list(steps(project(text).campaigns["c"]))
    assert [step.id for step in found] == [
        "1", "2", "2.if.1", "2.else if 2.1", "2.else.1", "2.else.2",
        "3", "3.then.1", "3.then.1.if.1", "3.else.1",
    ]  # fmt: skip
    assert [step.order for step in found] == list(range(1, 11))


def test_arms_without_a_share_divide_what_is_left() -> None:
    text = HEAD + (
        "  split s\n    a 30%\n      send hello by sms\n    b\n      send hello by email\n"
        "    c\n      send hello by email\n    d\n      send hello by email\n"
    )
    split = next(steps(project(text).campaigns["c"]))
    assert isinstance(split, Split)
    assert [arm.until for arm in split.arms] == [3000, 5333, 7666, 10_000]


def condition(line: str) -> object:
    return project(f"segment s\n  {line}\n").segments["s"].condition


def test_not_equal_is_not_of_equal() -> None:
    found = condition('city != "Seoul"')
    assert isinstance(found, Not)
    assert isinstance(found.part, Compare)
    assert found.part.op == "="


def test_dates_beside_times_are_midnights_on_the_clock_of_the_policy() -> None:
    found = condition("signed_up > 2026-07-01")
    assert isinstance(found, Compare)
    assert found.right == Const(datetime(2026, 6, 30, 23, tzinfo=UTC), Type.TIME)


def test_instants_are_on_the_clock_of_the_policy() -> None:
    found = condition("signed_up before 2026-07-01 10:00")
    assert isinstance(found, When)
    assert found.window == Before(Const(datetime(2026, 7, 1, 9, tzinfo=UTC), Type.TIME))


def test_since_an_event_means_after_it() -> None:
    found = condition("has cart_add since last purchase")
    assert isinstance(found, Has)
    assert isinstance(found.of.window, Since)
    assert found.of.window.after
    assert isinstance(found.of.window.start, Edge)
    since = condition("has cart_add since 2026-01-01")
    assert isinstance(since, Has)
    assert since.of.window == Since(Const(datetime(2026, 1, 1).date(), Type.DATE), after=False)


def test_a_window_may_look_at_a_field() -> None:
    found = condition("has purchase from signed_up until 3 days ago")
    assert isinstance(found, Has)
    assert isinstance(found.of.window, FromUntil)


def test_population_values_are_kept_by_name() -> None:
    made = project("segment s\n  revenue > average of revenue across loyal\n")
    (name,) = made.populations
    assert name == "average of revenue across loyal"
    assert made.populations[name].segment == "loyal"
    assert made.populations[name].type is Type.NUMBER


def test_events_of_messages_are_about_this_enrolment_in_steps_only() -> None:
    text = (
        "segment readers\n  has clicked hello\n\n" + HEAD
        + "  send hello by email\n  wait for clicked hello, at most 1 day\n    wait 1 hour\n"
        "  if has opened any message\n    send hello by sms\n"
    )  # fmt: skip
    made = project(text)
    assert references(made.segments["readers"]).events == ("clicked",)
    found = made.segments["readers"].condition
    assert isinstance(found, Has)
    assert not found.of.mine
    wait = next(step for step in steps(made.campaigns["c"]) if isinstance(step, WaitFor))
    assert wait.on.mine
    assert isinstance(wait.on.where, Compare)
    assert wait.on.where.right == Const("hello", Type.TEXT)
    mine = next(step for step in steps(made.campaigns["c"]) if step.id == "3")
    assert references(mine).events == ("opened",)


def test_the_shop_may_use_the_words_of_message_events() -> None:
    text = (
        "event opened from shop.opens\n  customer from c\n  time from t\n\n"
        "segment a\n  has opened\n  has opened hello\n"
    )
    made = project(text)
    assert references(made.segments["a"]).events == ("opened", "message opened")
    assert made.events["message opened"].about_messages
    assert not made.events["opened"].about_messages


def test_the_event_that_a_wait_saw_has_its_fields() -> None:
    text = HEAD + (
        "  wait for purchase as bought, at most 1 day\n    wait 1 hour\n"
        "  if bought.amount > 3\n    send hello by email\n"
    )
    found = next(step for step in steps(project(text).campaigns["c"]) if step.id == "2")
    assert AnswerField("bought", "amount", Type.MONEY) in list(walk(found))


def test_what_a_campaign_looks_at_is_found_through_segments_and_traits() -> None:
    text = HEAD.replace("once", "only if in rich\n    once") + "  send hello by email\n"
    made = project("segment rich\n  revenue > average of revenue across loyal\n\n" + text)
    found = reached(made, made.campaigns["c"])
    assert set(found.segments) == {"rich", "loyal"}
    assert set(found.traits) == {"revenue", "orders"}
    assert [each.name for each in found.populations] == ["average of revenue across loyal"]
    assert all(isinstance(each, Population) for each in found.populations)


def test_several_campaigns_of_a_split_are_forced_alike() -> None:
    arms = "  split s\n    a\n      send hello by sms\n    b\n      send hello by email\n"
    text = (
        HEAD + arms + "\n" + HEAD.replace("campaign c", "campaign d") + arms
        + '\ntest "t"\n  customer ann with wants_sms yes\n  force s.a for ann\n'
        "  force hold out for ann\n  until 2026-01-01 00:00\n  expect no message to ann\n"
    )  # fmt: skip
    (made,) = project(text).tests
    assert made.forced == (
        Force("ann", "c", "s", "a"), Force("ann", "d", "s", "a"),
        Force("ann", None, "hold out", "held out"),
    )  # fmt: skip


def test_a_test_begins_at_midnight_of_its_first_day() -> None:
    text = (
        'test "t"\n  customer ann with wants_sms yes\n'
        "  at 2026-07-02 10:00 ann does purchase with amount 5\n"
        "  at 2026-07-02 09:00 ann is city \"Seoul\"\n  until 2026-07-05 00:00\n"
        "  expect no message to ann\n"
    )
    (made,) = project(text).tests
    assert made.starts == datetime(2026, 7, 1, 23, tzinfo=UTC)
    assert made.until == datetime(2026, 7, 4, 23, tzinfo=UTC)
    assert made.happens[0].at == datetime(2026, 7, 2, 9, tzinfo=UTC)


def test_the_program_comes_back_equal() -> None:
    made = project(HEAD + "  send hello by email\n")
    program = compile_program(made)
    again = from_json(program.to_json())
    assert again == program
    assert again.model_of_project() == replace(made, tests=())


def test_a_program_of_another_format_is_refused() -> None:
    text = compile_program(project(HEAD + "  send hello by email\n")).to_json()
    with pytest.raises(ValueError, match="format"):
        from_json(text.replace('"format": 1', '"format": 2'))


VERSIONED = (
    "segment rich\n  revenue > 100\n\n"
    + HEAD.replace("once", "only if in rich\n    once") + "  send hello by email\n"
)  # fmt: skip


def version(text: str, path: str = "file") -> str:
    return campaign_version(project(text, path=path), "c")


def test_a_version_does_not_hang_on_files_comments_and_spaces() -> None:
    written = version(VERSIONED)
    assert len(written) == 12
    assert version(VERSIONED, path="other") == written
    assert version("# why\n\n" + VERSIONED.replace("> 100", ">   100.0  # much")) == written
    segment, campaign = VERSIONED.split("\n\n", 1)
    assert version(campaign + "\n" + segment + "\n") == written


def test_a_version_does_not_hang_on_titles_wording_and_policy() -> None:
    written = version(VERSIONED)
    assert version(VERSIONED.replace("campaign c", 'campaign c "Title"')) == written
    assert version(VERSIONED + "\nsegment other\n  orders > 3\n") == written


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("> 100", "> 101"),
        ("7 days", "8 days"),
        ("by email", "by sms"),
        ("    once", "    each time"),
    ],
)
def test_a_version_hangs_on_what_the_campaign_does(old: str, new: str) -> None:
    assert version(VERSIONED.replace(old, new)) != version(VERSIONED)


def test_numbers_are_exact() -> None:
    found = condition("revenue > 0.1 + 0.2")
    assert Const(Decimal("0.1"), Type.NUMBER) in list(walk(found))
    assert not isinstance(found, All)


def test_a_date_of_an_event_may_lie_in_the_future_but_not_the_event() -> None:
    event = "event booking from shop.bookings\n  customer from c\n  time from t\n  day date\n\n"
    assert project(event + "segment soon\n  last booking.day in next 3 days\n").segments
    assert said(event + "segment soon\n  last booking in next 3 days\n") == [
        ("E0305", "in next 3 days")
    ]


def test_what_each_aggregate_gives() -> None:
    text = "".join(
        f"trait t{place} = {value}\n"
        for place, value in enumerate(
            (
                "largest purchase.amount", "average of purchase.amount",
                "most frequent purchase.category", "count of distinct purchase.category",
                "median gap of purchase", "last purchase", "last purchase.amount",
                "first purchase.category", "revenue / orders",
            )
        )
    )  # fmt: skip
    found = project(text).traits
    assert [found[f"t{place}"].value.type for place in range(9)] == [
        Type.MONEY, Type.NUMBER, Type.TEXT, Type.NUMBER, Type.NUMBER, Type.TIME, Type.MONEY,
        Type.TEXT, Type.NUMBER,
    ]  # fmt: skip
