"""Every expected failure that is an exception, as one tree.

    OrgWatchError                the root: str() is one clear line for the user
    ├── SettingsError            configuration or environment is wrong; carries all problems
    ├── ModeError                flags and variables fit no mode of running: wrong use
    ├── StoreError               the database cannot be used
    │   ├── DatabaseUnreadable   damaged, not a database, or not ours to open
    │   ├── DatabaseTooNew       written by a newer program
    │   └── WriteFailed          the disk is full, or will not write; nothing of the transaction is kept
    ├── ChatRefused              the chat lets us in no more: a token is worth nothing
    ├── PortTaken                another program listens where we should
    └── UnknownName              no such company, person, article or story

Nothing comes in but words for the user; this module must never hold behaviour.
"""


class OrgWatchError(Exception):
    """The root: what str() gives is one clear line that a user can act on."""


class StoreError(OrgWatchError):
    """The database cannot be used."""


class DatabaseUnreadable(StoreError):
    """The file is damaged, is no database, or cannot be opened."""


class DatabaseTooNew(StoreError):
    """The file was written by a newer program than this one."""


class WriteFailed(StoreError):
    """The disk is full, or will not write. Nothing of the transaction is kept; a later one may succeed."""


class ChatRefused(OrgWatchError):
    """The chat lets us in no more: a token is wrong, revoked or lacks a right."""


class PortTaken(OrgWatchError):
    """Another program listens on our port."""


class UnknownName(OrgWatchError):
    """No company, person, article or story of that name."""


class SettingsError(OrgWatchError):
    """Configuration or environment is wrong. `problems` holds every one of them, a line each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class ModeError(OrgWatchError):
    """Flags and variables fit no mode of running; names the variable that is missing. Wrong use: exit status 2."""
