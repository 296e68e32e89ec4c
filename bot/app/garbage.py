"""How seldom Python's garbage collector walks, said once for every program of the house.

In and out: nothing. It must never import more than `gc`: a command calls it before anything else.
"""

from __future__ import annotations

import gc


def walk_seldom() -> None:
    """What is there by now stays, and is not walked again: an answer need not wait for that. What comes is walked seldom.

    With Python's usual 700 objects between two walks the hundreds of thousands of objects of the language packs are walked
    again and again while they are read (a third of the time until `classify` has answered: 0.56 s of CPU, 0.41 s without),
    and reading takes a twentieth longer.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
