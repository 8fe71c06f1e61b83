"""E04xx: how campaigns, messages, channels and policy hang together; E0501: what is not built."""

from __future__ import annotations

from compiler.catalogue.code import Code

HEAD = "campaign thanks\n  enter every Monday at 09:00 for loyal\n  goal purchase within 7 days\n"
"""Of most examples here."""

TRIP = (
    "event trip from shop.trips\n  customer  from customer_id\n  time      from booked_at\n"
    "  starts    time\n\ncampaign thanks\n  enter on trip\n    each time\n"
)

CODES = (
    Code(
        "E0401", "shares-not-100",
        "Every customer gets an arm, and none gets two: the shares of a split make 100%. Arms "
        "without a share divide what is left.",
        HEAD + "\n  split wording\n    plain 50%\n      send hello by email\n    short 40%\n"
        "      send hello by sms\n",
        HEAD + "\n  split wording\n    plain 50%\n      send hello by email\n    short 50%\n"
        "      send hello by sms\n",
    ),
    Code(
        "E0402", "how-often-unsaid",
        "An event can happen many times. Whether each of them starts the campaign anew is too "
        "important to be guessed.",
        "campaign thanks\n  enter on purchase\n  goal purchase within 7 days\n\n"
        "  send hello by email\n",
        "campaign thanks\n  enter on purchase\n    again after 30 days\n"
        "  goal purchase within 7 days\n\n  send hello by email\n",
    ),
    Code(
        "E0403", "one-entry",
        "A campaign has exactly one way in, so that it is clear what `entry` means and what its "
        "report counts.",
        "campaign thanks\n  goal purchase within 7 days\n\n  send hello by email\n",
        HEAD + "\n  send hello by email\n",
    ),
    Code(
        "E0404", "no-goal",
        "Whoever advertises says what for: without a goal nobody can tell whether it was worth "
        "it. Messages `for service` need none.",
        "campaign thanks\n  enter every Monday at 09:00 for loyal\n\n  send hello by email\n",
        HEAD + "\n  send hello by email\n",
    ),
    Code(
        "E0405", "channel-twice",
        "The next channel of a chain is tried where the one before cannot reach the customer. The "
        "same channel could not either.",
        HEAD + "\n  send hello by email, else sms, else email\n",
        HEAD + "\n  send hello by email, else sms\n",
    ),
    Code(
        "E0406", "nothing-to-say-there",
        "A message needs words for every channel that it goes by, and words without a language "
        "for everybody who speaks none of those that it has.",
        HEAD + "\n  send receipt by sms\n",
        HEAD + "\n  send hello by sms\n",
    ),
    Code(
        "E0407", "no-address",
        "A channel reaches a customer at an address, which is a field of the customer.",
        "channel push\n  costs 1\n\nmessage ping\n  push\n    \"\"\"\n    Ping\n    \"\"\"\n\n"
        + HEAD + "\n  send ping by push\n",
        "channel push\n  to phone\n\nmessage ping\n  push\n    \"\"\"\n    Ping\n    \"\"\"\n\n"
        + HEAD + "\n  send ping by push\n",
    ),
    Code(
        "E0411", "no-such-file",
        "The text of a message may stand in a file of the project, named by its path from the "
        "project's root.",
        'message news\n  email subject "News"\n    file "templates/missing.html"\n\n'
        + HEAD + "\n  send news by email\n",
        'message news\n  email subject "News"\n    """\n    All the news\n    """\n\n'
        + HEAD + "\n  send news by email\n",
    ),
    Code(
        "E0412", "no-wording",
        "For each channel a message has one wording: a text, a file, or a template that the "
        "provider keeps.",
        'message news\n  email subject "News"\n\n' + HEAD + "\n  send news by email\n",
        'message news\n  email subject "News"\n    """\n    All the news\n    """\n\n'
        + HEAD + "\n  send news by email\n",
    ),
    Code(
        "E0413", "number-out-of-range",
        "Shares lie between 0% and 100%, with at most two digits behind the point, since shares "
        "are drawn in ten-thousandths; caps and priorities are whole numbers from 1 on.",
        HEAD + "  hold out 12.345%\n\n  send hello by email\n",
        HEAD + "  hold out 12.34%\n\n  send hello by email\n",
    ),
    Code(
        "E0414", "again-with-schedule",
        "A schedule lets in everybody who is in the segment, each time. It can be limited to "
        "`once` or `again after D`; the other forms, and `at most D late`, are about events.",
        "campaign thanks\n  enter every Monday at 09:00 for loyal\n"
        "    again at once, starting over\n"
        "  goal purchase within 7 days\n\n  send hello by email\n",
        "campaign thanks\n  enter every Monday at 09:00 for loyal\n    again after 30 days\n"
        "  goal purchase within 7 days\n\n  send hello by email\n",
    ),
    Code(
        "E0416", "ends-before-it-begins",
        "Nobody could ever enter.",
        "campaign thanks\n  runs from 2026-06-01 until 2026-03-01\n"
        "  enter every Monday at 09:00 for loyal\n  goal purchase within 7 days\n\n"
        "  send hello by email\n",
        "campaign thanks\n  runs from 2026-03-01 until 2026-06-01\n"
        "  enter every Monday at 09:00 for loyal\n  goal purchase within 7 days\n\n"
        "  send hello by email\n",
    ),
    Code(
        "E0417", "service-only-channel",
        "A channel that `carries service only` must not carry advertisement.",
        "channel post\n  to name\n  carries service only\n\nmessage letter\n  post\n    \"\"\"\n"
        "    Dear customer\n    \"\"\"\n\n" + HEAD + "\n  send letter by post\n",
        "channel post\n  to name\n  carries service only\n\nmessage letter\n  for service\n"
        "  post\n    \"\"\"\n    Dear customer\n    \"\"\"\n\n" + HEAD
        + "\n  send letter by post\n",
    ),
    Code(
        "E0418", "field-does-not-serve",
        "An address is an `email`, `phone` or `text`; a consent is `yes/no`.",
        "channel push\n  to birthday\n\nmessage ping\n  push\n    \"\"\"\n    Ping\n    \"\"\"\n\n"
        + HEAD + "\n  send ping by push\n",
        "channel push\n  to phone\n\nmessage ping\n  push\n    \"\"\"\n    Ping\n    \"\"\"\n\n"
        + HEAD + "\n  send ping by push\n",
    ),
    Code(
        "E0419", "quiet-with-zone",
        "Quiet time protects the customer, so it is on the customer's own clock.",
        "channel push\n  to phone\n  quiet from 20:00 in \"Asia/Seoul\" until 08:00\n\nmessage ping"
        "\n  push\n    \"\"\"\n    Ping\n    \"\"\"\n\n" + HEAD + "\n  send ping by push\n",
        "channel push\n  to phone\n  quiet from 20:00 until 08:00\n\nmessage ping\n  push\n"
        "    \"\"\"\n    Ping\n    \"\"\"\n\n" + HEAD + "\n  send ping by push\n",
    ),
    Code(
        "E0420", "split-with-one-arm",
        "A split compares at least two ways.",
        HEAD + "\n  split wording\n    plain 100%\n      send hello by email\n",
        HEAD + "\n  split wording\n    plain 50%\n      send hello by email\n    short 50%\n"
        "      send hello by sms\n",
    ),
    Code(
        "E0421", "otherwise-not-last",
        "The first line of groups that holds is taken, and `otherwise` always holds.",
        "groups size\n  small otherwise\n  large when orders > 5\n",
        "groups size\n  large when orders > 5\n  small otherwise\n",
    ),
    Code(
        "E0422", "held-out-without-goal",
        "Who is held out is compared with the others by the goal. Without one they would miss "
        "the messages for nothing.",
        "campaign notes\n  enter every Monday at 09:00 for loyal\n  hold out 10%\n\n"
        "  send receipt by email\n",
        "campaign notes\n  enter every Monday at 09:00 for loyal\n\n  send receipt by email\n",
    ),
    Code(
        "E0423", "strange-scores",
        "A score puts all customers into equal parts by a value, from 1 to a best one. Every shop "
        "reads them the same way round: the highest is the best.",
        "score rfm\n  recency  last purchase, 5 to 1\n",
        "score rfm\n  recency  last purchase, 1 to 5\n",
    ),
    Code(
        "E0424", "no-named-groups",
        "The eleven names go by how lately and how often somebody did something, each from 1 to 5. "
        "A score without these two parts has no such groups.",
        'score value\n  money  orders, 1 to 5\n\nsegment best\n  value.group = "Champions"\n',
        "score value\n  money  orders, 1 to 5\n\nsegment best\n  value.money = 5\n",
    ),
    Code(
        "E0425", "too-many-arms",
        "Where shares move by what arms bring, each arm keeps at least 5%, so that what is known "
        "of it can still change. With twenty arms nothing is left to move.",
        HEAD + "\n  split wording, to maximise purchase\n"
        + "".join(f"    arm_{n}\n      send hello by email\n" for n in range(1, 21)),
        HEAD + "\n  split wording, to maximise purchase\n    plain\n      send hello by email\n"
        "    short\n      send hello by sms\n",
    ),
    Code(
        "E0426", "tested-again",
        "A test decides once which arm is the best, and from then on everybody gets that one. "
        "Among steps that are repeated there would be nothing left to test.",
        "campaign news\n  enter every Monday at 09:00 for loyal\n    once\n"
        "  goal purchase within 30 days\n\n  repeat up to 2 times, every 1 week\n"
        "    split wording, test on 20% for 4 hours, then the best by purchase\n"
        "      plain\n        send hello by email\n      short\n        send hello by sms\n",
        "campaign news\n  enter every Monday at 09:00 for loyal\n    once\n"
        "  goal purchase within 30 days\n\n"
        "  split wording, test on 20% for 4 hours, then the best by purchase\n"
        "    plain\n      send hello by email\n    short\n      send hello by sms\n",
    ),
    Code(
        "E0460", "entry-time-passes",
        "`leave if` and `only while` are looked at whenever something is recorded of the customer, "
        "or a time of theirs passes. A time of the entry is another one for each entry of theirs; "
        "that it passes is asked for by a step, at an instant of the journey's own.",
        TRIP + "  leave if entry.starts in next 1 day\n  goal purchase within 7 days\n\n"
        "  wait 2 days\n  send hello by email\n",
        TRIP + "  goal purchase within 7 days\n\n  wait 2 days\n"
        "  if entry.starts in next 1 day\n    leave \"too late\"\n  send hello by email\n",
    ),
    Code(
        "E0461", "done-at-once",
        "What stands under `leave` is done at the instant at which the customer leaves, and waits "
        "for nothing. So no step there takes time, and none sees what another has just done, since "
        "that is seen a moment later.",
        "campaign thanks\n  enter on cart_add\n    once\n  leave on purchase\n    wait 1 day\n"
        "    send receipt by email\n  goal purchase within 7 days\n\n  wait 2 days\n"
        "  send hello by email\n",
        "campaign thanks\n  enter on cart_add\n    once\n  leave on purchase\n"
        "    send receipt by email\n  goal purchase within 7 days\n\n  wait 2 days\n"
        "  send hello by email\n",
    ),
    Code(
        "E0501", "not-built-yet",
        "The language has this, and this version cannot do it yet. It is refused, so that no line "
        "of a file is ever ignored.",
        "recommend more\n  3 products\n  by most bought\n",
        HEAD + "\n  send hello by email\n",
    ),
    Code(
        "E0430", "not-kept",
        "Campaigns set what Segue keeps: fields and lists that are declared `kept`. What stands in "
        "a table or in a file is only read.",
        "campaign tidy\n  enter every Monday at 09:00 for loyal\n\n  set city = \"Seoul\"\n",
        "list greeted, kept\n\ncampaign tidy\n  enter every Monday at 09:00 for loyal\n\n"
        "  add to greeted\n",
    ),
)  # fmt: skip
