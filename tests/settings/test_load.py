"""Each way in which an operator can go wrong is told in one line, all of them at once, with what to do."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.model import CompanySource, Kind, Rank, Rule, SourceKind, StoryStatus, Tier
from bot.settings import Settings, load

PROJECT = Path(__file__).parents[2]
GOOD = {
    "bot.toml": 'contact = "news@sample.example"\ntell_days = 2\n',
    "companies.toml": '[[company]]\nname = "Meta"\naliases = ["Meta Platforms"]\nformer = ["Facebook"]\npack = "labs"\n'
    '[[company]]\nname = "OpenAI"\n[[company]]\nname = "Acme"\ntracked = false\n',
    "feeds.toml": 'packs = ["labs"]\n'
    '[[feed]]\nurl = "https://a.example/feed"\npublisher = "Sample A"\ntier = "issuer"\nlanguage = "de"\n'
    'pack = "labs"\n'
    '[[feed]]\nurl = "https://b.example/feed"\npublisher = "Sample B"\npack = "wires"\n'
    '[[feed]]\nurl = "https://c.example/feed"\npublisher = "Sample C"\n',
    "channels.toml": '[[channel]]\nname = "ai-moves"\nid = "C0123456789"\ncompanies = ["Facebook", "OpenAI"]\n'
    'kinds = ["hire", "move"]\nstatuses = ["confirmed"]\nlanguages = ["en"]\nmin_rank = "director"\n'
    "min_confidence = 0.8\n",
}


def settings(folder: Path, env: dict[str, str] | None = None, dotenv: str | None = None, **files: str) -> Settings:
    """Load a good configuration in which some files are replaced: `feeds="…"` stands for feeds.toml."""
    for name, text in (GOOD | {f"{key}.toml": text for key, text in files.items()}).items():
        (folder / name).write_text(text, "utf-8")
    env_file = folder / ".env"
    if dotenv is not None:
        env_file.write_text(dotenv, "utf-8")
    return load({"ORGWATCH_CONFIG": str(folder), **(env or {})}, env_file)


def problems(folder: Path, env: dict[str, str] | None = None, dotenv: str | None = None, **files: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        settings(folder, env, dotenv, **files)
    return [problem.replace(f"{folder}/", "") for problem in caught.value.problems]


def test_what_is_written_arrives_in_the_words_of_the_house(tmp_path: Path) -> None:
    got = settings(tmp_path)
    assert (got.contact, got.tell_days, got.retention_days, got.port) == ("news@sample.example", 2, 365, 3000)
    assert [(company.name, company.tracked) for company in got.companies] == [
        ("Meta", True),
        ("OpenAI", True),
        ("Acme", False),
    ]
    assert [(feed.publisher, feed.tier, feed.language) for feed in got.feeds] == [
        ("Sample A", Tier.ISSUER, "de"),
        ("Sample C", Tier.PRESS, None),
    ]
    (channel,) = got.channels
    assert (channel.id, channel.name, channel.language) == ("C0123456789", "ai-moves", "en")
    assert channel.rules == (
        Rule(
            companies=frozenset({"Meta", "OpenAI"}),
            kinds=frozenset({Kind.HIRE, Kind.MOVE}),
            statuses=frozenset({StoryStatus.CONFIRMED}),
            languages=frozenset({"en"}),
            min_rank=Rank.DIRECTOR,
            min_confidence=0.8,
        ),
    )
    assert got.sample == tmp_path / "sample"


def test_the_shipped_files_are_right() -> None:
    got = load({"ORGWATCH_CONFIG": str(PROJECT / "config")}, Path("/nowhere/.env"))
    assert {"Meta", "OpenAI"} <= {company.name for company in got.companies}
    assert [channel.name for channel in got.channels] == ["ai-moves"]
    assert {feed.language for feed in got.feeds} == {"en", "de"}


def test_all_shipped_packs_can_be_on_at_once(tmp_path: Path) -> None:
    text = (PROJECT / "config" / "feeds.toml").read_text("utf-8")
    packs = 'packs = ["ai-labs", "us-tech", "dax", "wires", "search", "uk"]'
    on = settings(tmp_path, feeds=text.replace('packs = ["ai-labs"]', packs))
    assert len(on.feeds) + len(on.company_sources) == text.count("\n[[feed]]")
    assert {source.kind for source in on.company_sources} == set(SourceKind)


@pytest.mark.parametrize(
    ("pack", "kinds"),
    [("ai-labs", []), ("us-tech", ["sec"]), ("dax", ["eqs"]), ("wires", []), ("uk", ["companies_house"])],
)
def test_a_pack_brings_its_official_sources(tmp_path: Path, pack: str, kinds: list[str]) -> None:
    text = (PROJECT / "config" / "feeds.toml").read_text("utf-8")
    on = settings(tmp_path, feeds=text.replace('packs = ["ai-labs"]', f'packs = ["{pack}"]'))
    assert [source.kind for source in on.company_sources] == kinds


def test_official_sources_have_a_kind_instead_of_an_address(tmp_path: Path) -> None:
    feeds = '[[feed]]\nkind = "gdelt"\nlanguage = "de"\n[[feed]]\nkind = "feed"\nurl = "https://a.example/"\npublisher = "A"\n'
    got = settings(tmp_path, feeds=feeds)
    assert got.company_sources == (CompanySource(SourceKind.GDELT, "de"),)
    assert [feed.publisher for feed in got.feeds] == ["A"]


def test_what_is_wrong_with_a_source_is_said(tmp_path: Path) -> None:
    feeds = '[[feed]]\nkind = "sek"\n[[feed]]\nkind = "sec"\nurl = "https://a.example/"\n'
    said = problems(tmp_path, feeds=feeds)
    assert said == [
        'feeds.toml: feed of kind "sek", kind: "sek" is no kind of source; did you mean "sec"?',
        'feeds.toml: feed of kind "sec", url: is no known key; choose among kind, language, pack',
    ]


def test_numbers_of_registers_have_their_form(tmp_path: Path) -> None:
    companies = '[[company]]\nname = "Meta"\nisin = "DE123"\n[[company]]\nname = "OpenAI"\ncompanies_house = "no 1"\n'
    said = problems(tmp_path, companies=companies)
    assert any("isin" in line and "twelve" in line for line in said)
    assert any("companies_house" in line and "Companies House" in line for line in said)


def test_an_address_for_hubs_is_an_address(tmp_path: Path) -> None:
    assert settings(tmp_path, bot='public_url = "https://bot.example/"\n').public_url == "https://bot.example"
    assert "public_url" in problems(tmp_path, bot='public_url = "bot.example"\n')[0]


def test_the_key_of_companies_house_comes_from_the_environment_alone(tmp_path: Path) -> None:
    got = settings(tmp_path, {"ORGWATCH_COMPANIES_HOUSE_KEY": "open-sesame"})
    assert got.companies_house_key == "open-sesame"
    assert "open-sesame" not in repr(got)


def test_an_off_pack_is_known_and_not_tracked(tmp_path: Path) -> None:
    got = settings(
        tmp_path,
        companies='packs = ["dax"]\n[[company]]\nname = "Meta"\npack = "labs"\n[[company]]\nname = "SAP"\n'
        'pack = "dax"\n[[company]]\nname = "OpenAI"\n',
        channels='[[channel]]\nname = "all"\n',
    )
    assert [company.name for company in got.companies if company.tracked] == ["SAP", "OpenAI"]


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("bot", "tell_dayz = 3", 'bot.toml: tell_dayz: is no known key; did you mean "tell_days"?'),
        ("bot", 'tell_days = "3"', "bot.toml: tell_days: must be a whole number; write it without quotes"),
        (
            "bot",
            "tell_days = 0",
            "bot.toml: tell_days: 0 is out of range; input should be greater than or equal to 1",
        ),
        ("bot", "contact = 3", 'bot.toml: contact: must be text; write it in quotes, as "…"'),
        (
            "feeds",
            '[[feed]]\npublisher = "Wired"\nurl = "htp://x"',
            'feeds.toml: feed "Wired", url: "htp://x" is no http or https address; write it in full, as https://…',
        ),
        (
            "feeds",
            '[[feed]]\npublisher = "Wired"\nurl = "https://me:word@x.example/"',
            'feeds.toml: feed "Wired", url: "https://…@x.example/" holds a user name or password, '
            "which do not belong into a config file; write it in full, as https://…",
        ),
        (
            "feeds",
            '[[feed]]\npublisher = "Wired"\nurl = "https://x.example:port/"',
            'feeds.toml: feed "Wired", url: "https://x.example:port/" is no address '
            "(Port could not be cast to integer value as 'port'); write it in full, as https://…",
        ),
        ("feeds", '[[feed]]\nurl = "https://x.example/"', "feeds.toml: feed 1, publisher: is missing; add it"),
        (
            "feeds",
            '[[feed]]\npublisher = "W"\nurl = "https://x.example"\n[[feed]]\npublisher = "X"\nurl = "https://x.example/"',
            "feeds.toml: feed, url: https://x.example stands there twice; remove one of the two",
        ),
        (
            "feeds",
            '[[feed]]\npublisher = "W"\nurl = "https://x.example"\ntier = "presse"',
            'feeds.toml: feed "W", tier: "presse" is no tier; did you mean "press"?',
        ),
        (
            "feeds",
            '[[feed]]\npublisher = "W"\nurl = "https://x.example"\nlanguage = "German"',
            'feeds.toml: feed "W", language: "German" has the wrong form; write a language code, as "en" or "de"',
        ),
        (
            "feeds",
            'packs = ["lab"]\n[[feed]]\npublisher = "W"\nurl = "https://x.example"\npack = "labs"',
            'feeds.toml: packs: nothing belongs to "lab"; did you mean "labs"?',
        ),
        ("feeds", 'feed = "x"', 'feeds.toml: feed: must be a list; write it as ["…", "…"], or as tables under [[…]]'),
        (
            "feeds",
            'packs = []\n\nfeed = "x\n',
            "feeds.toml: line 3, column 10: is no valid TOML (illegal character '\\n'); "
            "correct that line, text stands in quotes",
        ),
        (
            "companies",
            '[[company]]\nname = "Meta"\n[[company]]\nname = "OpenAI"\naliases = ["meta"]',
            'companies.toml: company "OpenAI": "meta" already names Meta; keep it at one of the two',
        ),
        (
            "companies",
            '[[company]]\nname = "Meta"\n[[company]]\nname = "OpenAI"\n[[company]]\nname = "meta"',
            'companies.toml: company "meta": stands there twice; make one of the two',
        ),
        (
            "companies",
            '[[company]]\nname = "Meta"\nticker = "META"\nlisted = false\n[[company]]\nname = "OpenAI"',
            'companies.toml: company "Meta": has a ticker and is said not to be listed; keep one of the two',
        ),
        (
            "companies",
            '[[company]]\nname = "Meta"\nalias = ["FB"]\n[[company]]\nname = "OpenAI"',
            'companies.toml: company "Meta", alias: is no known key; did you mean "aliases"?',
        ),
        (
            "companies",
            '[[company]]\nname = "Meta"\nformer = ["Facebook"]\n[[company]]\nname = "OpenAI"\ncik = "12x"',
            'companies.toml: company "OpenAI", cik: "12x" has the wrong form; '
            'write a CIK, up to ten digits in quotes, as "0001326801"',
        ),
        (
            "channels",
            '[[channel]]\nname = "a"\ncompanies = ["OpenAl"]',
            'channels.toml: channel "a", companies: "OpenAl" is not in companies.toml; did you mean "OpenAI"?',
        ),
        (
            "channels",
            '[[channel]]\nname = "a"\ncompanies = ["Acme"]',
            'channels.toml: channel "a", companies: "Acme" is not tracked; '
            "set tracked = true or its pack on in companies.toml",
        ),
        (
            "channels",
            '[[channel]]\nname = "a"\nid = "#ai-moves"',
            'channels.toml: channel "a", id: "#ai-moves" is no channel id; in Slack open the channel, click its name, '
            "and copy the Channel ID at the end of the tab About",
        ),
        (
            "channels",
            '[[channel]]\nname = "a"\nkinds = ["hires"]',
            'channels.toml: channel "a", kinds: "hires" is no kind; did you mean "hire"?',
        ),
        (
            "channels",
            '[[channel]]\nname = "a"\nlanguage = "it"',
            'channels.toml: channel "a", language: "it" is no language of alerts; choose among en, de',
        ),
        (
            "channels",
            '[[channel]]\nname = "a"\nmin_rank = "boss"',
            'channels.toml: channel "a", min_rank: "boss" is no rank; '
            "choose among other, researcher, lead, director, vice_president, c_level, board",
        ),
        (
            "channels",
            '[[channel]]\nname = "a"\n[[channel]]\nname = "A"',
            'channels.toml: channel, name: "a" stands there twice; make one of the two, or rename it',
        ),
        (
            "channels",
            '[[channel]]\nname = "a"\nid = "C01"\n[[channel]]\nname = "b"\nid = "C01"',
            "channels.toml: channel, id: C01 stands there twice; a channel has one table",
        ),
    ],
)
def test_a_problem_of_a_file_is_one_line(tmp_path: Path, file: str, text: str, line: str) -> None:
    assert line in problems(tmp_path, None, None, **{file: text})


@pytest.mark.parametrize(
    ("env", "line"),
    [
        ({"PORT": "http"}, 'environment: PORT: "http" is no port; write a whole number from 1 to 65535'),
        ({"PORT": "70000"}, 'environment: PORT: "70000" is no port; write a whole number from 1 to 65535'),
        (
            {"SLACK_API_URL": "https://slack.example/"},
            'environment: SLACK_API_URL: "https://slack.example/" does not end in /api/; '
            "write Slack's base address, as https://slack.com/api/",
        ),
        (
            {"ORGWATCH_ALLOW_PRIVATE_ADDRESSES": "yes"},
            'environment: ORGWATCH_ALLOW_PRIVATE_ADDRESSES: "yes" is neither 0 nor 1; write 1 for yes, or leave it out',
        ),
        (
            {"ORGWATCH_DBB": "x"},
            'environment: ORGWATCH_DBB: is no variable of OrgWatch; did you mean "ORGWATCH_DB"?',
        ),
        (
            {"SLACK_BOT_TOKEN": "xapp-secret"},
            "environment: SLACK_BOT_TOKEN: holds a token of another kind (xapp-…); "
            "copy the one that begins with xoxb- from OAuth & Permissions in the app's settings",
        ),
    ],
)
def test_a_problem_of_the_environment_is_one_line(tmp_path: Path, env: dict[str, str], line: str) -> None:
    assert problems(tmp_path, env) == [line]


@pytest.mark.parametrize(
    ("dotenv", "line"),
    [
        ("# fine\n\nexport PORT=1\n", ".env: line 3: is no KEY=VALUE; write one variable a line, or put # before it"),
        ("SLACK_TOKEN=x\n", '.env: line 1, SLACK_TOKEN: is no variable of OrgWatch; did you mean "SLACK_BOT_TOKEN"?'),
    ],
)
def test_a_problem_of_the_env_file_is_one_line(tmp_path: Path, dotenv: str, line: str) -> None:
    assert problems(tmp_path, dotenv=dotenv) == [line]


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        {"PORT": "x"},
        bot="contact = 1",
        companies='[[company]]\nname = "Meta"\ncountry = "USA"\n[[company]]\nname = "OpenAI"\n',
        feeds='[[feed]]\nurl = "x"\ntier = "y"\n[[feed]]\nurl = 3\npublisher = "W"\n',
        channels='[[channel]]\nname = "a"\ncompanies = ["Acme Sample"]\nid = "x"\n',
    )
    assert [line.split(" ")[0] + line.split(": ")[1] for line in found] == [
        "environment:PORT",
        "bot.toml:contact",
        'companies.toml:company "Meta", country',
        "feeds.toml:feed 1, url",
        "feeds.toml:feed 1, publisher",
        "feeds.toml:feed 1, tier",
        'feeds.toml:feed "W", url',
        'channels.toml:channel "a", id',
    ]


def test_a_channel_is_not_blamed_for_companies_that_cannot_be_read(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, companies="[[company")
    assert "is no valid TOML" in found


VALUES = st.recursive(
    st.one_of(st.booleans(), st.integers(), st.floats(), st.text(st.characters(codec="utf-8"), max_size=20)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
TABLES = {
    "bot": ("", ["contact", "tell_days", "retention_days", "backup_dir", "backup_keep_days", "admins", "may", "extra"]),
    "companies": ("[[company]]", ["name", "aliases", "units", "country", "cik", "pack", "tracked", "extra"]),
    "feeds": ("[[feed]]", ["url", "publisher", "tier", "language", "pack", "extra"]),
    "channels": (
        "[[channel]]",
        ["name", "id", "companies", "kinds", "min_rank", "min_confidence", "zone", "quiet", "digest", "also", "extra"],
    ),
}


@given(data=st.data(), file=st.sampled_from(sorted(TABLES)))
def test_any_value_is_taken_or_told_in_one_line(data: st.DataObject, file: str) -> None:
    head, keys = TABLES[file]
    values = data.draw(st.dictionaries(st.sampled_from(keys), VALUES))
    text = "\n".join([head, *(f"{key} = {json.dumps(value)}" for key, value in values.items())])
    with TemporaryDirectory() as folder:
        try:
            settings(Path(folder), None, None, **{file: text})
        except SettingsError as error:
            assert error.problems
            assert all(len(problem.splitlines()) == 1 and "; " in problem for problem in error.problems)


def test_a_missing_file_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load({"ORGWATCH_CONFIG": str(tmp_path)}, tmp_path / ".env")
    assert [problem.split(": ")[1] for problem in caught.value.problems] == [
        "is missing; copy it from the project, or set ORGWATCH_CONFIG to the folder that has it"
    ] * 4
    with pytest.raises(SettingsError, match="there is no folder"):
        load({"ORGWATCH_CONFIG": str(tmp_path / "nowhere")}, tmp_path / ".env")


def test_a_file_in_another_encoding_is_said_with_its_line(tmp_path: Path) -> None:
    settings(tmp_path)
    (tmp_path / "bot.toml").write_bytes(b'\n# f\xfcr\ncontact = ""\n')
    with pytest.raises(SettingsError) as caught:
        load({"ORGWATCH_CONFIG": str(tmp_path)}, tmp_path / ".env")
    assert caught.value.problems == (f"{tmp_path}/bot.toml: line 2: is not UTF-8; save the file as UTF-8",)


def test_the_environment_wins_over_the_env_file(tmp_path: Path) -> None:
    dotenv = "PORT=4000\n ORGWATCH_DB = 'my file.db'\nSLACK_BOT_TOKEN=\"xoxb-1=2\"\n"
    got = settings(tmp_path, dotenv=dotenv)
    assert (got.port, got.database, got.slack.bot_token) == (4000, Path("my file.db"), "xoxb-1=2")
    got = settings(tmp_path, {"PORT": "5000", "SLACK_BOT_TOKEN": ""}, dotenv)
    assert (got.port, got.slack.bot_token) == (5000, None)


def test_no_secret_is_ever_shown(tmp_path: Path) -> None:
    env = {
        "SLACK_BOT_TOKEN": "xoxb-hush-1",
        "SLACK_APP_TOKEN": "xapp-hush-2",
        "SLACK_SIGNING_SECRET": "hush-3",
    }
    assert "hush" not in repr(settings(tmp_path, env))
    swapped = {"SLACK_BOT_TOKEN": "xapp-hush", "SLACK_APP_TOKEN": "xoxb-hush", "SLACK_SIGNING_SECRET": "hush"}
    assert "hush" not in "".join(problems(tmp_path, swapped, bot="contact = 1"))
