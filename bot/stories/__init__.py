"""From claims to belief: which claims tell one happening, and what the house believes of it.

`reconcile` looks at the claims of one article together (reconciling.py), `handles`, `looks` and `assign` bring claims to stories
(assignment.py says by which rules), `tied` and `is_one` find two that are one, `believe` makes of a story's sources one
`Move` for each human or company's doing, with a status, and with the differences said (belief.py); `alike` compares posts.
Pure; this package must never know a feed, a channel or what has been told.
"""

from bot.stories.assignment import LONGEST_WINDOW, Assignment, Look, assign, handles, is_one, looks, tied
from bot.stories.belief import believe
from bot.stories.reconciling import reconcile
from bot.stories.roles import alike

__all__ = [
    "LONGEST_WINDOW",
    "Assignment",
    "Look",
    "alike",
    "assign",
    "believe",
    "handles",
    "is_one",
    "looks",
    "reconcile",
    "tied",
]
