"""Forms and the Home, over Socket Mode or HTTP alike: who presses what opens, previews or saves.

In: a Bolt app, a clerk, and what hands work over. Out: the app listens to forms, too. It must never look anything up before
the acknowledgement: what can be told wrong from the words alone is said in it, everything else afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App

from bot.chat.slack import forms, inputs
from bot.chat.slack.clerk import Clerk
from bot.chat.slack.desk import Place
from bot.chat.slack.forms import Form

Body = dict[str, Any]
Later = Callable[[Body, Callable[[Place], None]], None]
"""Has work done where a request came from."""


def listen_to_forms(app: App, clerk: Clerk, later: Later) -> None:
    """Add the listeners of forms and of the Home to the app."""

    def on_open(ack: Ack, body: Body) -> None:
        ack()
        form = Form(body["actions"][0]["value"])
        later(body, lambda place: clerk.open(form, body["trigger_id"], place))

    def on_home_button(ack: Ack, body: Body) -> None:
        ack()
        whose, _, name = body["actions"][0]["action_id"].partition("_")
        later(body, lambda place: clerk.open_at_home(Form(name), body["trigger_id"], place, own=whose == "own"))

    def on_home_channel(ack: Ack, body: Body) -> None:
        ack()
        chosen = body["actions"][0]["selected_conversation"]
        later(body, lambda place: clerk.publish(place, chosen))

    def on_look_back(ack: Ack, body: Body) -> None:
        ack()
        later(body, lambda place: clerk.look_back(body["trigger_id"], place))

    def on_preview(ack: Ack, body: Body) -> None:
        ack()
        later(body, lambda place: clerk.preview(body["view"], place))

    def on_save(ack: Ack, body: Body) -> None:
        view = body["view"]
        form = Form(view["callback_id"].removeprefix("form_"))
        given = inputs.read(view["state"])
        stub = forms.ticket(view["private_metadata"])
        wrong = forms.wrong(form, given, stub.language)
        if wrong:
            ack(response_action="errors", errors=wrong)
            return
        ack()
        later(body, lambda place: clerk.save(form, given, stub, place))

    app.action("open_form")(on_open)
    app.action(re.compile(r"(home|own)_(track|subscribe|mute|rhythm|remove)"))(on_home_button)
    app.action("home_channel")(on_home_channel)
    app.action("home_look_back")(on_look_back)
    app.action("preview")(on_preview)
    app.view(re.compile(r"form_\w+"))(on_save)
