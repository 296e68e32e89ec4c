"""Articles become stories, moves and people, and a rebuild changes no key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import answer, deliver, memory
from bot.answer import Direction, MovesAsked, Nobody
from bot.companies import Directory
from bot.deliver import Pace
from bot.detect import Document, read
from bot.errors import UnknownName
from bot.model import (
    Article,
    Claim,
    ClaimStatus,
    Company,
    CompanyProfile,
    Extent,
    Kind,
    Profile,
    Reading,
    StoryStatus,
    Tenure,
    Tier,
    Unit,
)
from bot.store import Database, articles, facts, stories
from tests.builders import MORNING, article, channel, claim, reading
from tests.fakes.chat import FakeChat

COMPANIES = Directory(
    [
        Company("Meta", aliases=("Meta Platforms",), former=("Facebook",), units=("Instagram",)),
        Company("OpenAI"),
        Company("Figma", tracked=False),
    ]
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        yield database


def remember(database: Database, *pairs: tuple[Article, Reading]) -> memory.Remembered:
    with database.write() as connection:
        return memory.remember(database, connection, pairs, COMPANIES, first_fetch=False)


GERMAN = claim(quote="Crisan wechselt zu Figma", from_org="Facebook", role="Designchefin")


def test_two_outlets_in_two_languages_tell_one_story(database: Database) -> None:
    first = remember(database, (article(1), reading(claim())))
    second = remember(database, (article(2, language="de", publisher="Sample Blatt"), reading(GERMAN)))
    assert (first.stories, second.stories) == (1, 0)
    profile = answer.whois(database, COMPANIES, "crisan, loredana", MORNING)
    assert isinstance(profile, Profile)
    assert [(line.from_org, line.to_org) for line in profile.timeline] == [("Meta", "Figma")]
    assert {source.publisher for source in profile.timeline[0].sources} == {"Sample Post", "Sample Blatt"}
    assert profile.current is not None
    assert profile.current.org == "Figma"


def test_a_story_of_before_the_finer_index_is_found_under_it(tmp_path: Path) -> None:
    """A file as the program wrote it that knew a story by the sound of its people's surnames alone."""
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        first = remember(database, (article(1), reading(claim())))
        with database.write() as connection:
            connection.execute("delete from story_handles where handle like 'person %.%'")
            connection.execute("delete from _sqlite_migrations where name = 'm012_stories_by_finer_names'")
            connection.execute("pragma user_version = 11")
    with closing(Database(tmp_path / "orgwatch.db")) as database:
        second = remember(database, (article(2), reading(replace(GERMAN, person="L. Crisan"))))
    assert (first.stories, second.stories) == (1, 0)


def test_how_long_somebody_was_there_is_kept_side_by_side(database: Database) -> None:
    """Two outlets differ on whether she began at all; both times stand in the file, in the answer and in the alert."""
    month = Tenure("less than a month", Extent.UNDER, 1, Unit.MONTH)
    never = Tenure("vor dem ersten Tag", Extent.NONE)
    remember(database, (article(1), reading(claim(tenure=(month,)))))
    alone = answer.whois(database, COMPANIES, "Loredana Crisan", MORNING)
    assert isinstance(alone, Profile)
    assert [line.tenure for line in alone.timeline] == [month]
    remember(database, (article(2, language="de", publisher="Sample Blatt"), reading(replace(GERMAN, tenure=(never,)))))
    told = next(iter(stories.load(database, [1]).values())).told
    assert [one.claim.tenure for one in told] == [(month,), (never,)]
    both = answer.whois(database, COMPANIES, "Loredana Crisan", MORNING)
    assert isinstance(both, Profile)
    assert [(line.tenure, line.differences) for line in both.timeline] == [
        (None, ("Time there: vor dem ersten Tag (Sample Blatt); less than a month (Sample Post)",))
    ]


def test_the_same_article_again_is_nothing_new(database: Database) -> None:
    remember(database, (article(1), reading(claim())))
    assert remember(database, (article(1), reading(claim()))) == memory.Remembered()


def test_near_names_are_offered(database: Database) -> None:
    wang = claim(person="Alexandr Wang", from_org="Scale AI", to_org="Meta", role=None, kind=Kind.MOVE)
    remember(database, (article(1), reading(wang)))
    for asked in ("Alexander Wang", "wang, alexandr", "Wang Alexandr"):
        found = answer.whois(database, COMPANIES, asked, MORNING)
        assert isinstance(found, Profile), asked
        assert found.name == "Alexandr Wang"
    assert isinstance(answer.whois(database, COMPANIES, "Zebulon Quist", MORNING), Nobody)


def test_who_was_first_met_by_the_surname_is_shown_by_the_whole_name(database: Database) -> None:
    remember(database, (article(1), reading(claim(person="Crisan"))), (article(2), reading(claim())))
    remember(database, (article(3), reading(claim(person="Vice President Loredana Crisan"))))
    found = answer.whois(database, COMPANIES, "Crisan", MORNING)
    assert isinstance(found, Profile)
    assert found.name == "Loredana Crisan"


def test_namesakes_are_told_apart_by_where_they_were_seen(database: Database) -> None:
    schmidts = [
        reading(claim(kind=Kind.HIRE, person="Michael Schmidt", org=name, from_org=None, to_org=name, role=None))
        for name in ("Meta", "Sample Mills")
    ]
    remember(database, (article(1), schmidts[0]), (article(2), schmidts[1]))
    found = answer.whois(database, COMPANIES, "Michael Schmidt", MORNING)
    assert isinstance(found, Profile)
    assert [person.companies for person in found.candidates] == [("Meta",), ("Sample Mills",)]
    for asked, company in (
        ("Schmidt @ facebook", "Meta"),
        ("michael schmidt@Sample Mills", "Sample Mills"),
        ("@Michael Schmidt at Meta", "Meta"),
        ("Michael Schmidt bei Sample Mills", "Sample Mills"),
    ):
        one = answer.whois(database, COMPANIES, asked, MORNING)
        assert isinstance(one, Profile)
        assert one.current is not None
        assert one.current.org == company
    assert isinstance(answer.whois(database, COMPANIES, "Michael Schmidt @ OpenAI", MORNING), Nobody)


@pytest.mark.parametrize("asked", ["Head of design of Figma", "chief design officer @ figma", "Designchefin bei Figma"])
def test_a_post_is_asked_for_by_its_company(database: Database, asked: str) -> None:
    remember(database, (article(1), reading(claim())))
    found = answer.whois(database, COMPANIES, asked, MORNING)
    assert isinstance(found, CompanyProfile)
    assert [line.person for line in found.leaders] == ["Loredana Crisan"]
    assert not found.arrivals
    assert isinstance(answer.whois(database, COMPANIES, "CFO of Figma", MORNING), Nobody)


def test_moves_of_a_company_say_who_came_and_went(database: Database) -> None:
    back = claim(person="Avi Verma", from_org="Meta", to_org="OpenAI", role=None)
    remember(database, (article(1), reading(claim(), back)))
    found = answer.moves(database, COMPANIES, MovesAsked("facebook"), MORNING)
    assert isinstance(found, CompanyProfile)
    assert {line.person for line in found.departures} == {"Loredana Crisan", "Avi Verma"}
    assert ("OpenAI", 0, 1) in found.net
    with pytest.raises(UnknownName, match="Nosuch"):
        answer.moves(database, COMPANIES, MovesAsked("Nosuch"), MORNING)
    with pytest.raises(UnknownName, match="did you mean OpenAI"):
        answer.moves(database, COMPANIES, MovesAsked("Opnai"), MORNING)


def test_moves_reach_back_as_far_as_asked_and_to_nothing_only_looked_back_on(database: Database) -> None:
    looked_back = claim(person="Avi Verma", from_org="Meta", to_org="OpenAI", role=None, past=True)
    remember(
        database,
        (article(1, published=MORNING - timedelta(days=40)), reading(claim())),
        (article(2, published=MORNING - timedelta(days=5)), reading(looked_back)),
    )
    found = {days: answer.moves(database, COMPANIES, MovesAsked("Meta", days=days), MORNING) for days in (30, 90)}
    assert found[30].departures == ()
    assert [line.person for line in found[90].departures] == ["Loredana Crisan"]
    assert found[90].went_to == (("Figma", 1),)
    before = answer.moves(database, COMPANIES, MovesAsked("Meta", days=30), MORNING - timedelta(days=60))
    assert before.departures == ()  # what comes later than the moment that is asked for


@pytest.mark.parametrize("asked", ["META", "Meta Platforms, Inc.", "Instagram", "sample mills", "Sample Mills GmbH"])
def test_a_company_is_found_under_any_of_its_names(database: Database, asked: str) -> None:
    left = claim(from_org="Sample Mills", to_org="Meta")
    remember(database, (article(1), reading(left)))
    found = answer.whois(database, COMPANIES, asked, MORNING)
    assert isinstance(found, CompanyProfile)
    assert [line.person for line in (*found.arrivals, *found.departures)] == ["Loredana Crisan"]
    assert answer.moves(database, COMPANIES, MovesAsked(asked), MORNING).company == found.company


def test_one_direction_is_nothing_but_that(database: Database) -> None:
    risen = claim(
        person="Shengjia Zhao", kind=Kind.PROMOTION, org="Meta", from_org=None, to_org=None, role="Chief AI Scientist"
    )
    came = claim(person="Alexandr Wang", from_org="OpenAI", to_org="Meta", role="Chief AI Officer")
    remember(database, (article(1), reading(claim(), came, risen)))

    def named(direction: Direction) -> list[list[str | None]]:
        found = answer.moves(database, COMPANIES, MovesAsked("Meta", direction), MORNING)
        assert not found.leaders
        lists = (found.arrivals, found.departures, found.inside)
        return [[line.person for line in lines] for lines in lists] + [[org for org, _, _ in found.net]]

    assert named(Direction.IN) == [["Alexandr Wang"], [], [], ["OpenAI"]]
    assert named(Direction.OUT) == [[], ["Loredana Crisan"], [], ["Figma"]]
    assert named(Direction.BOTH) == [["Alexandr Wang"], ["Loredana Crisan"], ["Shengjia Zhao"], ["Figma", "OpenAI"]]


def test_a_firm_that_is_near_is_offered(database: Database) -> None:
    assert answer.whois(database, COMPANIES, "Opnai", MORNING) == Nobody("Opnai", companies=("OpenAI",))


def test_what_an_untracked_company_does_is_remembered(database: Database) -> None:
    there = claim(kind=Kind.APPOINTMENT, person="Ada Quist", org="Sample Mills", from_org=None, to_org=None, role="CEO")
    remember(database, (article(1), reading(there)))
    found = answer.whois(database, COMPANIES, "Ada Quist", MORNING)
    assert isinstance(found, Profile)
    assert found.current is not None
    assert found.current.org == "Sample Mills"


def read_again(changes: dict[str, tuple[Claim, ...]]) -> memory.Read:
    def read(kept: Article) -> Reading:
        return Reading("en", True, changes[kept.url])

    return read


def test_a_rebuild_keeps_every_key_and_tells_nobody(database: Database) -> None:
    verma = claim(person="Avi Verma", from_org="Meta", to_org="OpenAI", role=None)
    pairs = [(article(1), reading(claim())), (article(2), reading(verma)), (article(3, language="de"), reading(GERMAN))]
    for pair in pairs:
        remember(database, pair)
    chat = FakeChat()
    deliver.decide(database, [channel()], COMPANIES.tracked, MORNING - timedelta(days=2), False, MORNING)
    before = {url: keys(database, url) for url in ("https://post.example/1", "https://post.example/2")}
    again = read_again({pair[0].url: pair[1].claims for pair in pairs})
    for _ in range(2):
        memory.rebuild(database, again, COMPANIES)
        assert {url: keys(database, url) for url in before} == before
        deliver.decide(database, [channel()], COMPANIES.tracked, MORNING - timedelta(days=2), False, MORNING)
    for _ in range(2):
        deliver.send(database, chat.chat(), lambda: MORNING, Pace(between_posts=0), "owner", print)
    assert sorted(text.split(" leaves")[0] for text in chat.texts()) == ["Avi Verma", "Loredana Crisan"]


def test_what_a_rebuild_newly_finds_is_memory_only(database: Database) -> None:
    remember(database, (article(1), reading()))
    memory.rebuild(database, read_again({article(1).url: (claim(),)}), COMPANIES)
    assert isinstance(answer.whois(database, COMPANIES, "Loredana Crisan", MORNING), Profile)
    assert stories.undecided(database) == ()


def test_an_expired_text_keeps_its_claims(database: Database) -> None:
    remember(database, (article(1), reading(claim())))
    assert articles.expire_texts(database, MORNING + timedelta(days=1)) == 1
    memory.rebuild(database, read_again({}), COMPANIES)
    found = answer.whois(database, COMPANIES, "Loredana Crisan", MORNING)
    assert isinstance(found, Profile)
    assert found.timeline[0].sources[0].url == article(1).url


def test_a_filing_confirms_what_was_a_rumour(database: Database) -> None:
    rumour = replace(claim(), status=ClaimStatus.REPORTED)
    remember(database, (article(1), reading(rumour)))
    remember(database, (article(2, tier=Tier.FILING, publisher="Sample Registry"), reading(claim())))
    found = answer.whois(database, COMPANIES, "Loredana Crisan", MORNING)
    assert isinstance(found, Profile)
    assert found.timeline[0].status is StoryStatus.CONFIRMED


def test_two_pushes_of_one_company_are_one_message_with_both_origins(database: Database) -> None:
    """Read from titles as they stand in a feed; the second origin edits the message, and nobody is told twice."""
    chat = FakeChat()
    titles = ("Meta poaches more than 20 researchers from OpenAI", "Meta poaches at least 13 engineers from Google")
    for number, title in enumerate(titles, 1):
        remember(database, (article(number, title=title), read(Document(title, language="en"))))
        deliver.decide(database, [channel()], COMPANIES.tracked, MORNING - timedelta(days=2), False, MORNING)
        deliver.send(database, chat.chat(), lambda: MORNING, Pace(between_posts=0), "owner", print)
    assert chat.texts() == ["Meta is hiring in force: more than 20 from OpenAI, at least 13 from Google"]


def keys(database: Database, url: str) -> list[int]:
    rows = database.connection().execute(
        "select story from claims join articles on articles.id = article where url = ?", (url,)
    )
    return sorted(row[0] for row in rows)


def test_what_is_to_be_said_once_is_new_once_over_restarts(tmp_path: Path) -> None:
    for expected in ([True, False], [False, False]):
        with closing(Database(tmp_path / "orgwatch.db")) as opened:
            assert [facts.once(opened, "hello") for _ in range(2)] == expected
