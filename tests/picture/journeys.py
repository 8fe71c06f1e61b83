"""Journeys to draw: one with everything in it, and those of the projects that are shipped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from compiler.codes import BASE
from compiler.model.campaigns import Campaign
from compiler.picture.journey import Journey
from compiler.picture.telling import told
from dsl import tree
from runtime.loading import Loaded, load, read

PROJECTS = Path(__file__).parents[2] / "campaigns"

EVERYTHING = '''
staff desk to "desk@shop.example"

message gentle "Do you still think of it? \\"Yes\\" & no <3"
  for service
  email subject "Hello"
    """
    Hello!
    """

campaign all_of_it "Every step there is"
  enter on cart_add where total >= 10
    again after 7 days
  leave on purchase
    send gentle to desk
  goal bought: purchase within 3 days, target 60%

  repeat up to 3 times, every 2 days
    send hello by email, else sms
    if wants_email
      wait 1 hour as rested
  until purchase where amount > 10, at most 5 days
    wait 8 days
  then
    leave "bought"
  else
    send hello by email
  wait for the first of, at most 3 days
    purchase
      split deep
        one 20%
          send hello by email
        two
          send hello by sms
        three
          wait until 18:00
    cart_add where total > 5
      leave "again"
  unless purchase within 1 day
    send gentle by email
'''


def loaded(text: str) -> Loaded:
    """The text beside the little shop of the checks' examples."""
    return read(Path(), [("base.campaign", BASE.encode()), ("one.campaign", text.encode())],
                lambda _: None)  # fmt: skip


def drawn(project: Loaded, name: str) -> Journey:
    """The journey of one of its campaigns."""
    node = next(
        each for file in project.files for each in file.declarations
        if isinstance(each, tree.Campaign) and each.name.text == name
    )  # fmt: skip
    return told(node, project.sources[node.span.path], project.files)


@cache
def shipped() -> tuple[tuple[Campaign, Journey], ...]:
    """All campaigns of the demo and the playbook, as the model has them and as they are drawn."""
    found = []
    for folder in ("shop", "playbook", "club"):
        project = load(PROJECTS / folder)
        assert project.checked.project is not None
        campaigns = project.checked.project.campaigns
        found += [(campaign, drawn(project, name)) for name, campaign in campaigns.items()]
    return tuple(found)


@cache
def everything() -> tuple[Campaign, Journey]:
    """The campaign with every kind of step."""
    project = loaded(EVERYTHING)
    assert project.checked.project is not None, project.diagnostics
    return project.checked.project.campaigns["all_of_it"], drawn(project, "all_of_it")


def each() -> tuple[tuple[Campaign, Journey], ...]:
    """All of these."""
    return (everything(), *shipped())
