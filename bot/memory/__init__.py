"""What the house remembers, and whom it forgets.

`remembering` turns what was read into stories, moves and people, `judging` takes a human's word, `forgetting` takes a
person out again. They stand between the flows and the store because collect, the rebuild and a human's word need the same.
"""

from bot.memory.forgetting import Forgotten, forget, forget_again, forget_unbelieved, namesakes
from bot.memory.judging import judge
from bot.memory.remembering import Read, Remembered, learn, rebuild, remember

__all__ = [
    "Forgotten",
    "Read",
    "Remembered",
    "forget",
    "forget_again",
    "forget_unbelieved",
    "judge",
    "learn",
    "namesakes",
    "rebuild",
    "remember",
]
