"""Every shape the database has had, as numbered steps: appended, never edited.

In: a database inside one immediate transaction. Out: the same database, in today's shape. A step must never
read a clock, and never assume that an earlier program has filled what it adds. `NUMBER` is the count of steps
and is written into the file as its user_version, so that a newer file is refused in words.

Times are seconds since 1970 in UTC (REAL); closed sets are stored by their value; lists as JSON.
"""

from datetime import UTC, datetime

from sqlite_utils import Database, Migrations

from bot import names
from bot.model import Judgement, Verdict

migrations = Migrations("orgwatch")


@migrations()
def m001_first(db: Database) -> None:
    for statement in FIRST.split(";"):
        if statement.strip():
            db.execute(statement)


@migrations()
def m002_faults(db: Database) -> None:
    for statement in FAULTS.split(";"):
        db.execute(statement)


@migrations()
def m003_belief(db: Database) -> None:
    for statement in BELIEF.split(";"):
        db.execute(statement)
    spellings = db.execute("select person, spelling from spellings").fetchall()
    keys = ((key, person) for person, spelling in spellings for key in names.kept_under(spelling))
    db.conn.executemany("insert or ignore into person_handles (handle, person) values (?, ?)", keys)


@migrations()
def m004_clusters_and_background(db: Database) -> None:
    for statement in CLUSTERS.split(";"):
        db.execute(statement)


@migrations()
def m005_choices(db: Database) -> None:
    for statement in CHOICES.split(";"):
        db.execute(statement)


@migrations()
def m006_sources(db: Database) -> None:
    for statement in SOURCES.split(";"):
        db.execute(statement)


@migrations()
def m007_companies_in_any_case(db: Database) -> None:
    for statement in ANY_CASE.split(";"):
        db.execute(statement)


@migrations()
def m008_messages_to_find(db: Database) -> None:
    for statement in TO_FIND.split(";"):
        db.execute(statement)


@migrations()
def m009_tenure(db: Database) -> None:
    for statement in TENURE.split(";"):
        db.execute(statement)


@migrations()
def m010_what_is_open_in_its_index(db: Database) -> None:
    for statement in OPEN.split(";"):
        db.execute(statement)


@migrations()
def m011_told_lately(db: Database) -> None:
    db.execute("create index deliveries_posted on deliveries (channel, posted) where posted is not null")


@migrations()
def m012_stories_by_finer_names(db: Database) -> None:
    said = db.execute("select subject, other from judgements where verdict = ?", (Verdict.SAME_PERSON,)).fetchall()
    judgements = [Judgement(Verdict.SAME_PERSON, one, other, "", _LONG_AGO) for one, other in said]
    told = db.execute(
        "select distinct story, person, past from claims where story is not null and person is not null"
    ).fetchall()
    keys = (
        (f"{'past ' if past else ''}person {key}", story)
        for story, person, past in told
        for name in (person, *names.also_called(person, judgements))
        for key in names.kept_under(name)
    )
    db.conn.executemany(
        "insert or ignore into story_handles (handle, story) select ?, key from stories where key = ?", keys
    )


_LONG_AGO = datetime.fromtimestamp(0, UTC)

FIRST = """
create table feeds (
  url text primary key, etag text, last_modified text, body_hash blob, items blob not null default x'',
  fetched_once integer not null default 0, next_check real, failures integer not null default 0, failing_since real,
  problem text, gone integer not null default 0, moved_to text, moved_times integer not null default 0,
  interval_seconds integer not null default 900, checked_at real, status integer not null default 0, full_at real,
  validators_lie integer not null default 0, sample integer not null default 0
);
create table articles (
  id integer primary key autoincrement, key text not null unique, signature blob not null, url text not null, title text not null,
  publisher text not null, tier text not null, language text not null, published real not null, seen real not null,
  summary text not null, text text not null, feed_url text not null, sample integer not null default 0,
  first_fetch integer not null default 0, has_pack integer not null default 1, relevant integer not null default 0,
  expired integer not null default 0
);
create index articles_by_url on articles (url);
create index articles_by_signature on articles (signature);
create index articles_by_feed on articles (feed_url, seen);
create index articles_without_pack on articles (language) where has_pack = 0;
create table claims (
  id integer primary key autoincrement, article integer not null references articles (id) on delete cascade,
  story integer, kind text not null, person text, org text, from_org text, to_org text, role text, status text not null,
  confidence real not null, quote text not null, rule text not null, attribution text,
  named_source integer not null default 0, contradicted integer not null default 0, rank integer not null default 0,
  start integer not null default 0, numbers text not null default '[]', past integer not null default 0,
  reason text not null default ''
);
create index claims_by_article on claims (article);
create index claims_by_story on claims (story);
create table stories (
  key integer primary key autoincrement, born real not null, last_told_of real not null, withdrawn integer not null default 0,
  memory integer not null default 0, merged_into integer, undecided integer not null default 1
);
create index stories_undecided on stories (undecided) where undecided = 1;
create table story_handles (
  handle text not null, story integer not null references stories (key) on delete cascade, primary key (handle, story)
) without rowid;
create table people (id integer primary key autoincrement, name text not null);
create table spellings (
  person integer not null references people (id) on delete cascade, spelling text not null, primary key (person, spelling)
) without rowid;
create table person_handles (
  handle text not null, person integer not null references people (id) on delete cascade, primary key (handle, person)
) without rowid;
create table moves (
  id integer primary key autoincrement, story integer not null references stories (key) on delete cascade,
  person integer references people (id) on delete cascade, person_name text, kind text not null, company text, from_company text,
  to_company text, role text, rank integer not null, status text not null, date real not null, confidence real not null,
  differences text not null default '[]', past integer not null default 0, claims text not null default '[]'
);
create index moves_by_story on moves (story);
create index moves_by_person on moves (person, date);
create index moves_by_company on moves (company, date);
create index moves_by_from on moves (from_company, date);
create index moves_by_to on moves (to_company, date);
create table judgements (
  id integer primary key autoincrement, verdict text not null, subject text not null, other text, by_whom text not null,
  at real not null, note text not null default ''
);
create table decisions (
  story integer not null references stories (key) on delete cascade, channel text not null, outcome text not null,
  reason text not null, at real not null, primary key (story, channel)
) without rowid;
create table deliveries (
  id integer primary key autoincrement, key text not null unique, story integer not null, channel text not null,
  revision integer not null, part integer not null, stage text not null, state text not null, payload text not null,
  created real not null, first_attempt real, last_attempt real, not_before real,
  attempts integer not null default 0, timestamp text, reason text, held integer not null default 0,
  sample integer not null default 0,
  unique (story, channel, revision, part)
);
create index deliveries_open on deliveries (channel, id) where state in ('pending', 'posting') and held = 0;
create table routes (
  channel text primary key, parked_until real, reason text, notified_at real, last_post real
) without rowid;
create table leases (
  name text primary key, owner text not null, pid integer not null, host text not null, expires real not null
) without rowid;
create table facts (name text primary key, value text not null) without rowid
"""

FAULTS = """
alter table deliveries add column folded_into integer;
alter table deliveries add column look_since real;
alter table deliveries add column published real;
alter table deliveries add column posted real;
alter table deliveries add column alone integer not null default 0;
create index deliveries_folded on deliveries (folded_into) where folded_into is not null;
create table removals (
  id integer primary key autoincrement, channel text not null, timestamp text not null, not_before real,
  unique (channel, timestamp)
);
create table forgotten (key blob primary key) without rowid
"""

BELIEF = """
create index moves_of_leaders_to on moves (to_company) where rank >= 5;
create index moves_of_leaders_at on moves (company) where rank >= 5;
drop index stories_undecided;
create index stories_undecided on stories (key) where undecided > 0;
create index stories_merged on stories (merged_into) where merged_into is not null
"""

CLUSTERS = """
create table clusters (
  story integer primary key references stories (key) on delete cascade, company text not null, memory_since real not null,
  begins real not null, ends real not null
);
create index clusters_by_company on clusters (company, ends);
create table background (
  name text primary key, is_company integer not null, asked real not null, fetched real, lines text not null default '[]'
) without rowid;
create index background_due on background (fetched, asked);
alter table articles add column asked integer not null default 0
"""

CHOICES = """
create table subscriptions (
  id integer primary key autoincrement, channel text not null, name text not null, companies text not null, wish text not null,
  digest integer not null, by_whom text not null, at real not null
);
create index subscriptions_by_channel on subscriptions (channel);
create table channel_settings (channel text primary key, payload text not null) without rowid;
create table companies (name text primary key, payload text not null) without rowid;
create table wishes (
  reach text not null, name text not null, wish text not null, primary key (reach, name)
) without rowid;
create table mutes (
  id integer primary key autoincrement, subject text not null, name text not null, channel text, until real,
  by_whom text not null, at real not null
);
create table changes (
  id integer primary key autoincrement, at real not null, by_whom text not null, action text not null, said text not null
);
create table digest_items (
  channel text not null, story integer not null, said text not null, payload text not null, at real not null,
  primary key (channel, story)
) without rowid;
create table digests (channel text not null, date text not null, until real not null, primary key (channel, date)) without rowid;
alter table deliveries add column quiet_until real
"""

SOURCES = """
alter table feeds add column hot_until real;
alter table feeds add column noticed integer not null default 0;
create table added_feeds (
  url text primary key, publisher text not null, tier text not null, language text, added real not null
) without rowid;
create table hub_subscriptions (
  feed_url text primary key, token text not null unique, secret text not null, hub text not null, topic text not null,
  asked real, until real, pushes integer not null default 0
) without rowid
"""

ANY_CASE = """
drop index moves_by_company;
drop index moves_by_from;
drop index moves_by_to;
create index moves_by_company on moves (company collate nocase, date);
create index moves_by_from on moves (from_company collate nocase, date);
create index moves_by_to on moves (to_company collate nocase, date)
"""

TO_FIND = """
create table messages_to_find (
  id integer primary key autoincrement, channel text not null, key text not null unique, marks text not null, since real not null,
  thread text, not_before real
)
"""

TENURE = """
alter table claims add column tenure text not null default '[]';
alter table moves add column tenure text;
alter table moves add column origins text not null default '[]'
"""

# Who asks each second what is next must not turn over thousands of rows with their payloads to see that it is night.
OPEN = """
drop index deliveries_open;
create index deliveries_open on deliveries (channel, id, quiet_until, folded_into, state, held)
  where state in ('pending', 'posting') and held = 0
"""

NUMBER = 12
