"""Which channel is told of what, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import alerts
from bot.languages.wording import SPOKEN, placeholders, wording
from bot.model import (
    Alert,
    Decision,
    Extent,
    Kind,
    Move,
    Outcome,
    Rank,
    Stage,
    Story,
    StoryStatus,
    Tenure,
    Tier,
    Told,
    Unit,
)
from tests.builders import MORNING, article, channel, claim, move, story, wanting


def tracked(name: str) -> bool:
    return name in {"Meta", "OpenAI"}


def decide(*moves: Move, last: Alert | None = None, about: Story | None = None) -> Decision:
    return alerts.decide(
        about or story(), moves or (move(),), channel(), tracked, MORNING - timedelta(days=2), False, last, MORNING
    )


def told(*moves: Move, last: Alert | None = None, about: Story | None = None) -> Alert:
    decision = decide(*moves, last=last, about=about)
    assert decision.alert is not None, decision.reason
    return decision.alert


def test_a_move_is_one_true_sentence_with_its_source() -> None:
    alert = told()
    assert alert.headline == "Loredana Crisan leaves Meta for Figma as Chief Design Officer"
    assert [source.url for source in alert.sources] == ["https://post.example/1"]
    assert alert.lines[0].quote == "Crisan is off to Figma"
    assert alert.stage is Stage.NEW


@pytest.mark.parametrize(
    ("tenure", "english", "german"),
    [
        (
            Tenure("less than a month", Extent.UNDER, 1, Unit.MONTH),
            "after less than a month",
            "nach weniger als einem Monat",
        ),
        (Tenure("neun Jahren", Extent.EXACTLY, 9, Unit.YEAR), "after 9 years", "nach 9 Jahren"),
        (Tenure("a few days", Extent.SEVERAL, 0, Unit.DAY), "after a few days", "nach einigen Tagen"),
        (Tenure("before her first day", Extent.NONE), "before the first day", "vor dem ersten Arbeitstag"),
    ],
)
def test_how_long_somebody_was_there_is_said(tenure: Tenure, english: str, german: str) -> None:
    left = move(kind=Kind.DEPARTURE, to_company=None, role=None, tenure=tenure)
    assert alerts.word(story(), [left], channel()).headline == f"Loredana Crisan leaves Meta, {english}"
    in_german = alerts.word(story(), [left], channel(language="de"))
    assert in_german.headline == f"Loredana Crisan verlässt Meta, {german}"
    stays = told(replace(left, status=StoryStatus.REVERSED))
    assert stays.headline == "Loredana Crisan stays at Meta"


def push(number: int, *numbers: tuple[str, str], origin: str | None = None) -> Told:
    """Meta hires in force, so many from there."""
    said = claim(
        kind=Kind.HIRING_PUSH, person=None, org="Meta", from_org=origin, to_org=None, role=None, numbers=numbers
    )
    return Told(article(number), said)


def test_a_push_is_told_with_its_numbers_by_origin() -> None:
    counted = (push(1, ("more than 20", "OpenAI")), push(2, ("at least 13", "Google")), push(3, origin="Apple"))
    wave = move(
        *counted, kind=Kind.HIRING_PUSH, person=None, company="Meta", from_company=None, to_company=None, role=None,
        origins=("OpenAI", "Google", "Apple"),
    )  # fmt: skip
    assert told(wave).headline == (
        "Meta is hiring in force: more than 20 from OpenAI, at least 13 from Google, people from Apple"
    )
    uncounted = replace(wave, told=(push(1, origin="OpenAI"), push(2, origin="Google")), origins=("OpenAI", "Google"))
    assert told(uncounted).headline == "Meta is hiring in force from OpenAI, Google"


def test_who_follows_only_an_origin_hears_of_the_push() -> None:
    wave = move(
        push(1, ("13", "OpenAI")), kind=Kind.HIRING_PUSH, person=None, company="Figma", from_company=None, to_company=None,
        role=None, origins=("OpenAI",),
    )  # fmt: skip
    only = wanting(companies=frozenset({"OpenAI"}))
    decision = alerts.decide(story(), [wave], only, tracked, MORNING - timedelta(days=2), False, None, MORNING)
    assert decision.outcome is Outcome.TOLD


def test_what_is_not_confirmed_carries_its_status() -> None:
    alert = told(move(status=StoryStatus.RUMOUR))
    assert (alert.status, alert.lines[0].status) == (StoryStatus.RUMOUR, StoryStatus.RUMOUR)


def test_several_people_are_one_alert_with_a_line_each() -> None:
    alert = told(move(), move(person="Chaya Nayak", to_company="OpenAI", role=None))
    assert alert.headline.endswith(", and 1 more")
    assert [line.person for line in alert.lines] == ["Loredana Crisan", "Chaya Nayak"]


def test_a_role_in_another_language_stands_in_quotation_marks() -> None:
    german = Told(article(language="de"), claim(role="Chefjustiziar"))
    alert = told(move(german, role="Chefjustiziar"))
    assert alert.headline == "Loredana Crisan leaves Meta for Figma as “Chefjustiziar”"


def hiring(*numbers: tuple[str, str], language: str = "en") -> Told:
    push = claim(kind=Kind.HIRING_PUSH, person=None, org="Meta", from_org=None, to_org=None, role=None)
    return Told(article(language=language), replace(push, numbers=numbers))


def test_a_hiring_says_how_many_in_all_and_from_where() -> None:
    def said(*sources: Told) -> str:
        return told(
            move(*sources, kind=Kind.HIRING_PUSH, person=None, company="Meta", from_company=None, to_company=None)
        ).headline

    assert said(hiring(("more than 50", ""))) == "Meta is hiring in force: more than 50"
    assert said(hiring(("50", ""), ("13", "Google"))) == "Meta is hiring in force: 50, of them 13 from Google"
    assert said(hiring(("20", "OpenAI"), ("13", "Google"))) == "Meta is hiring in force: 20 from OpenAI, 13 from Google"
    assert said(hiring(("mehr als 50", ""), language="de")) == "Meta is hiring in force: “mehr als 50”"
    assert said(hiring(("50", "")), hiring(("about 60", ""))) == "Meta is hiring in force: 50"


def test_words_on_age_health_and_family_are_left_out_of_the_quote() -> None:
    quote = "The 28-year-old, father of two, quits after his illness"
    alert = told(move(Told(article(), claim(quote=quote))))
    assert alert.lines[0].quote == "The […], […], quits after […]"


@pytest.mark.parametrize(
    ("changes", "wants", "outcome"),
    [
        ({"from_company": "Acme", "to_company": "Figma"}, {}, Outcome.NOT_TRACKED),
        ({}, {"companies": frozenset({"OpenAI"})}, Outcome.COMPANY_NOT_WANTED),
        ({}, {"kinds": frozenset({Kind.LAYOFFS})}, Outcome.KIND_NOT_WANTED),
        ({}, {"statuses": frozenset({StoryStatus.RUMOUR})}, Outcome.STATUS_NOT_WANTED),
        ({}, {"languages": frozenset({"de"})}, Outcome.LANGUAGE_NOT_WANTED),
        ({"rank": Rank.RESEARCHER}, {"min_rank": Rank.DIRECTOR}, Outcome.RANK_TOO_LOW),
        ({"confidence": 0.3}, {}, Outcome.LOW_CONFIDENCE),
        ({"past": True}, {}, Outcome.HISTORY),
    ],
)
def test_each_reason_for_silence_is_named(
    changes: dict[str, object], wants: dict[str, object], outcome: Outcome
) -> None:
    decision = alerts.decide(
        story(), (move(**changes),), wanting(**wants), tracked, MORNING - timedelta(days=2), False, None, MORNING
    )
    assert decision.outcome is outcome


def test_old_news_is_remembered_and_not_told() -> None:
    old = Told(article(published=MORNING - timedelta(days=3)), claim())
    assert decide(move(old)).outcome is Outcome.TOO_OLD


def test_the_first_reading_of_a_feed_is_not_told() -> None:
    decision = alerts.decide(story(), (move(),), channel(), tracked, MORNING - timedelta(days=2), True, None, MORNING)
    assert decision.outcome is Outcome.FIRST_FETCH


def test_the_same_words_make_no_revision() -> None:
    assert decide(last=told()).outcome is Outcome.UNCHANGED


def test_a_second_outlet_is_a_quiet_edit() -> None:
    more = move(Told(article(), claim()), Told(article(2, publisher="Sample Blatt"), claim()))
    alert = told(more, last=told())
    assert (alert.stage, alert.reply) == (Stage.MORE_SOURCES, None)
    assert len(alert.sources) == 2


def test_a_company_that_speaks_for_itself_and_a_filing_are_said_in_the_thread_once() -> None:
    press = Told(article(), claim())
    itself = Told(article(2, publisher="Sample Newsroom", tier=Tier.ISSUER), claim())
    filing = Told(article(3, publisher="Sample Register", tier=Tier.FILING), claim())
    again = Told(article(4, publisher="Sample Register", tier=Tier.FILING), claim())
    first = told(move(press))
    second = told(move(press, itself), last=first)
    assert second.reply is not None
    assert second.reply.startswith("The company itself says so (Sample Newsroom): Loredana Crisan leaves Meta")
    third = told(move(press, itself, filing), last=second)
    assert third.stage is Stage.MORE_SOURCES
    assert third.reply is not None
    assert third.reply.startswith("A filing says so, too (Sample Register)")
    assert told(move(press, itself, filing, again), last=third).reply is None


def test_a_rumour_that_is_confirmed_gets_a_reply() -> None:
    alert = told(last=told(move(status=StoryStatus.RUMOUR)))
    assert alert.stage is Stage.STATUS_CHANGED
    assert alert.reply == "Now confirmed, was rumour: Loredana Crisan leaves Meta for Figma as Chief Design Officer"


def test_another_destination_is_a_correction_and_a_first_one_is_not() -> None:
    assert told(move(to_company="Anthropic"), last=told()).stage is Stage.CORRECTED
    unknown = told(move(kind=Kind.DEPARTURE, to_company=None))
    assert told(last=unknown).stage is Stage.MORE_SOURCES


RISEN = {"kind": Kind.PROMOTION, "company": "Meta", "from_company": None, "to_company": None, "role": "CTO"}


def test_each_step_of_one_human_has_a_status_of_its_own() -> None:
    threat = move(to_company="OpenAI", role=None, status=StoryStatus.PLANNED)
    turned = told(move(**RISEN), replace(threat, status=StoryStatus.REVERSED), last=told(threat))
    assert turned.stage is Stage.STATUS_CHANGED
    assert turned.reply is not None
    assert turned.reply.startswith("Now reversed, was planned: ")
    more = Told(article(2, publisher="Sample Blatt"), claim())
    again = told(move(**RISEN), replace(threat, status=StoryStatus.REVERSED, told=(*threat.told, more)), last=turned)
    assert (again.stage, again.reply) == (Stage.MORE_SOURCES, None)


def test_a_fuller_name_is_the_same_human() -> None:
    alert = told(last=told(move(person="Crisan", status=StoryStatus.RUMOUR)))
    assert alert.stage is Stage.STATUS_CHANGED


def test_all_that_turned_is_said_in_one_reply() -> None:
    other = move(person="Avi Verma", to_company="OpenAI", role=None)
    before = [replace(one, status=StoryStatus.RUMOUR) for one in (move(), other)]
    alert = told(move(), other, last=told(*before))
    assert alert.reply is not None
    assert [line.split(": ")[0] for line in alert.reply.split("\n")] == ["Now confirmed, was rumour"] * 2


def test_what_a_company_does_of_two_kinds_is_two_things() -> None:
    freeze = move(**{**RISEN, "kind": Kind.HIRING_FREEZE, "person": None, "role": None})
    split = replace(freeze, kind=Kind.REORG, status=StoryStatus.RUMOUR)
    alert = told(split, freeze, last=told(freeze))
    assert (alert.stage, alert.reply) == (Stage.MORE_SOURCES, None)


def test_a_withdrawn_story_is_struck_once_and_never_told_anew() -> None:
    first = told()
    gone = told(last=first, about=story(withdrawn=True))
    assert (gone.stage, gone.headline) == (Stage.WITHDRAWN, f"Withdrawn: {first.headline}")
    assert decide(last=gone, about=story(withdrawn=True)).outcome is Outcome.UNCHANGED
    assert decide(about=story(withdrawn=True)).outcome is Outcome.WITHDRAWN


@pytest.mark.parametrize("code", SPOKEN)
@pytest.mark.parametrize("kind", list(Kind))
def test_every_language_has_a_sentence_for_whatever_is_known(code: str, kind: Kind) -> None:
    say = wording(code)
    for templates in (say.sentences[kind], say.turned.get(kind, ("",))):
        assert not placeholders(templates[-1]), f"{code} {kind}: the last template must need no slot"


@pytest.mark.parametrize("code", SPOKEN)
def test_every_language_is_complete(code: str) -> None:
    english, other = wording("en"), wording(code)
    assert other.sentences.keys() == english.sentences.keys() == set(Kind)
    assert other.statuses.keys() == english.statuses.keys() == set(StoryStatus)
    assert other.labels.keys() == english.labels.keys()
    for name, text in english.labels.items():
        assert placeholders(other.labels[name]) == placeholders(text), name
    for here, there in ((english.sentences, other.sentences), (english.turned, other.turned)):
        assert there.keys() == here.keys()
        for kind, templates in here.items():
            assert [placeholders(one) for one in there[kind]] == [placeholders(one) for one in templates], kind


def test_who_was_to_leave_and_stays_is_said_to_stay() -> None:
    alert = told(move(status=StoryStatus.REVERSED))
    assert alert.headline == "Loredana Crisan stays at Meta and does not go to Figma"
