"""A sick feed never delays a healthy one."""

from __future__ import annotations

from tests.collect.sick import lateness


def test_among_many_sick_servers_the_others_are_asked_on_time() -> None:
    late = lateness(feeds=60, seconds=3.0)
    assert len(late) == 30
    assert late[0] > -1.0, "nobody is asked before the time"
    assert late[int(0.95 * (len(late) - 1))] < 5.0
