"""The words a chat itself says (buttons, headings, help), one file a language.

In: a language's code. Out: its `Words`. Adding a language is a file and a line here. It must never hold foreign text.
"""

from bot.chat.words import de, en
from bot.chat.words.form import Words

_LANGUAGES = {language.code: language for language in (en.WORDS, de.WORDS)}


def words(code: str) -> Words:
    """Return the words of a language, English where it has none."""
    return _LANGUAGES.get(code, en.WORDS)


def codes() -> tuple[str, ...]:
    """Return the codes of all languages the chat speaks."""
    return tuple(_LANGUAGES)


__all__ = ["Words", "codes", "words"]
