"""Tells which readings of a verb's form its clause allows: with or without a particle, active or passive.

In: a clause, the place of a verb and one of its readings. Out: whether it can be meant, and in which voices. It must never
bind a phrase.
"""

from __future__ import annotations

from bot.detect.atoms import Type
from bot.detect.draft import COMPANY
from bot.detect.free.fitting import Fitting
from bot.detect.free.phrases import Span
from bot.languages.pack import Move, Trigger, Voice
from bot.model import Kind


def possible(fitting: Fitting, span: Span, at: int, trigger: Trigger, particles: frozenset[str]) -> bool:
    """Whether a verb's form can be meant where these particles follow it in its clause."""
    if trigger.voice is Voice.NOUN:
        return True
    if trigger.particle:
        return trigger.particle in particles
    particle = particles - fitting.pack.members("loose")
    if particle and trigger.voice is Voice.ACTIVE:
        return False
    if trigger.voice is Voice.ACTIVE and not particle and not span.subordinate and not trigger.particle:
        low = fitting.chunks[at].low
        if fitting.finite(span) != at and " " not in low and not low.endswith(fitting.pack.infinitive_endings):
            return False
    copula = bool(fitting.pack.classes(fitting.chunks[at].low) & {"be", "have"})
    return not (copula and fitting.bracket(span, at))


def voices(fitting: Fitting, span: Span, at: int, trigger: Trigger) -> tuple[Voice, ...]:
    """The voices that the form allows, the likelier first."""
    move = trigger.move
    if trigger.voice not in (Voice.ANY, Voice.PASSIVE):
        return (trigger.voice,)
    words = frozenset(
        name for later in span.members if later != at for name in fitting.auxiliary(fitting.chunks[later])
    )
    if trigger.voice is Voice.ANY and move.person == "subject" and move.predecessor != "object":
        return () if "undergone" in words else (Voice.ACTIVE,)  # "Übernommen wurde sie im Mai"
    if trigger.voice is Voice.PASSIVE:
        return () if "have" in words and "past_be" not in words else (Voice.PASSIVE,)
    if "past_be" in words:
        return (Voice.PASSIVE,)
    if "have" in words:
        return (Voice.ACTIVE,)
    infinitive = fitting.chunks[at].low.endswith(fitting.pack.infinitive_endings)
    if "be" in words:
        return (Voice.ACTIVE, Voice.PASSIVE) if infinitive else (Voice.PASSIVE,)  # "wird ablösen", "wird abgelöst"
    if "modal" in words:
        return (Voice.ACTIVE,)
    if fitting.finite(span) is None:
        return (Voice.PASSIVE, Voice.ACTIVE) if not infinitive else (Voice.ACTIVE, Voice.PASSIVE)
    if fitting.finite(span) == at:
        return (Voice.ACTIVE, Voice.PASSIVE) if infinitive else (Voice.PASSIVE,)
    return (Voice.ACTIVE,) if infinitive else (Voice.PASSIVE, Voice.ACTIVE)


def hearsay(fitting: Fitting, span: Span, move: Move) -> str | None:
    """The verb by which a clause passes on what others say: of what has been done ("soll … verlassen haben"), or of what only
    who goes decides ("soll … verlassen"). Fails where a firm has decided it.
    """
    lows = [fitting.chunks[at].low for at in span.members]
    said = next((low for low in lows if low in fitting.pack.members("rumour")), None)
    done = not fitting.pack.members("done").isdisjoint(lows)
    own = move.person == "subject" and move.kind in (Kind.DEPARTURE, Kind.HIRE)
    return said if done or own or (said is not None and firm_decides(fitting, span, move)) else None


def firm_decides(fitting: Fitting, span: Span, move: Move) -> bool:
    """Whether a firm is the subject of what only it decides ("Acme soll Stellen streichen"), not the jobs or posts that it
    has decided about ("300 Stellen sollen bei Acme wegfallen").
    """
    if move.kind not in COMPANY or move.org != "subject":
        return False
    return any(p.chunk.type is Type.ORG and p.chunk.role is None and "nom" in p.cases for p in fitting.free(span))
