"""What is drawn is what the campaign says: its steps under the ids of the model, in its words."""

from __future__ import annotations

from compiler.model.steps import Repeat, Settle, Trial
from compiler.picture.journey import Kind, Sign, every
from compiler.walk import steps
from tests.picture.journeys import drawn, each, everything, loaded


def test_every_step_of_the_model_is_drawn_once_under_its_id() -> None:
    for campaign, journey in each():
        tops = (journey.stops, *(parting[1:] for parting in journey.partings))
        shown = [id for top in tops for stop in every(top) for id in stop.ids]
        known = [
            step.id for step in steps(campaign) if not isinstance(step, Settle | Trial)
        ]  # fmt: skip
        assert sorted(shown) == sorted(known), campaign.name


def test_steps_that_are_repeated_are_one_stop_for_all_their_passes() -> None:
    campaign, journey = everything()
    (repeated,) = [stop for stop in every(journey.stops) if stop.kind is Kind.REPEAT]
    assert isinstance(campaign.steps[0], Repeat)
    assert repeated.body[0].ids == ("1.1.1", "1.2.1", "1.3.1")
    assert repeated.body[1].ways[0].stops[0].ids == ("rested", "rested 2", "rested 3")


def test_words_are_those_of_the_file() -> None:
    _, journey = everything()
    assert journey.entry.sentence == "enter on cart_add where total >= 10"
    assert journey.entry.notes == ("again after 7 days",)
    assert journey.facts == (("goal", "bought: purchase within 3 days, target 60%"),)
    sentences = [stop.sentence for stop in every(journey.stops)]
    assert "wait until 18:00" in sentences
    assert 'leave "bought"' in sentences
    first, parted = journey.partings[0]
    assert (first.sentence, parted.sentence) == ("leave on purchase", "send gentle to desk")


def test_arms_without_a_share_show_the_one_they_get() -> None:
    _, journey = everything()
    (split,) = [stop for stop in every(journey.stops) if stop.kind is Kind.SPLIT]
    assert [(way.label, way.share) for way in split.ways] == [
        ("one", "20%"), ("two", "40%"), ("three", "40%"),
    ]  # fmt: skip


def test_channels_have_the_sign_of_where_they_lead() -> None:
    _, journey = everything()
    signs = {stop.sentence: stop.sign for stop in every(journey.stops) if stop.kind is Kind.SEND}
    assert signs["send hello by email, else sms"] is Sign.LETTER
    assert signs["send hello by sms"] is Sign.BUBBLE
    assert journey.partings[0][1].sign is Sign.PERSON


def test_comments_and_broken_lines_leave_one_sentence() -> None:
    project = loaded(
        "campaign c\n  enter on cart_add  # the cart\n    once\n  goal purchase within 7 days\n\n"
        "  if city = \"Paris\" and  # near\n      orders > 3\n    send hello by email\n"
    )
    (stop,) = drawn(project, "c").stops
    assert stop.sentence == 'if city = "Paris" and orders > 3'


def test_a_campaign_that_is_being_written_is_drawn_as_far_as_it_goes() -> None:
    journey = drawn(loaded("campaign c\n  owner \"a\"\n\n  wait 1 day\n  wiat 2 days\n"), "c")
    assert journey.entry.words == "nobody enters yet"
    assert [stop.sentence for stop in journey.stops] == ["wait 1 day"]
