"""What several commands are given: a span of days, `--json`, and the settings as the environment has them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.settings import Settings


class Span(click.ParamType[timedelta]):
    """A number of days as people write it: 7d, or 36h."""

    name = "span"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """`7d` or `36h` as a timedelta."""
        if isinstance(value, timedelta):
            return value
        match = re.fullmatch(r"(\d{1,4})([dh])", str(value).strip())
        if match is None:
            self.fail(f"{value!r} is no span; write it as 7d or 36h", param, ctx)
        return timedelta(days=int(match[1])) if match[2] == "d" else timedelta(hours=int(match[1]))


BACKFILL = click.option("--backfill", type=Span(), metavar="7d", help="Tell also what is up to so old.")
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


def settings() -> Settings:
    """Everything an operator decided. Raises SettingsError with all that is wrong."""
    import os

    from bot.settings import load

    return load(os.environ)
