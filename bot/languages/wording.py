"""How the bot speaks: every sentence and label of one language, from that language's wording.toml.

In: a language code, a kind, the slots that are known. Out: one sentence. It must never invent a slot: a template is
used only where all that it names is known, the first that fits. Adding a language is one file; a test holds each
against English, key by key and placeholder by placeholder.

Refusals, reasons and problems are worded where they arise, in English, for the command line and the log speak it, too;
a language has a table of them (`[line]`, English to its own), and a test finds every one in the code.

Where a number decides how the words beside it stand, both ways are written: {count:one story|# stories} (`Count`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Formatter

from bot.model import Extent, Kind, StoryStatus, Tenure


class Count(int):
    """A number that chooses its words: `f"{Count(1):# story|# stories}"` is "1 story". `#` is the number; only 1 is one."""

    def __format__(self, spec: str) -> str:
        one, both, many = spec.partition("|")
        return (one if self == 1 else many).replace("#", str(int(self))) if both else format(int(self), spec)


@dataclass(frozen=True, slots=True)
class Wording:
    """One language's texts. `turned` are the sentences on somebody who was to leave and stayed. `private` finds words on
    age, health and family, which are never repeated.
    """

    sentences: Mapping[Kind, tuple[str, ...]]
    turned: Mapping[Kind, tuple[str, ...]]
    statuses: Mapping[StoryStatus, str]
    labels: Mapping[str, str]
    languages: Mapping[str, str]
    private: re.Pattern[str]
    lines: tuple[tuple[re.Pattern[str], str], ...] = ()
    """Lines that the house words in English, each as a pattern with a group for each {}, and in this language."""

    def sentence(self, kind: Kind, slots: Mapping[str, str], status: StoryStatus) -> str:
        """The first template of this kind and status whose every placeholder is among `slots`, filled in."""
        turned = self.turned.get(kind) if status is StoryStatus.REVERSED else None
        for template in turned or self.sentences[kind]:
            if placeholders(template) <= slots.keys():
                return template.format_map(slots)
        raise LookupError(
            f"no {kind} sentence for {sorted(slots)}: the last template must need nothing but what is sure"
        )

    def line(self, english: str) -> str:
        """A refusal, a reason or a feed's problem, which the house words in English, in this language.

        What stands in a {} is looked up as well, for a line may quote another. One that is in no table stays English.
        """
        for pattern, template in self.lines:
            match = pattern.fullmatch(english)
            if match:
                return template.format(*(self.line(part) for part in match.groups()))
        return english

    def with_tenure(self, sentence: str, tenure: Tenure | None, status: StoryStatus) -> str:
        """The sentence on somebody who leaves, with how long they had been there; as it is where nobody knows, or they stay."""
        if tenure is None or status in (StoryStatus.DENIED, StoryStatus.REVERSED):
            return sentence
        if tenure.extent is Extent.NONE:
            return self.label("before_first_day", sentence=sentence)
        if tenure.extent is Extent.SEVERAL:
            return self.label("with_tenure", sentence=sentence, time=self.label(f"several_{tenure.unit}s"))
        time = self.label(f"{tenure.unit}s", count=tenure.count)
        if tenure.extent is not Extent.EXACTLY:
            time = self.label(f"{tenure.extent}_time", time=time)
        return self.label("with_tenure", sentence=sentence, time=time)

    def label(self, name: str, /, **values: object) -> str:
        """A fixed text by name, with its values filled in."""
        counted = {key: Count(value) if isinstance(value, int) else value for key, value in values.items()}
        return self.labels[name].format_map(counted)


def placeholders(template: str) -> set[str]:
    """The names between braces."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


SPOKEN = ("en", "de")
"""The languages in which a channel can be addressed."""


@cache
def wording(code: str) -> Wording:
    """The texts of a spoken language. Raises KeyError for another."""
    if code not in SPOKEN:
        raise KeyError(code)
    data = tomllib.loads(resources.files(f"bot.languages.{code}").joinpath("wording.toml").read_text("utf-8"))
    return Wording(
        sentences={Kind(kind): tuple(templates) for kind, templates in data["sentence"].items()},
        turned={Kind(kind): tuple(templates) for kind, templates in data["turned"].items()},
        statuses={StoryStatus(status): word for status, word in data["status"].items()},
        labels=data["label"],
        languages=data["language"],
        private=re.compile("|".join(data["private"]["patterns"]), re.IGNORECASE),
        lines=tuple(
            (_pattern(template), line)
            for template, line in sorted(data.get("line", {}).items(), key=lambda pair: -len(pair[0].replace("{}", "")))
        ),
    )


def _pattern(template: str) -> re.Pattern[str]:
    """A template with {} for what differs; the more is said in it, the sooner it is tried."""
    return re.compile("(.*?)".join(map(re.escape, template.split("{}"))), re.DOTALL)


def without_private(text: str, language: str) -> str:
    """The quote with words on age, health and family left out as […]; a language without a wording is left as it is."""
    if language not in SPOKEN:
        return text
    return wording(language).private.sub("[…]", text)
