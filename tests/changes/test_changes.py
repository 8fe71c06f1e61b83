"""What of a project is another for customers: each kind of edit has its level and concerns the
right campaigns, and what says the same in other words is none."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time

import pytest

from compiler.changes import Level, Subject, changes
from compiler.codec import model, plain
from compiler.model.declarations import Quiet
from compiler.program import compile_program, from_json
from tests.changes.projects import BASE, edited, sided

BEFORE = sided(BASE)

Edit = tuple[str, str]

CASES: list[tuple[Edit, Level, str, str]] = [
    (("오늘은 무료배송", "오늘만 무료배송"), Level.WORDING, "message cart_benefit", "cart_rescue"),
    (('subject "News"', 'subject "Fresh news"'), Level.WORDING, "message news", "newsletter"),
    (('"growth@shop.example"', '"crm@shop.example"'), Level.WORDING, "campaign cart_rescue",
     "cart_rescue"),
    (('"Bring abandoned carts back"', '"Carts"'), Level.WORDING, "campaign cart_rescue",
     "cart_rescue"),
    (("target 12%", "target 14%"), Level.STRUCTURE, "campaign cart_rescue", "cart_rescue"),
    (("goal purchase within 7 days", "goal purchase within 8 days"), Level.WORDING,
     "campaign newsletter", "newsletter"),
    (("costs 20", "costs 21"), Level.WORDING, "channel sms", "cart_rescue newsletter"),
    (('leave "looked"', 'leave "has looked"'), Level.WORDING, "campaign newsletter",
     "newsletter"),
    (("orders >= 5", "orders >= 4"), Level.AUDIENCE, "segment vip", "newsletter"),
    (("last purchase more than 60", "last purchase more than 90"), Level.AUDIENCE,
     "segment at_risk", "cart_rescue"),
    (("trait revenue = sum", "trait revenue = average"), Level.AUDIENCE, "trait revenue",
     "cart_rescue"),
    (("trait orders = count of purchase", "trait orders = count of purchase in last 1 year"),
     Level.AUDIENCE, "trait orders", "cart_rescue newsletter"),
    (("frequency  orders, 1 to 5", "frequency  revenue, 1 to 5"), Level.AUDIENCE, "score rfm",
     "cart_rescue"),
    (("total >= 30000", "total >= 20000"), Level.AUDIENCE, "campaign cart_rescue", "cart_rescue"),
    (("only if not in at_risk", "only if city is known"), Level.AUDIENCE, "campaign cart_rescue",
     "cart_rescue"),
    (("again after 10 days", "again after 9 days"), Level.AUDIENCE, "campaign newsletter",
     "newsletter"),
    (("only while wants_email", "only while wants_sms"), Level.AUDIENCE, "campaign newsletter",
     "newsletter"),
    (('leave if tier = "gold"', 'leave if tier = "silver"'), Level.AUDIENCE,
     "campaign newsletter", "newsletter"),
    (("  leave on purchase where cart = entry.cart", "  leave on purchase"), Level.AUDIENCE,
     "campaign cart_rescue", "cart_rescue"),
    (("seen.pages > 3 and", "seen.pages > 4 and"), Level.AUDIENCE, "campaign newsletter",
     "newsletter"),
    (('"friends.csv"', '"family.csv"'), Level.AUDIENCE, "list friends", "newsletter"),
    (("priority 2", "priority 1"), Level.AUDIENCE, "campaign newsletter", "newsletter"),
    (("  city         text\n", '  city         text, else "Seoul"\n'), Level.AUDIENCE,
     "field city", "newsletter thanks"),
    (("  name         text\n", '  name         text, else "you"\n'), Level.WORDING,
     "field name", "cart_rescue newsletter thanks"),
    (("amount    money", "amount    money from total"), Level.AUDIENCE, "event purchase",
     "cart_rescue newsletter thanks"),
    (("wait 1 hour", "wait 90 minutes"), Level.TIMING, "campaign cart_rescue", "cart_rescue"),
    (("wait until Tuesday at 10:00", "wait until Friday at 10:00"), Level.TIMING,
     "campaign newsletter", "newsletter"),
    (("Monday at 09:00 for vip", "Monday at 10:00 for vip"), Level.TIMING,
     "campaign newsletter", "newsletter"),
    (("within 1 day\n    wait until", "within 2 days\n    wait until"), Level.TIMING,
     "campaign cart_rescue", "cart_rescue"),
    (("times, every 2 days", "times, every 3 days"), Level.TIMING, "campaign newsletter",
     "newsletter"),
    (("until 2027-03-01", "until 2027-04-01"), Level.TIMING, "campaign cart_rescue",
     "cart_rescue"),
    (("quiet from 22:00", "quiet from 21:00"), Level.TIMING, "campaign newsletter", "newsletter"),
    (("valid for 3 days", "valid for 2 days"), Level.TIMING, "offer freeship", "cart_rescue"),
    (('timezone "Asia/Seoul"', 'timezone "Asia/Tokyo"'), Level.TIMING, "policy",
     "cart_rescue newsletter thanks"),
    (("timezone     timezone, else", "timezone     timezone from zone, else"), Level.TIMING,
     "field timezone", "cart_rescue newsletter thanks"),
    (("urgency 50%\n      send cart_reminder by kakao, else sms\n    benefit 50%",
      "urgency 80%\n      send cart_reminder by kakao, else sms\n    benefit 20%"),
     Level.STRUCTURE, "campaign cart_rescue", "cart_rescue"),
    (("split wording, to maximise rescued", "split wording"), Level.STRUCTURE,
     "campaign cart_rescue", "cart_rescue"),
    (("      give freeship\n      send cart_benefit", "      send cart_benefit"),
     Level.STRUCTURE, "campaign cart_rescue", "cart_rescue"),
    (("  leave on purchase where cart = entry.cart\n", ""), Level.STRUCTURE,
     "campaign cart_rescue", "cart_rescue"),
    (("unless clicked any message within", "unless visit within"), Level.STRUCTURE,
     "campaign cart_rescue", "cart_rescue"),
    (("send cart_last_call by email", "send cart_reminder by email"), Level.STRUCTURE,
     "campaign cart_rescue", "cart_rescue"),
    (("repeat up to 3 times", "repeat up to 4 times"), Level.STRUCTURE, "campaign newsletter",
     "newsletter"),
    (("lead_points + 10", "lead_points + 20"), Level.STRUCTURE, "campaign newsletter",
     "newsletter"),
    (("enter every 2 weeks on Monday at 09:00 for vip", "enter when joining vip"),
     Level.STRUCTURE, "campaign newsletter", "newsletter"),
    (("    send news by sms\n  goal", "    send news by email\n  goal"), Level.STRUCTURE,
     "campaign newsletter", "newsletter"),
    (("at most 3 per week per customer", "at most 4 per week per customer"), Level.LEGAL,
     "policy", "cart_rescue newsletter thanks"),
    (("hold out 5% from everything", "hold out 4% from everything"), Level.LEGAL, "policy",
     "cart_rescue newsletter thanks"),
    (("  hold out 10%\n", ""), Level.LEGAL, "campaign cart_rescue", "cart_rescue"),
    (("under 0.5%", "under 1%"), Level.LEGAL, "campaign newsletter", "newsletter"),
    (("with consent wants_kakao", "with consent wants_sms"), Level.LEGAL, "channel kakao",
     "cart_rescue"),
    (("with consent wants_sms\n  quiet from 20:50", "with consent wants_sms\n  quiet from 21:50"),
     Level.LEGAL, "channel sms", "cart_rescue newsletter"),
    (("  wants_sms    yes/no", "  wants_sms    yes/no, else yes"), Level.LEGAL, "field wants_sms",
     "cart_rescue newsletter"),
    (("(광고) 마지막", "마지막"), Level.LEGAL, "message cart_last_call", "cart_rescue"),
    ((" Reply STOP to end.", ""), Level.LEGAL, "message news", "newsletter"),
    (("message news\n", "message news\n  for service\n"), Level.LEGAL, "message news",
     "newsletter"),
    (("sends city, entry.amount", "sends city, name, entry.amount"), Level.LEGAL, "hook crm",
     "thanks"),
    (('"sales@shop.example"', '"desk@shop.example"'), Level.LEGAL, "staff sales", "thanks"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{edit[0].strip()[:40]}" for edit, *_ in CASES])
def test_each_edit_is_one_change_of_its_level(case: tuple[Edit, Level, str, str]) -> None:
    edit, level, subject, campaigns = case
    found = changes(BEFORE, edited(edit))
    assert len({each.subject for each in found}) == 1, found
    assert (str(found[0].subject), max(each.level.rank for each in found)) == (subject, level.rank)
    assert {name for each in found for name in each.concerned} == set(campaigns.split())


@pytest.mark.parametrize("case", CASES, ids=[f"{edit[0].strip()[:40]}" for edit, *_ in CASES])
def test_it_shows_the_lines_that_say_it(case: tuple[Edit, Level, str, str]) -> None:
    """On both sides where both have some; what is shown of them is another."""
    for each in changes(BEFORE, edited(case[0])):
        assert each.before or each.after
        assert (each.before and each.before.text) != (each.after and each.after.text)
        for sentence, files in ((each.before, BASE), (each.after, None)):
            if sentence is not None and files is not None and sentence.path in files:
                line = files[sentence.path].splitlines()[sentence.line - 1]
                assert sentence.text.splitlines()[0] == line.strip()


SAME: list[tuple[str, Edit]] = [
    ("a comment", ("campaign thanks\n", "# says thank you\ncampaign thanks\n")),
    ("another layout", ("orders between 1 and 2", "orders   between 1   and 2")),
    ("the order of lines that all hold",
     ("      orders >= 3\n      last purchase more than 60 days ago",
      "      last purchase more than 60 days ago\n      orders >= 3")),
    ("the order of options", ('one of "silver", "gold"', 'one of "gold", "silver"')),
    ("an unused segment", ("segment vip\n", "segment rich\n  revenue > 100\n\nsegment vip\n")),
    ("the title of a segment", ("segment vip\n", 'segment vip "Very"\n')),
    ("the name of a step", ("wait 1 hour", "wait 1 hour as pause")),
    ("another field", ("pages     number", "pages     number\n  site      text")),
    ("a test", ('test "who buys at once', 'test "who buys soon')),
    ("other words for the same", ("only if city is known", "only if not (city is unknown)")),
]  # fmt: skip


@pytest.mark.parametrize("edit", [edit for _, edit in SAME], ids=[name for name, _ in SAME])
def test_what_says_the_same_is_no_change(edit: Edit) -> None:
    assert changes(BEFORE, edited(edit)) == ()


def test_what_was_seen_may_be_called_otherwise() -> None:
    other = edited(("wait for visit as seen", "wait for visit as look"),
                   ("if seen.pages > 3", "if look.pages > 3"))  # fmt: skip
    assert changes(BEFORE, other) == ()


def test_files_may_be_called_otherwise_and_stand_in_another_order() -> None:
    files = {f"{number}.campaign": text for number, text in enumerate(reversed([*BASE.values()]))}
    assert changes(BEFORE, sided(files)) == ()
    declared = BASE["channels.campaign"].split("\n\n")
    turned = {**BASE, "channels.campaign": "\n\n".join(reversed(declared)) + "\n"}
    assert changes(BEFORE, sided(turned)) == ()


def test_a_program_of_the_store_is_compared_as_its_files_are() -> None:
    document = compile_program(BEFORE.project).to_json()
    stored = replace(BEFORE, project=from_json(document).model_of_project())
    assert changes(stored, BEFORE) == ()
    assert model(json.loads(json.dumps(plain(BEFORE.project.policy)))) == BEFORE.project.policy


def test_what_reaches_a_campaign_through_others_says_through_what() -> None:
    (found,) = changes(BEFORE, edited(("trait revenue = sum", "trait revenue = average")))
    assert found.campaigns == (("cart_rescue", ("at_risk",)),)


def test_a_step_that_moved_is_not_new() -> None:
    moved = edited(("    wait until 10:00\n    send cart_last_call by email",
                    "    send cart_last_call by email\n    wait until 10:00"))  # fmt: skip
    (found,) = changes(BEFORE, moved)
    assert found.what.endswith("comes at another place")


def test_a_step_in_an_if_of_its_own_is_said_to_be_there() -> None:
    wrapped = edited(("\n  send alarm to sales\n  call crm",
                      '\n  if city = "Seoul"\n    send alarm to sales\n  call crm'))  # fmt: skip
    what = [each.what for each in changes(BEFORE, wrapped)]
    assert what == ["`send alarm to sales` comes only within `if …` now", "`if …` is new"]


def test_a_law_is_one_change_and_not_one_of_each_channel() -> None:
    night = (Quiet(time(21), time(8)),)
    project = BEFORE.project
    channels = {name: replace(each, night=night) for name, each in project.channels.items()}
    policy = replace(project.policy, law="KR")
    under = replace(BEFORE, project=replace(project, policy=policy, channels=channels))
    (found,) = changes(BEFORE, under)
    assert (found.level, str(found.subject)) == (Level.LEGAL, "policy")
    assert found.what == "all advertising goes by the law KR instead of none"


def test_campaigns_come_and_go() -> None:
    without = edited((BASE["more.campaign"][BASE["more.campaign"].index("campaign thanks"):
                      BASE["more.campaign"].index("event visit")], ""))  # fmt: skip
    (gone,) = changes(BEFORE, without)
    assert (gone.subject, gone.level) == (Subject("campaign", "thanks"), Level.STRUCTURE)
    assert gone.before is not None and gone.before.text.startswith("campaign thanks")
    new, *made_use_of = changes(without, BEFORE)
    assert (new.subject, new.before) == (gone.subject, None)
    assert [(each.level, str(each.subject), each.what) for each in made_use_of] == [
        (Level.WORDING, "message alarm", "it is sent now"),
        (Level.LEGAL, "hook crm", "it is called now"),
    ]


def test_a_list_is_looked_at_by_its_name() -> None:
    entry, listed = changes(BEFORE, edited(("only if not in at_risk", "only if in friends")))
    assert (str(entry.subject), str(listed.subject)) == ("campaign cart_rescue", "list friends")
    assert listed.after is not None and listed.after.text == 'list friends from "friends.csv"'


def test_what_a_campaign_looks_at_from_now_on_is_shown() -> None:
    """Also where it was declared before: whoever reviews has not read it."""
    entry, segment = changes(BEFORE, edited(("only if city is known", "only if in hesitating")))
    assert entry.what == "others of them are let in (`only if`)"
    assert (str(segment.subject), segment.what) == ("segment hesitating", "it is looked at now")
    assert segment.after is not None and "has cart_add in last 7 days" in segment.after.text
    assert segment.campaigns == (("newsletter", ()),)
