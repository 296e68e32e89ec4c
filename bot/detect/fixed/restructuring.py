"""What only looks like a reorganisation: debts that are restructured, firms that merge, words that describe.

In: the chunks of a sentence, the place of a verb or a noun of reorganising. Out: whether it means something else. It must
never fill a slot.

Observed on 180,000 wires, press releases and headlines: half of what was claimed as a reorganisation was none. Firms
restructure their debts and court files, combine a unit with another firm's, sell "integrated risk management" and streamline
their processes. Fails where a firm under creditors' protection also regroups.
"""

from __future__ import annotations

from bot.detect.chunks import Sort
from bot.detect.fixed.clause import Clause
from bot.languages.pack import Trigger, Voice

NEAR = 7  # chunks within which a word of insolvency tells what is restructured


def no_reorganisation(clause: Clause, at: int, trigger: Trigger, voice: Voice) -> bool:
    """Whether a verb or noun of reorganising tells of debts, of another firm, or only describes."""
    if any("insolvency" in chunk.classes for chunk in clause.chunks[max(0, at - NEAR) : at + NEAR]):
        return True
    if voice is Voice.NOUN:
        return infinitive(clause, at)
    return merges_with(clause, at) or adjective(clause, at, trigger)


def merges_with(clause: Clause, at: int) -> bool:
    """Whether a part of a firm goes together with another firm ("merges its oil unit with Acme")."""
    for ahead in range(at + 1, clause.right_edge(at) - 1):
        chunk, after = clause.chunks[ahead], clause.chunks[ahead + 1]
        if chunk.sort in (Sort.COMMA, Sort.TRIGGER):
            return False
        if chunk.sort is Sort.PREPOSITION and "absolute" in chunk.classes:
            return after.sort is Sort.NOUN and after.firm
    return False


def adjective(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether a participle only describes what follows ("a leader in integrated management software", "consolidated sales")."""
    if trigger.voice is not Voice.ANY or trigger.gerund:
        return False
    before = clause.chunks[at - 1] if at else None
    after = clause.chunk(at + 1)
    if after is None or after.sort not in (Sort.OTHER, Sort.FIRM, Sort.NOUN) or after.classes & {"det", "own"}:
        return False
    if before is None or before.sort in (Sort.PREPOSITION, Sort.BREAK):
        return True
    return before.sort is Sort.OTHER and ("verb" in before.classes or before.low[:1].isdigit())


def infinitive(clause: Clause, at: int) -> bool:
    """Whether a word for a reorganisation stands where a verb does ("takes a stake to shake-up governance")."""
    back = at - 1
    if back > 0 and clause.chunks[back].sort is Sort.OTHER and not clause.chunks[back].classes:
        back -= 1  # "set to potentially shake-up the market"
    return back >= 0 and clause.chunks[back].sort is Sort.AUXILIARY and "modal" in clause.chunks[back].classes
