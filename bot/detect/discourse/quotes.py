"""Cuts a claim's quote out of the document: the exact words of its sentence, or of its clause where that is long.

In: the whole document, a sentence, the token at which the claim stands. Out: where the quote begins, and its words.
It must never change a character: whoever shows the quote can find it in the document at its place.
"""

from __future__ import annotations

from bot.detect.tokens import Sentence, Shape

LONGEST = 300  # characters: what a message can show without filling the channel
CLAUSE_ENDS = frozenset(",;:–—|")
WORDS = 20  # words on each side of the claim, where even its clause is too long


def quote(whole: str, sentence: Sentence, at: int) -> tuple[int, str]:
    """The place in `whole` and the words of the quote for a claim at token `at`."""
    tokens = sentence.tokens
    if sentence.end - sentence.start <= LONGEST:
        return sentence.start, whole[sentence.start : sentence.end]
    ends = [0]
    ends += [i + 1 for i, token in enumerate(tokens) if token.shape is Shape.MARK and token.text in CLAUSE_ENDS]
    ends.append(len(tokens))
    first = max(i for i, end in enumerate(ends) if end <= at)
    last = first + 1
    while True:
        wider = [
            (a, b)
            for a, b in ((first - 1, last), (first, last + 1))
            if a >= 0 and b < len(ends) and tokens[ends[b] - 1].end - tokens[ends[a]].start <= LONGEST
        ]
        if not wider:
            break
        first, last = wider[0]
    left, right = ends[first], ends[last]
    if tokens[right - 1].end - tokens[left].start > LONGEST:
        left, right = max(left, at - WORDS), min(right, at + WORDS)
    start = tokens[left].start
    return start, whole[start : min(tokens[right - 1].end, start + LONGEST)]
