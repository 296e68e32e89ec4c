"""What only looks like a reorganisation: debts that are restructured, firms that merge, words that describe.

In: the chunks of a sentence, the place of a verb or a noun of reorganising. Out: whether it means something else. It must
never fill a slot.

Observed on 180,000 wires, press releases and headlines: half of what was claimed as a reorganisation was none. Firms
restructure their debts and court files, combine a unit with another firm's, sell "integrated risk management" and streamline
their processes. Fails where a firm under creditors' protection also regroups.
"""

from __future__ import annotations

from itertools import pairwise

from bot.detect.chunks import Sort
from bot.detect.fixed.clause import Clause
from bot.languages.pack import Trigger, Voice

NEAR = 9  # chunks within which a word of insolvency tells what is restructured


def no_reorganisation(clause: Clause, at: int, trigger: Trigger, voice: Voice) -> bool:
    """Whether a verb or noun of reorganising tells of debts, of another firm, or only describes."""
    if any("insolvency" in chunk.classes for chunk in clause.chunks[max(0, at - NEAR) : at + NEAR]):
        return True
    if voice is Voice.NOUN:
        return infinitive(clause, at)
    return (
        merges_with(clause, at)
        or together(clause, at, trigger)
        or does_thing(clause, at)
        or adjective(clause, at, trigger)
    )


def merges_with(clause: Clause, at: int) -> bool:
    """Whether a part of a firm goes together with another firm ("merges its oil unit with Acme", "with U.S. rival Acme")."""
    for ahead in range(at + 1, clause.right_edge(at) - 1):
        chunk = clause.chunks[ahead]
        if chunk.sort in (Sort.COMMA, Sort.TRIGGER):
            return False
        if chunk.sort is Sort.PREPOSITION and "absolute" in chunk.classes:
            return other_firm(clause, ahead + 1)
    return False


def other_firm(clause: Clause, at: int) -> bool:
    """Whether the phrase at `at` names another firm, or one of its kind ("a local rival")."""
    for chunk in clause.chunks[at : at + 4]:
        if chunk.sort is Sort.NOUN and chunk.firm:
            return True
        some = "indefinite" in clause.chunks[at].classes and chunk.sort is Sort.FIRM
        if some or "own" in chunk.classes or chunk.sort not in (Sort.OTHER, Sort.FIRM, Sort.NOUN):
            return some
    return False


def together(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether firms put together what is theirs ("Acme and Initech agreed to merge some of their operations", in headlines also
    "Acme, Initech to combine grain businesses").
    """
    businesses = clause.headline and "lines" in trigger.move.object
    if not (businesses or any("theirs" in chunk.classes for chunk in clause.chunks[at + 1 : at + 5])):
        return False
    ties = (Sort.CONJUNCTION, Sort.COMMA) if businesses else (Sort.CONJUNCTION,)
    before = clause.chunks[clause.left_edge(at) : at]
    return any(
        tie.sort in ties and right.firm and any(left.firm for left in before[:place])
        for place, (tie, right) in enumerate(pairwise(before))
    )


def does_thing(clause: Clause, at: int) -> bool:
    """Whether a relative clause tells what a thing does ("launches a service that combines its arm with advisers")."""
    if at < 2:
        return False
    before = clause.chunks[at - 1].classes
    if "rel" not in before and not before >= {"det", "sub"}:  # "which", "that"
        return False
    return clause.chunks[at - 2].sort is Sort.OTHER


def adjective(clause: Clause, at: int, trigger: Trigger) -> bool:
    """Whether a participle only describes what follows ("a leader in integrated management software", "consolidated sales")."""
    before = clause.chunks[at - 1] if at else None
    after = clause.chunk(at + 1)
    if trigger.gerund and before is not None and before.role is not None and before.org is not None:
        return after is not None and "home" in after.classes  # "bankers at Acme restructuring unit"
    if trigger.voice is not Voice.ANY or trigger.gerund:
        return False
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
