"""The fake Slack as a program of its own, to play with by hand or to be driven from another process.

    python -m tests.fakes.slack [PORT]        prints the variables to run the bot with
    curl -d '{"channel": "C1"}' http://127.0.0.1:PORT/control/messages
    curl -d '{"method": "chat.postMessage", "fault": "DROP_REPLY"}' http://127.0.0.1:PORT/control/break_next
    curl -d '{"command": "/whois", "text": "Alexandr Wang"}' http://127.0.0.1:PORT/control/command

In: orders as JSON, one a request. Out: what happened, as JSON. It must never listen anywhere but on loopback.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any

from tests.fakes.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, FakeSlack, Fault, TokenState

Json = dict[str, Any]


def orders(slack: FakeSlack) -> Callable[[str, Json], Json]:
    """Return what carries out one order: its name and its arguments."""

    def carry_out(order: str, given: Json) -> Json:
        match order:
            case "channel":
                slack.channel(**given)
            case "messages":
                return {
                    "messages": [message.to_json(with_metadata=True) for message in slack.messages(given["channel"])]
                }
            case "calls":
                return {"calls": [[call.at, call.error] for call in slack.calls(given["method"])]}
            case "say":
                return {"ts": slack.say(**given).ts}
            case "break_next":
                slack.break_next(**given | {"fault": Fault[given["fault"]]})
            case "break_for":
                slack.break_for(**given | {"fault": Fault[given["fault"]]})
            case "refuse_next":
                slack.refuse_next(**given)
            case "mend":
                slack.mend()
            case "token":
                slack.token(TokenState[given["state"]])
            case "reach_by_http":
                slack.reach_by_http(**given)
            case "command":
                answer = slack.command(**given)
                return {"status": answer.ack.status, "seconds": answer.ack.seconds, "message": answer.message}
            case "mention":
                return {"statuses": [ack.status for ack in slack.mention(**given)]}
            case "disconnect":
                slack.socket.disconnect(**given)
            case "freeze":
                slack.socket.wire.freeze()
            case _:
                return {"error": f"no such order: {order}"}
        return {}

    return carry_out


def main(port: int) -> None:
    slack = FakeSlack()
    slack.api.port = port
    slack.api.control = orders(slack)
    with slack:
        slack.channel("C1")
        print(f"SLACK_API_URL={slack.url} SLACK_BOT_TOKEN={BOT_TOKEN} SLACK_APP_TOKEN={APP_TOKEN}", flush=True)
        print(f"SLACK_SIGNING_SECRET={SIGNING_SECRET}   # instead of SLACK_APP_TOKEN, for --http", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
