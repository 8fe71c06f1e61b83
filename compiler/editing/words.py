"""A line about each word that a line begins with: what stands beside it when it is offered."""

from __future__ import annotations

from collections.abc import Mapping

_DECLARATIONS = {
    "customers": "who all of this is about: a table, and the fields of a customer",
    "event": "what customers do: a table with a row each time",
    "record": "what a customer has several of, as it stands: bookings, pets, subscriptions",
    "products": "the table of what is sold",
    "trait": "a field that is computed: `trait orders = count of purchase`",
    "predict": "how likely a customer is to do something again",
    "segment": "the customers for whom the lines below hold",
    "groups": "segments of which each customer is in at most one: the first line that holds",
    "score": "where a customer's values lie among all customers', from 1 to the best",
    "list": "customers whose keys stand in a file, or whom campaigns add",
    "policy": "what holds for every message: clock, caps, quiet time, hold-out",
    "channel": "a way to a customer: e-mail, text message",
    "message": "what is said, with one wording for each channel and language",
    "offer": "what customers are given: a code, or points",
    "hook": "another program that is told where a customer has come to",
    "staff": "one of the staff, whom a message about a customer goes to",
    "campaign": "who enters when, what happens to them, and what for",
    "test": "a small world, and what must happen in it",
}

_HEADS = {
    "owner": "whose campaign this is",
    "runs": "from when until when customers may enter",
    "priority": "whose message goes first where a cap lets only some through; 1 is first",
    "enter": "who enters, and when",
    "leave": "what ends the campaign for a customer at any point",
    "goal": "the event that the campaign is for, within a time of the entry",
    "guard": "what must not happen to more than a few: where it does, nobody enters any more",
    "hold": "how many go through it without messages, to compare with",
    "usually": "how many entries are usual; report and status say where it was otherwise",
    "quiet": "when no message of this campaign goes out",
}

_STEPS = {
    "send": "sends a message by the first channel that reaches the customer",
    "wait": "waits for a time, until an instant, or for an event",
    "else": "for all others",
    "then": "where the event ended the steps above",
    "if": "does the steps below for those of whom this holds now",
    "unless": "waits for an event, and does the steps below where it did not happen",
    "split": "divides customers by lot: an arm a line, with its steps below",
    "until": "does the steps below until an event or a time ends them",
    "repeat": "does the steps below several times",
    "leave": "ends the campaign for this customer",
    "give": "gives an offer: a code, or points",
    "call": "tells another program of this customer",
    "set": "sets a field that Segue keeps",
    "add": "puts the customer on a list that Segue keeps",
    "remove": "takes the customer off a list that Segue keeps",
}

LINES: Mapping[str, Mapping[str, str]] = {
    "declaration": _DECLARATIONS,
    "campaign_line": _HEADS | {word: said for word, said in _STEPS.items() if word not in _HEADS},
    "step_line": _STEPS,
    "entry_line": {
        "only": "who of them enters: `only if` looks once, `only while` before every send, too",
        "once": "each customer at most once, or once for each value of a field",
        "each": "at each such event, also while still inside",
        "again": "when a customer may enter again",
        "at": "how late an event may come in and still let in",
    },
    "policy_line": {
        "timezone": "the clock of all who have none of their own",
        "at": "the most messages that a customer gets in a day, a week or a month",
        "quiet": "when no message goes out",
        "hold": "how many customers get nothing from any campaign, to compare with",
    },
    "channel_line": {
        "to": "the field that holds the address",
        "with": "the yes/no field that says whether they want it",
        "quiet": "when nothing goes out by this channel",
        "at": "the most messages by this channel: for a customer, or in an hour in all",
        "costs": "what one message costs",
        "expires": "how long a message may wait to be handed over",
        "fails": "after how long without a receipt a message counts as failed",
        "carries": "by this channel go service messages only",
    },
    "message_line": {"for": "no advertisement: no cap, consent or hold-out keeps it back"},
    "variant_line": {"file": "the text stands in a file of the project"},
    "offer_line": {
        "coupon": "a code: each customer's own from a file, or one for all",
        "points": "so many points",
        "valid": "how long it can be used",
        "used": "the event that counts as its use",
        "at": "how many are given at most",
    },
    "hook_line": {"sends": "the fields that the other program is told"},
    "condition_line": {
        "any": "at least one of the lines below holds",
        "all": "all of the lines below hold",
        "none": "no line below holds",
        "has": "it happened: `has purchase in last 30 days`",
        "no": "it did not happen: `no purchase in last 30 days`",
        "in": "is in a segment or on a list",
        "not": "the opposite",
        "count": "how often: `count of purchase in last 30 days >= 2`",
        "sum": "how much in all: `sum of purchase.amount > 100`",
        "average": "the average of a field of events",
        "median": "the middle of a field of events, or of the time between them",
        "smallest": "the smallest value of a field of events",
        "largest": "the largest value of a field of events",
        "most": "the value that occurs most: `most frequent purchase.category`",
        "first": "the first time of an event, or a field of it",
        "last": "the last time of an event, or a field of it",
        "joined": "came into a segment",
        "dropped": "dropped out of a segment",
        "moved": "moved from one segment or group to another",
        "today": "which day it is: `today is Saturday`",
        "reachable": "has an address and wants messages by a channel",
    },
    "test_line": {
        "customer": "somebody in this test, and their fields",
        "at": "at an instant, what somebody does, or what changes for them",
        "force": "into which arm somebody falls, or that they are held out",
        "fail": "messages by this channel do not arrive for somebody",
        "until": "when the test ends",
        "expect": "what must have happened",
    },
}  # fmt: skip
"""By the kind of a line and its first word, in the order in which they are proposed."""


def about_word(start: str, word: str) -> str:
    """The line about a word that begins a line of the kind `start`; "" where there is none."""
    return LINES.get(start, {}).get(word, "")
