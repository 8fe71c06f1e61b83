"""The report's statistics: pure functions of counts and sums, each with its formula's name.

Every interval that the report shows is valid at any look (S34): one may look daily and stop when
it pleases, and be wrong in at most 5% of campaigns. The classic intervals stand here too, since
they are what the figures are checked against.
"""
