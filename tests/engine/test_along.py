"""Who is inside an earlier version of a campaign is moved along into today's (S35)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from compiler.model.project import Project
from runtime.applying.along import NotMoved
from runtime.history import History
from runtime.journal import Kind, Row
from tests.engine.borders import at, does, said, somebody
from tests.engine.compared import project
from tests.engine.moved import Text, agreed
from tests.engine.shop import BEGINNING, KNOWN, LOUD, MESSAGES

NOON = at("03-07 12:00")

CAMPAIGN = """
campaign c
  enter on cart_add
    {again}
  {head}
  goal purchase within 3 days
  {steps}
"""


def shop(steps: str, head: str = "", again: str = "each time") -> Project:
    lines = "\n  ".join(steps.splitlines())
    text = CAMPAIGN.format(steps=lines, head=head, again=again)
    return project("\n".join([KNOWN, LOUD, MESSAGES, text]))


def moved(before: Project, after: Project, *histories: History, **said: str) -> list[Row]:
    """The journal where the one holds up to noon, and the other from there on."""
    names = {("c", step.removeprefix("_")): now for step, now in said.items()}
    return agreed([(BEGINNING, before, None), (NOON, after, names)], *histories)


def ann(*times: str) -> History:
    return somebody("ann", *(does("cart_add", at(time)) for time in times))


def lines(rows: list[Row], who: str = "ann") -> list[str]:
    found = said(rows, who, *Kind)
    return [line[:19] if " moved " in line else line for line in found]


def test_who_waits_does_so_as_long_and_goes_on_by_the_new_text() -> None:
    rows = moved(
        shop("wait 1 day\nsend hello by mail"),
        shop("wait 2 hours\nsend offer by mail"),
        ann("03-07 11:00", "03-07 13:00"),
    )
    assert lines(rows) == [
        "03-07 11:00 c entered", "03-07 12:00 c moved", "03-07 13:00 c entered",
        "03-07 15:00 c waited time", "03-07 15:00 c planned", "03-07 15:00 c left finished",
        "03-08 11:00 c waited time", "03-08 11:00 c planned", "03-08 11:00 c left finished",
    ]  # fmt: skip
    assert [row.message for row in rows if row.kind is Kind.PLANNED] == ["offer", "offer"]
    assert len({row.version for row in rows[1:]}) == 1


def test_a_named_step_is_found_wherever_it_stands() -> None:
    rows = moved(
        shop("send hello by mail\nwait 1 day as pause\nsend offer by mail"),
        shop("if city is known\n  wait 3 hours\n  wait 5 hours as pause\n  send last_call by mail"),
        ann("03-07 11:00"),
    )
    assert lines(rows)[-3:] == [
        "03-08 11:00 c waited time", "03-08 11:00 c planned", "03-08 11:00 c left finished",
    ]  # fmt: skip
    assert [row.message for row in rows if row.kind is Kind.PLANNED] == ["hello", "last_call"]


def test_a_step_without_a_name_is_found_by_what_follows() -> None:
    rows = moved(
        shop("wait 1 hour\nsend hello by mail\nwait 1 day\nsend offer by mail"),
        shop("send last_call by mail\nwait 1 hour\nsend hello by mail\nwait 1 day\n"
             "send offer by mail"),
        ann("03-07 10:30"),
    )  # fmt: skip
    assert [(row.step, row.message) for row in rows if row.kind in (Kind.MOVED, Kind.PLANNED)] == [
        ("2", "hello"), ("4", ""), ("5", "offer"),
    ]  # fmt: skip


def test_somebody_says_what_a_step_is_called_now() -> None:
    before = shop("wait 1 day as pause\nsend offer by mail")
    after = shop("wait 2 hours\nwait 2 days as rest\nsend hello by mail")
    with pytest.raises(NotMoved, match="c: 1 customer at step pause: there is no step of that nam"):
        moved(before, after, ann("03-07 11:00"))
    rows = moved(before, after, ann("03-07 11:00"), pause="rest")
    assert lines(rows)[-2:] == ["03-08 11:00 c planned", "03-08 11:00 c left finished"]


def test_an_answer_from_before_counts_by_the_new_text() -> None:
    """Who waits for a purchase waits for a visit now, and has visited already."""
    before = shop("wait for purchase, at most 1 day as seen\n  send hello by mail")
    after = shop("wait for visit, at most 2 hours as seen\n  send offer by mail")
    visits = does("visit", at("03-07 11:30"))
    rows = moved(before, after, somebody("ann", does("cart_add", at("03-07 11:00")), visits))
    assert lines(rows) == [
        "03-07 11:00 c entered", "03-07 12:00 c moved", "03-07 12:00 c waited answered",
        "03-07 12:00 c planned", "03-07 12:00 c left finished",
    ]  # fmt: skip


def test_one_listens_since_what_was_sent_last() -> None:
    """The earlier text waits for nothing, so that it does not keep since when one would listen."""
    before = shop("wait 20 minutes\nsend hello by mail\nwait 1 day as rest")
    after = shop("wait 1 day as rest\nunless visit within 1 day\n  send offer by mail")
    visits = (does("visit", at("03-07 10:30")), does("visit", at("03-07 10:10")))
    rows = moved(before, after, somebody("ann", does("cart_add", at("03-07 10:00")), *visits),
                 somebody("bob", does("cart_add", at("03-07 10:00")), visits[1]))  # fmt: skip
    answered = {row.customer for row in rows if row.reason == "answered"}
    assert answered == {"ann"}


def test_leaves_and_goals_are_the_new_ones_from_there_on() -> None:
    buys = [does("purchase", at(f"03-07 {time}"), id=time) for time in ("11:30", "13:00")]
    rows = moved(
        shop("wait 1 day"), shop("wait 1 day", head="leave on purchase"),
        somebody("ann", does("cart_add", at("03-07 11:00")), *buys),
    )  # fmt: skip
    assert lines(rows) == [
        "03-07 11:00 c entered", "03-07 11:30 c goal purchase", "03-07 12:00 c moved",
        "03-07 13:00 c left left on purchase", "03-07 13:00 c goal purchase",
    ]  # fmt: skip
    assert len({row.version for row in rows if row.kind is Kind.GOAL}) == 2


def test_who_has_left_keeps_the_goals_of_their_text() -> None:
    after = shop("wait 1 day").campaigns
    longer = CAMPAIGN.replace("within 3 days", "within 1 day")
    now = project("\n".join([KNOWN, LOUD, MESSAGES, longer.format(
        again="each time", head="", steps="wait 1 day")]))  # fmt: skip
    buys = does("purchase", at("03-09 10:00"))
    rows = moved(
        shop("wait 1 hour"), now,
        somebody("ann", does("cart_add", at("03-07 10:00")), buys),
        somebody("bob", does("cart_add", at("03-07 11:30")), buys),
    )  # fmt: skip
    assert {row.customer for row in rows if row.kind is Kind.GOAL} == {"ann"}
    assert after


def test_a_new_entry_replaces_who_was_moved() -> None:
    again = "again at once, starting over"
    rows = moved(
        shop("wait 1 day"), shop("wait 1 day\nsend hello by mail", again=again),
        ann("03-07 11:00", "03-07 13:00"),
    )  # fmt: skip
    assert "03-07 13:00 c left replaced" in lines(rows)


def test_the_entry_is_known_though_nothing_looked_at_it() -> None:
    steps = "wait 1 day as rest\nif entry.total > 10\n  send hello by mail"
    carts = [does("cart_add", at(f"03-07 10:0{n}"), id=str(n), total=Decimal(total))
             for n, total in enumerate((5, 20))]  # fmt: skip
    before = [does("visit", at(f"03-06 10:0{n}")) for n in range(5)]
    rows = moved(shop("wait 1 day as rest"), shop(steps), somebody("ann", *before, *carts))
    planned = [row.cause for row in rows if row.kind is Kind.PLANNED]
    assert planned == ["cart_add 1"]


def test_a_message_that_quiet_time_holds_goes_on_as_the_new_one() -> None:
    quiet = "quiet from 09:00 until 14:00"
    rows = moved(
        shop("send hello by mail as greeting", head=quiet),
        shop("send offer by mail as greeting\nwait 1 hour", head=quiet),
        ann("03-07 11:00"),
    )
    assert [(f"{row.at:%H:%M}", row.message) for row in rows if row.message] == [
        ("11:00", "hello"), ("14:00", "offer"),
    ]  # fmt: skip


def test_who_is_in_a_pass_goes_on_in_the_same_one() -> None:
    before = shop("repeat up to 3 times, every 1 day as care\n  wait 2 hours\n  send hello by mail")
    after = shop("repeat up to 2 times, every 2 days as care\n  wait 1 hour\n  send offer by mail")
    rows = moved(before, after, ann("03-07 11:00"))
    assert [f"{row.at:%d %H:%M}" for row in rows if row.kind is Kind.PLANNED] == [
        "07 13:00", "08 12:00",
    ]  # fmt: skip


CANNOT = {
    "wait 2 hours\nsend hello by mail as rest": "step rest is a message now, and was a wait for a",
    "wait 1 day": "there is no step of that name any more",
    "wait 1 day as rest\nsend last_call by mail as greeting": "step greeting would come again",
    "until visit, at most 1 day as long\n  wait 1 day as rest": "stands among the steps of other",
}


@pytest.mark.parametrize("steps", CANNOT)
def test_it_is_told_who_cannot_be_moved(steps: str) -> None:
    before = shop("send hello by mail as greeting\nwait 1 day as rest\nwait 1 hour")
    with pytest.raises(NotMoved, match=f"c: 2 customers at step rest: .*{CANNOT[steps]}"):
        moved(before, shop(steps), ann("03-07 11:00", "03-07 11:30"))


def test_an_answer_that_was_not_kept_is_missed() -> None:
    before = "wait for visit, at most 1 day as seen\n  wait 1 day as rest"
    after = before + '\n  if seen.page = "home"\n    send hello by mail'
    events = [does("cart_add", at("03-07 10:00")), does("visit", at("03-07 11:00"), page="home")]
    with pytest.raises(NotMoved, match=r"what follows looks at `seen\.page`, which was not kept"):
        moved(shop(before), shop(after), somebody("ann", *events))


def test_who_entered_by_something_else_is_not_moved() -> None:
    other = project("\n".join([KNOWN, LOUD, MESSAGES, CAMPAIGN.replace("cart_add", "visit").format(
        again="each time", head="", steps="wait 1 day")]))  # fmt: skip
    with pytest.raises(NotMoved, match="1 customer inside: the campaign lets in by something els"):
        moved(shop("wait 1 day"), other, ann("03-07 11:00"))


def test_what_follows_says_more_than_the_place() -> None:
    """The third step is a wait in both texts, and not the same one."""
    before = shop("wait 1 hour\nsend hello by mail\nwait 1 day\nsend offer by mail")
    after = shop("wait 1 hour\nsend last_call by mail\nwait 2 hours\nsend hello by mail\n"
                 "wait 1 day\nsend offer by mail")  # fmt: skip
    rows = moved(before, after, ann("03-07 10:30"))
    assert [row.step for row in rows if row.kind is Kind.MOVED] == ["5"]


def test_steps_that_end_do_so_when_they_would_have() -> None:
    """Their time runs on, and what ends them is asked by the new text."""
    steps = "until {}, at most 1 day as trying\n  wait 3 days as rest\nthen\n  send {} by mail"
    before = shop(steps.format("purchase", "hello"))
    after = shop(steps.replace("1 day", "5 hours").format("visit", "offer"))
    cart, seen = does("cart_add", at("03-07 11:00")), does("visit", at("03-07 20:00"))
    rows = moved(before, after, somebody("ann", cart), somebody("bob", cart, seen))
    assert lines(rows)[2:] == ["03-08 11:00 c waited time", "03-08 11:00 c left finished"]
    assert lines(rows, "bob")[2] == "03-07 20:00 c waited answered"


def test_a_move_there_and_back_again() -> None:
    before, after = shop("wait 2 days as rest"), shop("wait 1 hour\nwait 1 day as rest")
    known = ann("03-07 11:00", "03-07 13:00")
    texts: list[Text] = [
        (BEGINNING, before, None), (NOON, after, {}), (at("03-07 18:00"), before, {}),
    ]  # fmt: skip
    rows = agreed(texts, known)
    assert [f"{row.at:%H:%M}" for row in rows if row.kind is Kind.MOVED] == [
        "12:00", "18:00", "18:00",
    ]  # fmt: skip
    assert len({row.version for row in rows}) == 2


def test_who_joined_a_segment_did_so_by_an_event_that_is_still_known() -> None:
    """A purchase of the same time as the one that made Ann join, and behind it by its id, takes out
    by the new text; the one that made her join does not."""
    joining = CAMPAIGN.replace("on cart_add", "when joining buyers")

    def of(head: str) -> Project:
        text = joining.format(again="each time", head=head, steps="wait 1 day")
        return project("\n".join([KNOWN, LOUD, MESSAGES, text]))

    time = at("03-07 11:00")
    first = does("purchase", time, id="1")
    second = does("purchase", time, id="2", arrival=at("03-07 13:00"))
    rows = moved(of(""), of("leave on purchase"), somebody("ann", first, second),
                 somebody("bob", first))  # fmt: skip
    assert lines(rows)[-1] == "03-07 13:00 c left left on purchase"
    assert lines(rows, "bob")[-1] == "03-08 11:00 c left finished"
