"""How this program talks to Slack's Web API, and how it reads Slack's failures.

In: a token and the address of the API. Out: clients that never send anything twice by themselves, and for each failure
the one outcome that follows. It must never retry: the default handler of the SDK re-sends after a lost reply and posts
twice, its rate-limit handler sleeps in the caller. Every client of the house is made here, so that `SLACK_API_URL`
reaches all of them.

The classes of errors are those of Slack's method reference (docs.slack.dev/reference/methods, 2026-08).
"""

from __future__ import annotations

import socket
import ssl
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.model import Later, Refused, Scope, Unsure

SLACK_API = "https://slack.com/api/"
TIMEOUT_SECONDS = 10
"""For each wait of one call: to connect, to send, to read on."""

UNREACHABLE_SECONDS = 30.0
"""How long to leave Slack alone after it could not be reached at all, or answered 429 and forgot to say how long."""

CallFailed = (SlackApiError, OSError, HTTPException, UnicodeDecodeError)
"""What a call may raise: Slack said no; the line failed; the answer was cut off; the answer is no text."""

_RATE_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_TOKEN = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "access_denied",
        "app_access_restricted",
        "org_login_required",
        "ekm_access_denied",
        "team_access_not_granted",
        "two_factor_setup_required",
    }
)
_CHANNEL = frozenset({"channel_not_found", "not_in_channel", "is_archived", "messages_tab_disabled", "team_not_found"})
_AMBIGUOUS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"})
MALFORMED = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_too_long",
        "msg_blocks_too_long",
        "no_text",
        "metadata_too_large",
        "too_many_attachments",
    }
)
"""Our message is wrong: the same news may be sent once more in the plainest form."""


def web_client(token: str | None, base_url: str = SLACK_API, time_out: float = TIMEOUT_SECONDS) -> WebClient:
    """Return a client for the Web API at `base_url`, which ends in `/api/`; `time_out` is in seconds."""
    return WebClient(
        token=token,
        base_url=base_url,
        timeout=time_out,  # type: ignore[arg-type]  # handed to a socket, which takes fractions
        retry_handlers=[],
    )


def webhook(response_url: str) -> WebhookClient:
    """Return a client for the address Slack gave with a command or a button; good for 5 messages in 30 minutes."""
    return WebhookClient(response_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])


def outcome(failure: BaseException, unsaid: float = UNREACHABLE_SECONDS) -> Later | Unsure | Refused:
    """Return what a failed call means for the message it carried. Takes one of `CallFailed`.

    `unsaid` is how many seconds to leave Slack alone where it does not say.
    """
    if isinstance(failure, SlackApiError):
        return _refusal(failure, unsaid)
    cause = failure.reason if isinstance(failure, URLError) else failure
    if isinstance(cause, (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)):
        return Later(unsaid)  # nothing was ever sent
    return Unsure(f"no answer from Slack: {type(cause).__name__}: {cause}")


def error_code(failure: SlackApiError) -> str:
    """Return Slack's own word for the failure, or what stands in its place."""
    data = failure.response.data
    return str(data.get("error", "unknown")) if isinstance(data, dict) else "unknown"


def _refusal(failure: SlackApiError, unsaid: float) -> Later | Unsure | Refused:
    code = error_code(failure)
    status = failure.response.status_code
    if status == 429 or code in _RATE_LIMITED:
        return Later(_retry_after(failure, unsaid))
    if status >= 500 or code in _AMBIGUOUS or " " in code:  # a sentence instead of a code: the answer was no JSON
        return Unsure(f"Slack answered {status}: {code}")
    if code in _TOKEN:
        return Refused(_with_scope(failure, code), Scope.TOKEN)
    if code in _CHANNEL or code.startswith("restricted_action"):
        return Refused(code, Scope.CHANNEL)
    return Refused(_with_messages(failure, code), Scope.MESSAGE)


def _retry_after(failure: SlackApiError, unsaid: float) -> float:
    value = failure.response.headers.get("Retry-After", "")
    return float(value) if str(value).isdecimal() else unsaid


def _with_scope(failure: SlackApiError, code: str) -> str:
    needed = failure.response.get("needed")
    return f"{code}: the app needs the scope {needed}" if needed else code


def _with_messages(failure: SlackApiError, code: str) -> str:
    metadata = failure.response.get("response_metadata")
    messages = metadata.get("messages") if isinstance(metadata, dict) else None
    return f"{code}: {'; '.join(map(str, messages))}" if messages else code
