"""The assignment of claims to stories, played day by day over the corpus of clusters as the store would do it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from itertools import combinations

from bot import names
from bot.companies import Directory
from bot.model import Article, Claim, Story, Told
from bot.names import Likeness
from bot.stories import LONGEST_WINDOW, assign, believe, handles
from tests.corpus.clusters import items
from tests.test_companies import shipped

Row = tuple[str, int, Claim, Article]
"""The story a claim should be in, the one it is in, the claim and its article."""


class World:
    """Stories as a store keeps them: found by handles, within the longest window, history without one."""

    def __init__(self) -> None:
        self.directory = Directory(shipped())
        self.stories: dict[int, Story] = {}
        self.handles: dict[int, frozenset[str]] = {}

    def candidates(self, article: Article, claims: tuple[Claim, ...]) -> list[Story]:
        wanted = frozenset().union(*(handles(claim, self.directory) for claim in claims))
        found = []
        for story in self.stories.values():
            keys = self.handles[story.key] & wanted
            near = any(abs(article.published - one.article.published) <= LONGEST_WINDOW for one in story.told)
            if keys and (near or any(key.startswith("past ") for key in keys)):
                found.append(story)
        return found

    def take(self, article: Article, claims: tuple[Claim, ...]) -> list[int]:
        """The stories' keys to which the claims of one article went."""
        given = assign(article, claims, self.candidates(article, claims), self.directory)
        first = max(self.stories, default=0)
        keys = []
        for claim, one in zip(claims, given, strict=True):
            key = one.story or first + one.group
            story = self.stories.get(key, Story(key, (), article.published))
            self.stories[key] = replace(story, told=(*story.told, Told(article, claim)))
            self.handles[key] = self.handles.get(key, frozenset()) | handles(claim, self.directory)
            keys.append(key)
        return keys


@cache
def played() -> tuple[World, tuple[Row, ...]]:
    """The world after all items, and for each claim the story it should be in and the one it is in."""
    world = World()
    rows: list[Row] = []
    for item in items():
        found = world.take(item.article, item.claims)
        rows.extend(
            (label, key, claim, item.article)
            for label, key, claim in zip(item.stories, found, item.claims, strict=True)
        )
    return world, tuple(rows)


def test_corpus_is_large_enough() -> None:
    _, rows = played()
    assert len({label for label, *_ in rows}) >= 60
    assert len({article.key for *_, article in rows}) >= 300
    assert {article.language for *_, article in rows} >= {"en", "de", "zh"}


def test_pairwise_f1_and_b_cubed() -> None:
    _, rows = played()
    together = apart = missed = 0
    for (label, key, *_), (other_label, other_key, *_) in combinations(rows, 2):
        together += label == other_label and key == other_key
        apart += label != other_label and key == other_key
        missed += label == other_label and key != other_key
    precision, recall = together / (together + apart), together / (together + missed)
    f1 = 2 * precision * recall / (precision + recall)
    labels, keys = Counter(label for label, *_ in rows), Counter(key for _, key, *_ in rows)
    both = Counter((label, key) for label, key, *_ in rows)
    b_precision = sum(both[label, key] / keys[key] for label, key, *_ in rows) / len(rows)
    b_recall = sum(both[label, key] / labels[label] for label, key, *_ in rows) / len(rows)
    b_cubed = 2 * b_precision * b_recall / (b_precision + b_recall)
    print(
        f"stories: {len(rows)} claims, {len(labels)} stories; pairwise precision {precision:.3f}, recall {recall:.3f}, "
        f"F1 {f1:.3f}; B-cubed precision {b_precision:.3f}, recall {b_recall:.3f}, F1 {b_cubed:.3f}"
    )
    for label, key, claim, article in errors(rows):
        print(f"  {label}: {key} {article.published:%Y-%m-%d} {article.publisher}: {claim.quote}")
    assert f1 >= 0.95


def errors(rows: tuple[Row, ...]) -> list[Row]:
    """The claims outside of their story's largest part, or inside another's."""
    main: dict[str, int] = {}
    for (label, key), _ in Counter((label, key) for label, key, *_ in rows).most_common():
        main.setdefault(label, key)
    owner = {key: label for label, key in main.items()}
    return [row for row in rows if main[row[0]] != row[1] or owner.get(row[1]) != row[0]]


def test_no_two_people_are_merged() -> None:
    world, _ = played()
    for story in world.stories.values():
        for move in believe(story, world.directory):
            for one in move.told:
                if one.claim.person:
                    assert names.compare(one.claim.person, move.person or "") is not Likeness.DIFFERENT


def test_every_source_is_in_one_move() -> None:
    world, _ = played()
    for story in world.stories.values():
        moves = believe(story, world.directory)
        assert sum(len(move.told) for move in moves) == len(story.told)


def test_history_stays_apart() -> None:
    world, _ = played()
    for story in world.stories.values():
        assert len({one.claim.past for one in story.told}) == 1


def test_belief_does_not_depend_on_the_order_of_sources() -> None:
    world, _ = played()
    for story in world.stories.values():
        turned = replace(story, told=story.told[::-1])
        assert believe(story, world.directory) == believe(turned, world.directory)


def test_a_second_reading_joins_its_own_story() -> None:
    """A rebuild, an edited text or a new address of the same article makes no new story."""
    world, rows = played()
    places = defaultdict(set)
    for _, key, claim, article in rows:
        places[article.key, claim.quote].add(key)
    strayed = []
    for item in items():
        given = assign(item.article, item.claims, world.candidates(item.article, item.claims), world.directory)
        for claim, one in zip(item.claims, given, strict=True):
            if one.story not in places[item.article.key, claim.quote]:
                strayed.append((claim.quote, one))
    assert not strayed
