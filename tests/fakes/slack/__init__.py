"""A strict fake Slack for tests: it refuses what Slack refuses and breaks on command. Our own code, loopback only."""

from tests.fakes.slack.control import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack
from tests.fakes.slack.faults import Fault
from tests.fakes.slack.world import SCOPES, TokenState

__all__ = ["APP_TOKEN", "BOT_TOKEN", "SCOPES", "SIGNING_SECRET", "FakeSlack", "Fault", "TokenState"]
