"""The command line: one line of work for each command."""

from __future__ import annotations

import sys

import click


@click.group()
def main() -> None:
    """OrgWatch tells a Slack channel who joined, who left, who was promoted and what was reorganised."""


@main.command()
@click.option("--jsonl", is_flag=True, required=True, help="Read one item a line from standard input.")
def classify(jsonl: bool) -> None:
    """Read claims from news items."""
    import json

    from bot.detect.jsonl import answer

    for line in sys.stdin:
        if line.strip():
            click.echo(json.dumps(answer(json.loads(line)), ensure_ascii=False))
