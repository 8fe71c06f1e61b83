"""What random campaigns set, and conditions on it."""

from __future__ import annotations

from random import Random

from tests.differential import conditions as say

FIELDS = '''
  rank       number, kept, else 0
  purse      money, kept
  mood       one of "Seoul", "Busan", "glad", kept, else "glad"
  seen       time, kept
  day        date, kept
  told       yes/no, kept
  word       text, kept
'''.lstrip("\n")


def conditions(random: Random) -> list[str]:
    """Conditions on what the campaigns set, as `setting` has them."""
    own = (
        "rank >= 2", "rank = 1", "rank / 3 > 0.4", "purse > 20", "purse is unknown",
        'mood = "glad"', 'mood != "Seoul"', "seen in last 1 day", "seen is known", "day is known",
        "told", "not told", 'word = "a"', 'word in ("a", "food")', "in good", "not in good",
        f"joined good in last {say.duration(random)}", "dropped out of good",
    )
    return random.sample(own, 5) * 2


_SETS = (
    "set rank = rank + 1", "set rank = rank + 1", "set rank = rank - 0.5", "set rank = orders",
    "set purse = spent", "set purse = revenue / 3", "set purse = rank * 12345678901.2345",
    'set mood = "Seoul"', 'set mood = "glad"', "set seen = last purchase",
    "set seen = 2026-03-07 10:00", "set day = birthday", "set told = yes", "set told = no",
    "set told = wants_mail", 'set word = "a"', "set word = city",
    "set word = last purchase.category", "add to good", "add to good", "remove from good",
)


def setting(random: Random, block: str) -> str:
    """A campaign with steps that set something before some of its steps."""
    if not block.startswith("campaign "):
        return block
    head, _, steps = block.partition("\n\n")
    found = []
    for line in steps.split("\n"):
        indent = len(line) - len(line.lstrip())
        begins = line.lstrip().startswith(("wait ", "send ", "if ", "unless ", "split "))
        while begins and random.random() < 0.3:
            found.append(" " * indent + random.choice(_SETS))
        found.append(line)
    return f"{head}\n\n" + "\n".join(found)
