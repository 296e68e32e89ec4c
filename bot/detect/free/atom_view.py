"""Questions about what stands where among the atoms of a sentence, in languages whose nouns have capitals.

In: a sentence's atoms and a place. Out: whether something begins, ends or is tied there. It must never build anything.
"""

from __future__ import annotations

from bot.detect.atoms import Atom, Parsed, Type, What
from bot.detect.tokens import is_year
from bot.languages.names import names
from bot.languages.pack import Pack

TRUNCATED = 9  # atoms that words without their end can take
REACH = 12  # atoms in front of a post in which its bearer or the verb that gives it stands
TITLE = 3  # English words in front of the head of a title
DATING = frozenset({"since", "from_now", "month", "time"})  # classes of words that lead to a year


class View:
    """The atoms of one sentence."""

    def __init__(self, parsed: Parsed, pack: Pack) -> None:
        self.parsed = parsed
        self.atoms = parsed.atoms
        self.whats = [atom.what for atom in parsed.atoms]
        self.length = len(self.whats)
        self.pack = pack
        self.hyphened = "-" in parsed.sentence.lows

    def what(self, at: int) -> What | None:
        return self.whats[at] if 0 <= at < self.length else None

    def classes(self, at: int) -> frozenset[str]:
        return self.atoms[at].classes if 0 <= at < len(self.atoms) else frozenset()

    def text(self, first: int, last: int) -> str:
        """The words of atoms `first` up to `last`, as written."""
        tokens = self.parsed.sentence.tokens[self.atoms[first].first : self.atoms[last - 1].last]
        parts: list[str] = []
        for index, token in enumerate(tokens):
            if index and token.start > tokens[index - 1].end and token.text not in ",.;":
                parts.append(" ")
            parts.append(token.text)
        return "".join(parts).strip('„“"»« ')

    def glued_ahead(self, at: int) -> bool:
        """Whether a hyphen ties the next atom to this one ("KI-Stellen")."""
        return at + 1 < len(self.atoms) and self.atoms[at + 1].glued

    def truncated(self, at: int) -> bool:
        """Whether the word at `at` leaves its end to a later one ("Finanz- und Personalchefin")."""
        behind = self.atoms[at].last if 0 <= at < self.length else 0
        tokens = self.parsed.sentence.tokens
        return (
            0 < behind < len(tokens) - 1
            and tokens[behind].text == "-"
            and tokens[behind - 1].end == tokens[behind].start
            and (tokens[behind].end < tokens[behind + 1].start or tokens[behind + 1].text == ",")
            and self.what(at + 1) in (What.CONJUNCTION, What.COMMA)
        )

    def completed(self, at: int) -> int:
        """Where the word stands that gives the truncated ones from `at` on their end; `at` where none is."""
        if not self.hyphened:
            return at
        look = at
        while self.glued_ahead(look) or self.truncated(look):
            look += 2 if self.truncated(look) else 1
            if look - at > TRUNCATED:
                return at
        start = look
        while at < start < self.length and self.atoms[start].glued:
            start -= 1
        return start

    def tied(self, at: int) -> bool:
        """Whether the word at `at` can end a compound of plain words, known or not ("Quarantäne-Verstöße")."""
        strange = self.what(at) is What.NAME and self.atoms[at].type is Type.UNKNOWN
        return strange or self.what(at) in (What.WORD, What.STAFF, What.FIRM)

    def quoted(self, at: int) -> bool:
        first = self.atoms[at].first
        return first > 0 and self.parsed.sentence.tokens[first - 1].text in "„“\"»«‚‘'"

    def role_begins(self, at: int) -> bool:
        if not self.hyphened:
            return self.what(at) is What.ROLE
        look = self.completed(at)
        if look > at:
            return self.role_begins(look)
        while self.glued_ahead(look) and self.what(look) in (What.WORD, What.FIRM, What.NAME, What.STAFF, What.FORMER):
            look += 1
        if self.what(look) is What.ROLE and look > at:
            return self.what(at) is What.WORD
        return self.what(at) is What.ROLE

    def joins_name(self, at: int) -> bool:
        """Whether a plain word is tied to a strange one behind it, which nothing but a name can be ("Linden-Vahlkamp")."""
        return (
            self.what(at) is What.WORD
            and not self.classes(at) - {"verb"}
            and self.glued_ahead(at)
            and self.what(at + 1) is What.NAME
            and self.atoms[at + 1].type is Type.UNKNOWN
        )

    def opens_clause(self, at: int, end: int) -> bool:
        """Whether a headline's clause opens at `at`, and the verb of one subject stands at `end`."""
        acts = self.acts(end) and not self.atoms[end].low.endswith(self.pack.plural_endings)
        return self.opens_headline(at) and acts

    def opens_headline(self, at: int) -> bool:
        """Whether a headline, or what a mark parts off in it, opens at `at`."""
        return self.parsed.sentence.headline and (at == 0 or self.what(at - 1) is What.BREAK)

    def several(self, at: int) -> bool:
        """Whether a role is a plural, also at the end of a compound ("Grafikspezialisten")."""
        low = self.atoms[at].low.split()[-1]
        return "several" in self.pack.classes(low) or (
            not self.pack.classes(low) and low.endswith(tuple(self.pack.members("plural_end")))
        )

    def names_firm(self, at: int) -> bool:
        """Whether a name that can be a firm's stands at `at`, tied to nothing."""
        if self.what(at) is What.FIRM:
            return self.names_firm(at + 1)
        return (
            self.what(at) is What.NAME
            and self.atoms[at].type in (Type.ORG, Type.UNKNOWN)
            and not self.atoms[at].glued
            and not self.role_begins(at + 1)
        )

    def branch(self, at: int) -> bool:
        """Whether a country stands at `at`, which names a firm's branch behind its name ("Acme Österreich")."""
        return (
            "country" in self.classes(at)
            and self.atoms[at].capital
            and not self.atoms[at].glued
            and not self.glued_ahead(at)
        )

    def placed(self, at: int) -> bool:
        """Whether a plain capital word that completes an institution's name stands at `at` ("Kunsthalle Mannheim")."""
        return (
            self.what(at) in (What.WORD, What.NAME)
            and self.atoms[at].capital
            and not self.atoms[at].glued
            and self.atoms[at].type is not Type.PERSON
            and not self.role_begins(at)
            and not self.glued_ahead(at)
        )

    def sited(self, at: int) -> int:
        """Where the places end by which the plants before `at` are told ("das Werk Linden", "die Acme-Werke Linden und Vahl"),
        though no table may know them: they are nobody else's names. `at` itself where none is.
        """
        if "site" not in self.classes(at - 1):
            return at
        end = look = at
        while self.placed(look) and self.atoms[look].type is not Type.ORG:
            end = look + 1
            look = end + 1 if self.what(end) in (What.CONJUNCTION, What.COMMA) else end
            if look == end:
                break
        return end

    def dates(self, at: int) -> bool:
        """Whether a number is the year that a preposition or the word before it leads to ("seit 2019", "Ende 2019"), so that what
        follows is a phrase of its own ("seit 2019 Finanzchefin bei Acme").
        """
        return is_year(self.atoms[at].text) and bool(self.classes(at - 1) & DATING)

    def place_end(self, at: int) -> int:
        """Where the place ends that completes an institution's name at `at`, one or two ("Flughafen Köln-Bonn", "Sparkasse
        Linden-Vahlkamp"), of which no dictionary need know the second; else 0.
        """
        if self.placed(at):
            return at + 1
        second = at + 1
        two = self.glued_ahead(at) and not self.glued_ahead(second) and self.what(second) in (What.WORD, What.NAME)
        if not two or not self.atoms[at].capital or not self.atoms[second].capital or self.role_begins(at):
            return 0
        strange = self.what(second) is What.NAME and self.atoms[second].type not in (Type.ORG, Type.PERSON)
        return second + 1 if strange or self.atoms[second].low in names().places else 0

    def house(self, at: int, end: int) -> str:
        """An institution's name up to `end`, without the genitive's ending of the first ("des Flughafens Dortmund", "des
        Opernhauses Köln").
        """
        text = self.text(at, end)
        marks = self.pack.case_marks.get(self.atoms[at - 1].low, frozenset()) if at else frozenset()
        first, _, rest = text.partition(" ")
        if "gen" in marks and "nom" not in marks:
            first = next((bare for bare in self.ungenitive(first) if self.ends_as_house(bare)), first)
        return f"{first} {rest}"

    def ungenitive(self, word: str) -> list[str]:
        """A word without its genitive's ending, shorter first ("Opernhauses"), and without its "s" alone ("Theaters")."""
        bare = [word.removesuffix(ending) for ending in self.pack.genitive if word.endswith(ending)]
        return [*(one[:-1] for one in bare), *bare]

    def ends_as_house(self, word: str) -> bool:
        """Whether a word ends as one for an institution."""
        return "institution" in (self.pack.class_tails.find(word.casefold()) or ())

    def is_house(self, at: int) -> bool:
        """Whether an institution's word stands at `at`, also in the genitive."""
        if self.what(at) is not What.FIRM:
            return False
        return "institution" in self.classes(at) or any(map(self.ends_as_house, self.ungenitive(self.atoms[at].low)))

    def city_house(self, at: int) -> bool:
        """Whether a city's adjective and an institution are a name together ("Bremer Kunsthalle")."""
        return (
            "city" in self.classes(at - 1)
            and self.atoms[at - 1].capital
            and "institution" in self.classes(at)
            and not self.glued_ahead(at)
            and not self.atoms[at].glued
        )

    def ends_firm(self, at: int) -> bool:
        """Whether a plain noun right behind a firm's name in front of the verb belongs to the name ("Chef von Acme
        Natur geht").
        """
        named = self.what(at + 1) is What.COMMA and self.what(at + 2) is What.NAME
        return (
            self.what(at) is What.WORD
            and self.atoms[at].capital
            and not self.atoms[at].glued
            and not self.atoms[at].classes - {"verb"}
            and not names().of_place(self.atoms[at].low, self.pack.genitive)
            and (self.acts(at + 1) or (named and self.atoms[at + 2].type is Type.PERSON))
        )

    def closes(self, at: int) -> bool:
        """Whether an apposition can end here."""
        return at >= len(self.atoms) or self.what(at) in (
            What.COMMA,
            What.BREAK,
            What.TRIGGER,
            What.AUXILIARY,
        )

    def acts(self, at: int) -> bool:
        """Whether a verb stands here, so that the name before it is its subject."""
        return self.what(at) in (What.TRIGGER, What.AUXILIARY)

    def bears(self, at: int) -> bool:
        """Whether the name at `at` is that of the role's bearer."""
        if self.what(at) is not What.NAME or self.atoms[at].glued:
            return False
        return self.atoms[at].type in (Type.PERSON, Type.UNKNOWN) and not self.glued_ahead(at)

    def proper(self, at: int) -> bool:
        """Whether a plain noun without an article behind "von" stands alone, as only names do ("Chef von Lotus")."""
        atom = self.atoms[at]
        return (
            atom.capital
            and not self.glued_ahead(at)
            and not atom.classes - {"verb"}
            and (self.closes(at + 1) or self.what(at + 1) is What.CONJUNCTION)
        )

    def bare_place(self, at: int) -> bool:
        """Whether a plain noun without an article stands behind "bei", or behind "zu" where somebody changes, and in front of
        the verb's end ("scheidet bei Whirlpool aus").
        """
        return (
            self.leads_to_house(at)
            and not ("placing" in self.classes(at - 1) and self.atoms[at].low.endswith(self.pack.infinitive_endings))
            and self.what(at) is What.WORD
            and self.atoms[at].capital
            and not self.atoms[at].classes
            and not self.atoms[at].low.endswith(tuple(self.pack.members("thing_end")))
            and not self.glued_ahead(at)
            and (
                at + 1 == len(self.atoms)
                or self.what(at + 1) in (What.PARTICLE, What.TRIGGER, What.PREPOSITION, What.COMMA)
            )
        )

    def leads_to_house(self, at: int) -> bool:
        """Whether what stands before can only lead to a house: "bei", or "zu" where somebody changes to another ("wechselt zu")."""
        if "to" not in self.classes(at - 1):
            return "at" in self.classes(at - 1)
        return any(atom.what is What.TRIGGER and "changing" in self.pack.classes(atom.low) for atom in self.atoms)

    def lone_surname(self, at: int) -> bool:
        """Whether a common noun that no field of work explains stands behind the role like a name ("CEO Gulden
        verlässt").
        """
        atom = self.atoms[at] if at < len(self.atoms) else None
        return (
            atom is not None
            and (atom.what is What.WORD or (atom.what is What.FIRM and self.like_surname(atom)))
            and atom.capital
            and not atom.glued
            and (
                atom.surname
                or "department_role" not in self.pack.classes(self.atoms[at - 1].low)
                or self.like_surname(atom)
            )
            and not atom.classes & {"department", "country", "field", "generic"}
            and (
                at + 1 == len(self.atoms)
                or self.closes(at + 1)
                or self.what(at + 1) in (What.CONJUNCTION, What.PREPOSITION)
            )
        )

    def filled(self, at: int) -> bool:
        """Whether the post whose phrase begins at `at` is somebody else's, so that no name of one strange word behind it is its
        bearer's: behind "als" or "zum" where a verb stands before, behind a verb of being with a person in front of it, or
        behind a comma at a person's name ("Jane Roe wird Leiterin Supply Chain", "Jane Roe, Leiterin Supply Chain, …").
        Fails where a clause opens with "als" for a time.
        """
        before = self.what(at - 1)
        if before is What.COMMA:
            return self.what(at - 2) is What.NAME and self.atoms[at - 2].type is Type.PERSON
        if self.classes(at - 1) & {"as", "into_post"}:
            return any(
                what in (What.TRIGGER, What.AUXILIARY, What.NAME) for what in self.whats[max(0, at - REACH) : at - 2]
            )
        while at and (self.classes(at - 1) & {"from_now"} or self.what(at - 1) is What.PARTICLE):
            at -= 1  # "ist ab sofort …"
        if not at or not self.pack.classes(self.atoms[at - 1].low) & {"be"}:
            return False
        return any(atom.type is Type.PERSON for atom in self.atoms[max(0, at - REACH) : at - 1])

    def leads_field(self, at: int, first: int, fresh: bool) -> bool:
        """Whether what stands behind a post at `at` can only be its field: behind it follows a full name ("Bereichsleiter
        Personal Jane Roe"), or, where the post whose phrase begins at `first` is new, the house ("Neue Leiterin Supply Chain
        bei Acme") or the end of the clause whose verb it follows. A family name there is whoever has it.
        """
        look = at
        while look < min(self.length, at + TITLE + 1) and not self.atoms[look].surname:
            joins = self.what(look) is What.CONJUNCTION and look > at
            if not (joins or self.tells_field(look) or self.names_field(look)):
                break
            look += 1
        if look == at:
            return False
        atom = self.atoms[look] if look < self.length else None
        if atom is not None and atom.type is Type.PERSON and " " in atom.text:
            return True
        return fresh and (bool(self.classes(look) & {"at", "of"}) or (self.closes(look) and self.acts(first - 1)))

    def names_field(self, at: int) -> bool:
        """Whether what reads like a strange name at `at`, tied to nothing, can be the field of a post ("Supply Chain"), or a known
        place, or what "&" joins ("People & Culture"), which makes a firm of other names.
        """
        if self.what(at) is not What.NAME or self.atoms[at].glued or self.glued_ahead(at) or self.atoms[at].possessive:
            return False
        atom = self.atoms[at]
        joined = atom.type is Type.ORG and "&" in atom.text and not names().known(atom.low.split())
        return joined or (atom.type in (Type.UNKNOWN, Type.PLACE) and not atom.surname)

    def title_end(self, at: int, first: int) -> int:
        """Where a title begins that English words in front open ("Sales Director", "Key Account Manager"), else 0. Two bare nouns
        side by side are no German phrase but where the first ends one behind a preposition ("hat in der Affäre Manager Roe
        …"), which is why none may stand before.
        """
        given = bool(self.classes(first - 1) & {"as", "into_post"})
        look = at
        while look < at + TITLE and (self.tells_field(look) or (given and self.names_field(look))):
            look += 1
        if look == at or self.what(look) is not What.ROLE or self.atoms[look].glued:
            return 0
        if not self.pack.members("title_head").intersection(self.atoms[look].low.split()):
            return 0
        return 0 if self.what(first - 1) is What.PREPOSITION and not given else look

    def tells_field(self, at: int) -> bool:
        """Whether a plain word with a capital stands at `at`, tied to nothing, which can tell what somebody directs."""
        if self.what(at) not in (What.WORD, What.STAFF):
            return False
        atom = self.atoms[at]
        return (
            atom.capital
            and not (atom.glued or self.glued_ahead(at))
            and not atom.classes & {"month", "time", "human", "firm", "pronoun", "from_now", "former", "unit"}
        )

    def like_surname(self, atom: Atom) -> bool:
        """Whether a compound ends as family names do, and no dictionary has it as a whole ("Vorständin Hufenbecher")."""
        ends = atom.low.endswith((*self.pack.surname_tails, *self.pack.members("surname_end")))
        return ends and atom.low not in self.pack.common and not self.pack.classes(atom.low)

    def heads(self, at: int) -> bool:
        """Whether the word tied to a chief's title can only be what he heads, or to any that somebody once had ("Ex-Thyssen-
        Manager"): no place, no department, no common part of titles.
        """
        after = self.atoms[at + 1]
        once = self.atoms[at].glued and self.what(at - 1) is What.FORMER
        leads = after.what is What.ROLE and (once or "head_role" in self.pack.classes(after.low))
        return leads and self.unexplained(at) and not self.linked(at)

    def linked(self, at: int) -> bool:
        """Whether a word has the letter that only links it to another, and is a field ("Nachhaltigkeits-Chefin")."""
        ends = (f"{end}{mark}" for end in self.pack.members("thing_end") for mark in self.pack.genitive)
        return self.atoms[at].low.endswith(tuple(ends))

    def housed(self, at: int) -> str | None:
        """The known firm that opens a title written as one word ("Bahnchef")."""
        atom = self.atoms[at]
        title = next((end for end in self.pack.members("housed") if atom.low.endswith(end)), "")
        house = atom.low.removesuffix(title) if title else ""
        return atom.text[: len(house)] if house and names().known([house]) else None

    def unexplained(self, at: int) -> bool:
        """Whether no place and nothing that people can lead stands at `at`."""
        low, classes = self.atoms[at].low, self.atoms[at].classes
        fields = {"department", "field", "generic", "jobs", "unit", "post", "country"}
        return not classes & fields and low not in names().places

    def doubled(self, at: int) -> bool:
        """Whether a hyphen ties two parts of one firm's name in front of a role ("Linden-Sample-Chef")."""
        if not self.glued_ahead(at):
            return False
        if self.what(at) is What.NAME:
            return self.what(at + 1) is What.NAME
        if self.what(at) is not What.WORD or not self.unexplained(at):
            return False
        word = self.what(at + 1) is What.WORD and self.glued_ahead(at + 1) and self.heads(at + 1)
        return word or (self.what(at + 1) is What.NAME and self.employs(at + 1))

    def titled(self, at: int) -> int:
        """Where a person's full name stands behind a word for people that no table knows ("Urgestein Jane Roe"),
        else 0.
        """
        look = at
        if self.classes(at) & {"month", "time"}:
            return 0
        while self.what(look) is What.WORD and self.atoms[look].capital and look < at + 4:
            look += 1
            if self.what(look) is What.CONJUNCTION and self.what(look + 1) is What.WORD:
                look += 1
        if look == at or self.what(look) is not What.NAME or self.atoms[look].glued:
            return 0
        if self.atoms[look - 1].low.endswith(tuple(self.pack.members("thing_end"))) or self.led_aside(at):
            return 0  # "in seiner Sitzung Jane Roe", "holt nach Kritik Jane Roe"
        once = at > 0 and self.what(at - 1) is What.FORMER and self.atoms[at].glued  # "Ex-Minister Jan Roe"
        human = (once or "human" in self.classes(look - 1)) and " " in self.atoms[look].text
        return look if self.atoms[look].type is Type.PERSON or (human and self.atoms[look].type is Type.UNKNOWN) else 0

    def led_aside(self, at: int) -> bool:
        """Whether the noun at `at`, or one that it completes, stands behind a preposition that leads to no people ("wegen", "nach
        Kritik von …"), perhaps with an article: a name behind it begins something else.
        """
        if "manner" in self.classes(at):
            return True  # "auf eigenen Wunsch"
        while at and self.what(at - 1) in (What.DETERMINER, What.QUALITY, What.OWN, What.NUMBER, What.FORMER):
            at -= 1
        led = self.what(at - 1) is What.PREPOSITION
        if led and self.atoms[at - 1].low not in self.pack.members("to_people"):
            return True
        before = at - 2 if led else at - 1
        return self.what(before) is What.WORD and self.atoms[before].capital and self.led_aside(before)

    def verbal(self, at: int) -> bool:
        atom = self.atoms[at]
        if atom.capital:
            return False
        return atom.what in (What.TRIGGER, What.AUXILIARY) or (atom.what is What.WORD and "verb" in atom.classes)

    def employs(self, at: int) -> bool:
        """Whether what stands at `at` is the employer in front of a role ("Acme-Chef", "Acmes Chef", "Acme
        Manager").
        """
        atom = self.atoms[at] if at < len(self.atoms) else None
        if atom is None or atom.what not in (What.NAME, What.FIRM, What.WORD):
            return False
        if not atom.capital and atom.what is not What.NAME:
            return False
        after = at + 1
        if atom.what is What.NAME:
            if self.glued_ahead(at) and self.what(after) in (What.NAME, What.WORD) and not self.role_begins(after):
                return self.employs(after)
            if "at" in self.classes(at - 1) and not (atom.possessive or self.glued_ahead(at)):
                return False  # "wird bei Acme Finanzchefin"
            if atom.type is Type.PERSON and not (atom.possessive and self.role_begins(after)):
                return False
            while self.what(after) in (What.QUALITY, What.FORMER):
                after += 1
            if after > at + 1 and not atom.possessive:
                return False
            if self.what(after) is What.ROLE and "successor" in self.classes(after) and not self.glued_ahead(at):
                return False  # "Roes Nachfolger", "Roe Nachfolger von …": a person
            return self.role_begins(after)
        return self.glued_ahead(at) and (self.role_begins(after) or self.employs(after))
