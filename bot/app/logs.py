"""What is written to the log: one line an outcome, keys rather than prose, and no secret and no person's name in it.

In: records of the standard library's logging. Out: lines; JSON where nobody watches (no terminal), words where somebody
does. It must never print a token, an address that is a secret (webhooks, response_url, a socket's ticket), or what
people say: an unexpected failure is told by its kind and place, for its message may hold the words it failed on, and
the libraries that print whole messages at DEBUG are held at INFO.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO

TALKATIVE = ("slack_sdk", "slack_bolt", "asyncio", "urllib3")
"""They print requests and answers whole at DEBUG."""

HIDDEN = "[hidden]"

_SECRETS = re.compile(
    r"\bxox[a-z](?:\.xox[a-z])?-[\w-]+|\bxapp-[\w-]+|\bxoxe[.-][\w.-]+"
    r"|https?://hooks\.slack(?:-gov)?\.com/[^\s\"'<>]+"
    r"|(?<=ticket=)[^\s\"'&<>]+"
    r"|(?<=response_url)(\W+)[^\s\"'<>]+"
    r"|(?<=[Bb]earer )[^\s\"'<>]+"
)


def start(stream: TextIO, secret_words: Iterable[str | None] = (), level: int = logging.INFO) -> None:
    """Write the log of this process to `stream`. `secret_words` are hidden wherever they occur."""
    handler = logging.StreamHandler(stream)
    known = [word for word in secret_words if word]
    handler.setFormatter((Words if stream.isatty() else Lines)(secrets.token_hex(4), known))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.INFO))


def outcome(log: logging.Logger, what: str, **keys: object) -> None:
    """One line for one outcome, at INFO."""
    log.info(what, extra={"keys": keys})


class Lines(logging.Formatter):
    """A record as one line of JSON. `run` is this run's id."""

    def __init__(self, run: str, known: Iterable[str] = ()) -> None:
        super().__init__()
        self._run = run
        self._known = tuple(known)

    def format(self, record: logging.LogRecord) -> str:
        """The line, with all that is secret hidden."""
        return self._hide(json.dumps(self._document(record), ensure_ascii=False, default=str))

    def _document(self, record: logging.LogRecord) -> dict[str, object]:
        document: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "run": self._run,
            "from": record.name,
            "what": record.getMessage(),
            **getattr(record, "keys", {}),
        }
        if record.exc_info and record.exc_info[0]:
            document["error"] = record.exc_info[0].__name__
            document["where"] = _places(record.exc_info[2])
        return document

    def _hide(self, line: str) -> str:
        for word in self._known:
            line = line.replace(word, HIDDEN)
        return _SECRETS.sub(lambda found: f"{found[1] or ''}{HIDDEN}", line)


class Words(Lines):
    """The same for somebody at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, with all that is secret hidden."""
        document = self._document(record)
        keys = " ".join(f"{key}={value}" for key, value in list(document.items())[5:])
        at = datetime.fromtimestamp(record.created).astimezone()
        return self._hide(f"{at:%H:%M:%S} {record.levelname:<7} {document['what']} {keys}".rstrip())


def _places(trace: TracebackType | None) -> list[str]:
    """Where it happened, innermost last: files, lines and functions, without what was said there."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
