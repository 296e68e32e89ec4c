"""The figures of the corpora, for the tests and for reading: `python -m tests.corpus.figures`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path

from bot.companies import Directory
from bot.model import Article, Claim, Story, Told
from bot.names import Likeness, compare
from bot.stories import Look, assign, handles, looks
from tests.corpus.clusters import items
from tests.test_companies import shipped, whole

Row = tuple[str, int, Claim, Article]
"""The story a claim should be in, the one it is in, the claim and its article."""


def name_pairs() -> list[tuple[str, str, str]]:
    """The corpus of names: verdict (yes, no, maybe), one, other."""
    lines = (Path(__file__).parent / "names.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], row[1], row[2]) for row in rows]


def names_precision_and_recall() -> tuple[float, float]:
    """Of the pairs called SAME how many are; of those that are how many are called so."""
    called = Counter((verdict == "yes", compare(one, other) is Likeness.SAME) for verdict, one, other in name_pairs())
    right = called[True, True]
    return right / (right + called[False, True]), right / (right + called[True, False])


class World:
    """Stories as a store keeps them: found by handles, history without a window."""

    def __init__(self) -> None:
        self.directory = Directory(shipped())
        self.stories: dict[int, Story] = {}
        self._handles: dict[int, frozenset[str]] = {}

    def candidates(self, article: Article, claims: tuple[Claim, ...]) -> list[Story]:
        """As the store finds them, look by look."""
        wanted = [look for claim in claims for look in looks(claim, article.published, self.directory)]
        return [story for story in self.stories.values() if any(self._found(story, look) for look in wanted)]

    def _found(self, story: Story, look: Look) -> bool:
        keys = self._handles[story.key] & look.handles
        recent = any(one.article.published >= look.since for one in story.told)
        if not keys or not (recent or any(key.startswith("past ") for key in keys)):
            return False
        return not look.unnamed or any(one.claim.person is None for one in story.told)

    def all_candidates(self, article: Article, claims: tuple[Claim, ...]) -> list[Story]:
        """Whatever shares a handle, however long ago."""
        wanted = frozenset().union(*(handles(claim, self.directory) for claim in claims))
        return [story for story in self.stories.values() if self._handles[story.key] & wanted]

    def take(self, article: Article, claims: tuple[Claim, ...]) -> list[int]:
        """The stories' keys to which the claims of one article went."""
        given = assign(article, claims, self.candidates(article, claims), self.directory)
        first = max(self.stories, default=0)
        keys = [one.story or first + one.group for one in given]
        for key, claim in zip(keys, claims, strict=True):
            story = self.stories.get(key, Story(key, (), article.published))
            self.stories[key] = replace(story, told=(*story.told, Told(article, claim)))
            self._handles[key] = self._handles.get(key, frozenset()) | handles(claim, self.directory)
        return keys


@cache
def played() -> tuple[World, tuple[Row, ...]]:
    """The world after all items of the clusters, taken day by day, and where each claim went."""
    world = World()
    rows: list[Row] = []
    for item in items():
        keys = world.take(item.article, item.claims)
        rows.extend(
            (label, key, claim, item.article) for label, key, claim in zip(item.stories, keys, item.claims, strict=True)
        )
    return world, tuple(rows)


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}"


def pairwise(rows: tuple[Row, ...]) -> Score:
    """Over all pairs of claims: of those put together how many belong together, and the other way round."""
    pairs = Counter((a[0] == b[0], a[1] == b[1]) for a, b in combinations(rows, 2))
    right = pairs[True, True]
    return Score(right / (right + pairs[False, True]), right / (right + pairs[True, False]))


def b_cubed(rows: tuple[Row, ...]) -> Score:
    """The mean over claims of how much of their story is theirs, and how much of theirs is in it."""
    labels, keys = Counter(row[0] for row in rows), Counter(row[1] for row in rows)
    both = Counter(row[:2] for row in rows)
    return Score(
        sum(both[row[:2]] / keys[row[1]] for row in rows) / len(rows),
        sum(both[row[:2]] / labels[row[0]] for row in rows) / len(rows),
    )


def strayed(rows: tuple[Row, ...]) -> list[Row]:
    """The claims outside of their story's largest part, or inside another's."""
    main: dict[str, int] = {}
    for (label, key), _ in Counter(row[:2] for row in rows).most_common():
        main.setdefault(label, key)
    owner = {key: label for label, key in main.items()}
    return [row for row in rows if main[row[0]] != row[1] or owner.get(row[1]) != row[0]]


def main() -> None:
    precision, recall = names_precision_and_recall()
    print(f"names: {len(name_pairs())} pairs, precision {precision:.3f}, recall {recall:.3f}")
    print(f"companies: {len(shipped())}, {sum(map(whole, shipped()))} of them with every field")
    _, rows = played()
    print(
        f"stories: {len({row[3].key for row in rows})} items, {len(rows)} claims, {len({row[0] for row in rows})} stories"
    )
    print(f"  pairwise {pairwise(rows)}\n  B-cubed  {b_cubed(rows)}")
    for label, key, claim, article in strayed(rows):
        print(f"  strayed from {label} to {key}: {article.published:%Y-%m-%d} {article.publisher}: {claim.quote}")


if __name__ == "__main__":
    main()
