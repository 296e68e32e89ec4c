"""Cuts off what stands before a sentence's own words: the place that a wire's report was filed from.

In: a sentence's tokens. Out: the sentence as it begins. It must never look further than the first words.

Observed: wires open a report with its place in capitals and nothing else ("NEW YORK Initech Inc said …"). What follows opens
the sentence, so that its capital tells nothing. Fails on a firm that is written in capitals and bears a place's name
("CHICAGO Mercantile Exchange").
"""

from __future__ import annotations

from bot.detect.tokens import Sentence, Shape
from bot.languages.names import names

PLACE = 3  # words of a place ("RIO DE JANEIRO")
SHORT = 4  # letters of what may as well be a field ("EMEA Chief Jane Roe …")


def opened(sentence: Sentence) -> Sentence:
    """The sentence from its first word of its own."""
    if sentence.headline or not sentence.tokens[0].text.isupper():
        return sentence
    first = filed_at(sentence)
    if not first:
        return sentence
    return Sentence(sentence.tokens[first:], sentence.lows[first:], sentence.tokens[first].start, sentence.end, False)


def filed_at(sentence: Sentence) -> int:
    """Where the place in capitals ends that opens a sentence before a word as it is written everywhere else, 0 where none does."""
    for end in range(min(PLACE, len(sentence.tokens) - 1), 0, -1):
        before, after = sentence.tokens[:end], sentence.tokens[end]
        shouted = all(token.shape is Shape.WORD and token.text.isupper() for token in before)
        plain = after.shape is Shape.WORD and after.capital and not after.text.isupper()
        place = " ".join(sentence.lows[:end])
        if shouted and plain and len(place) > SHORT and place in names().places:
            return end
    return 0
