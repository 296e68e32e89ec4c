"""Measures the reading of real news where it lies beside the checkout, and fails below today's floors.

    python -m tests.reading_floor EVALDIR

EVALDIR holds score.py, score_article.py and the development items; without it one line says that it was left out, the
news of our own included, for the scorer lies there too.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.reading_figures import answers, calibration, load, scorer, table

OWN = Path(__file__).parent / "corpus"

# Each floor is what was reached on all development items, less a little for change elsewhere; the news of our own was
# written by who had not read the rules, and is harder (tests/corpus/README.md).
FLOORS = {
    "dev_en.jsonl": ("all.relevance>=0.95", "all.claim>=0.86", "all.claim.precision>=0.90", "all.slot>=0.82"),
    "dev_de.jsonl": ("all.relevance>=0.95", "all.claim>=0.86", "all.claim.precision>=0.91", "all.slot>=0.82"),
    "news_en.jsonl": ("all.relevance>=0.88", "all.claim>=0.82", "all.claim.precision>=0.91", "all.slot>=0.78"),
    "news_de.jsonl": ("all.relevance>=0.89", "all.claim>=0.79", "all.claim.precision>=0.87", "all.slot>=0.71"),
}
ARTICLE_CORE = 8


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)


def main() -> int:
    where = Path(sys.argv[1])
    if not (where / "score.py").exists():
        print(f"reading: left out, no items at {where}")
        return 0
    failed = 0
    for name, needs in FLOORS.items():
        flags = [flag for need in needs for flag in ("--need", need)]
        file = OWN / name if (OWN / name).exists() else where / name
        done = run([where / "score.py", file, *flags])
        print(f"{name}: {(done.stdout or done.stderr).strip().splitlines()[-1]}")
        failed += done.returncode != 0
        items = load(file)
        print(f"  confidence  {table(calibration(scorer(where), items, answers(items)))}")
    need = ("--need", str(ARTICLE_CORE))
    done = run([where / "score_article.py", *need, where / "seed_dev.json", where / "seed_article_de.txt"])
    print(f"article: {(done.stdout or done.stderr).strip().splitlines()[-1]}")
    return 1 if failed or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
