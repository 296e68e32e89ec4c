"""The assignment of claims to stories, played day by day over the corpus of clusters as the store would do it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from bot import names
from bot.names import Likeness
from bot.stories import assign, believe, tied
from tests.corpus.clusters import items
from tests.corpus.figures import World, b_cubed, pairwise, played


def test_corpus_is_large_enough() -> None:
    _, rows = played()
    assert len({row[0] for row in rows}) >= 60
    assert len({row[3].key for row in rows}) >= 300
    assert {row[3].language for row in rows} >= {"en", "de", "zh"}


def test_pairwise_f1_and_b_cubed() -> None:
    _, rows = played()
    print(f"stories: pairwise {pairwise(rows)}; B-cubed {b_cubed(rows)}")
    assert pairwise(rows).f1 >= 0.98


def test_no_story_holds_another_s_claims() -> None:
    _, rows = played()
    assert pairwise(rows).precision == 1.0


def test_f1_on_the_stories_held_out_while_the_rules_were_made() -> None:
    _, rows = played()
    held_out = tuple(row for row in rows if row[3].key.startswith("held_out"))
    assert len(held_out) >= 60
    assert pairwise(held_out).f1 >= 0.95


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


def test_what_is_not_looked_for_would_not_have_been_joined() -> None:
    """Each item as it comes: all stories that share a handle, however old, change nothing."""
    world = World()
    fewer = 0
    for item in items():
        few, every = (find(item.article, item.claims) for find in (world.candidates, world.all_candidates))
        fewer += len(every) - len(few)
        assert assign(item.article, item.claims, few, world.directory) == assign(
            item.article, item.claims, every, world.directory
        )
        for claim in item.claims:
            assert tied(claim, item.article.published, few, world.directory) == tied(
                claim, item.article.published, every, world.directory
            )
        world.take(item.article, item.claims)
    assert fewer > 200


def test_a_second_reading_joins_its_own_story() -> None:
    """A rebuild, an edited text or a new address of the same article makes no new story."""
    world, rows = played()
    places = defaultdict(set)
    for _, key, claim, article in rows:
        places[article.key, claim.quote].add(key)
    for item in items():
        given = assign(item.article, item.claims, world.candidates(item.article, item.claims), world.directory)
        for claim, one in zip(item.claims, given, strict=True):
            assert one.story in places[item.article.key, claim.quote], (claim.quote, one)
