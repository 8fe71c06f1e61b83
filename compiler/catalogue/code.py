"""What an entry of the catalogue is, and the project that stands beside its examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dsl import codes


@dataclass(frozen=True, slots=True)
class Code(codes.Code):
    """One kind of finding of the compiler.

    Its examples are files beside `BASE`, a small project in a file of its own, unless `alone` says
    that they are the whole project, and `files`, the texts of other files by path.
    """

    alone: bool = False
    files: Mapping[str, str] = field(default_factory=dict)


BASE = '''
customers from shop.customers
  key          from customer_id
  name         text
  city         text
  email        email
  phone        phone
  birthday     date
  signed_up    time
  wants_email  yes/no
  wants_sms    yes/no
  tier         one of "silver", "gold"

event cart_add from shop.carts
  customer  from customer_id
  time      from added_at
  cart      text
  product   text
  total     money

event purchase from shop.orders
  id        from order_id
  customer  from customer_id
  time      from ordered_at
  cart      text
  amount    money
  category  text

trait orders = count of purchase
trait revenue = sum of purchase.amount

segment loyal
  orders >= 3

groups kind
  few   when orders <= 2
  many  otherwise

policy
  timezone "Europe/London"

channel email
  to email
  with consent wants_email

channel sms
  to phone
  with consent wants_sms

message hello
  email subject "Hello"
    """
    Hello!
    """
  sms
    """
    Hello!
    """

message receipt
  for service
  email subject "Thank you"
    """
    Thank you!
    """

campaign greeting
  enter on cart_add
    once
  goal purchase within 7 days

  wait 1 day
  send hello by email, else sms
  send receipt by email
'''
"""A project without findings, for the examples to stand in."""
