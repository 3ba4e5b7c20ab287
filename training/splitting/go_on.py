"""Goes on from weights of corpuskit/splitting with real pages and short pieces among random pastes.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=.:benchmarks python training/splitting/go_on.py OUT \\
        --pool ../shared/splitting/pool_dev.jsonl --more ../shared/health/articles.dev.jsonl --pages FOLDER

FOLDER is that of benchmarks/real_pages.py, which downloads and renders the pages where it is empty. What goes on
forgets some of what it knew: blend.py puts it together with the weights it began from.

Deterministic: the same code, articles, pages and options give the same bytes with one version of NumPy on one kind of
processor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import real
import train
from average import average, write
from pastes import make_paste
from variety import briefly

from corpuskit.splitting.scoring import network

BASE = train.ROOT / "corpuskit/splitting/scoring/weights.json"
#: Articles of a paste of short pieces, and of a rough one.
BRIEF_COUNTS, ROUGH_COUNTS = (2, 2, 3, 3, 4, 5), (8, 12, 20, 30, 40)

#: What workers draw from, and the weights that hold pages to their titles: they inherit them, so that none is sent.
_POOL: list[Any] = []
_PAGES: list[Any] = []
_BASE: list[network.Weights] = []


def one_brief(seed: int) -> train.Made | None:
    """A paste of a few pieces of one to three sentences."""
    r = random.Random(seed)
    pieces = [piece for article in r.sample(_POOL, 200) if (piece := briefly(article, r))]
    return train.told(make_paste(pieces, r, r.choice(BRIEF_COUNTS)))


def one_rough(seed: int) -> train.Made | None:
    """A rough paste of many articles."""
    r = random.Random(seed)
    return train.told(make_paste(_POOL, r, r.choice(ROUGH_COUNTS), roughest=True))


def one_of_pages(seed: int) -> train.Made | None:
    """A paste of real pages."""
    return real.seen(*real.page_paste(_PAGES, random.Random(seed)), _BASE[0])


def made(o: argparse.Namespace, base: dict[str, Any]) -> list[train.Made]:
    """The pastes of all kinds, mixed."""
    _BASE[:] = [network.weights_from(base)]
    paths = f"{o.pool}\n{o.more}"
    _POOL[:], _PAGES[:] = train.pool_of(paths), real.load_pages(o.pages, o.half)
    r = random.Random(o.seed)
    tasks = [(o.seed * 1_000_000 + k, paths, r.choice(train.COUNTS)) for k in range(o.files)]
    found: list[train.Made] = []
    with train.FORKED.Pool(train.WORKERS) as workers:
        found += [each for each in workers.imap(train.one_paste, tasks, 4) if each is not None]
        for kind, (make, count) in enumerate(((one_of_pages, o.real), (one_brief, o.briefs), (one_rough, o.rough)), 1):
            seeds = [o.seed * 1_000_000 + kind * 100_000 + k for k in range(count)]
            some = [each for each in workers.imap(make, seeds, 4) if each is not None]
            print(f"{make.__name__}: {len(some)} of {count} pastes, {sum(len(s) for s, _ in some)} rows", flush=True)
            found += some
    r.shuffle(found)
    return found


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("out", type=Path)
    a.add_argument("--pool", required=True)
    a.add_argument("--more", default="", help="further articles (title, text, lang) without outlet, author or date")
    a.add_argument("--pages", type=Path, required=True, help="the folder of benchmarks/real_pages.py")
    a.add_argument("--base", type=Path, default=BASE, help="the weights from which to go on")
    a.add_argument("--half", type=int, choices=(0, 1), help="only pages of one half of the hosts, to measure the other")
    a.add_argument("--files", type=int, default=4000, help="random pastes")
    a.add_argument("--real", type=int, default=1000, help="pastes of real pages")
    a.add_argument("--briefs", type=int, default=1000, help="pastes of short pieces")
    a.add_argument("--rough", type=int, default=0, help="rough pastes of many articles")
    a.add_argument("--epochs", type=int, default=4)
    a.add_argument("--rate", type=float, default=1e-3)
    a.add_argument("--nets", type=int, default=2, help="networks that lie side by side in the weights")
    a.add_argument("--seed", type=int, default=77)
    o = a.parse_args()
    train.stop_unless_repeatable()
    base = json.loads(o.base.read_text("utf-8"))
    pastes = made(o, base)
    nets = [train.from_json(base, number, o.nets) for number in range(o.nets)]
    plain = [(train.full(sight), sight.forced, states) for sight, states in pastes]
    nets = train.all_fitted(nets, train.some_with_habits(pastes, plain, nets), o.epochs, o.rate, o.seed)
    options = ("half", "files", "real", "briefs", "rough", "epochs", "rate", "nets", "seed")
    made_with = {name: getattr(o, name) for name in options}
    made_with |= {"base": hashlib.sha256(o.base.read_bytes()).hexdigest(), "numpy": np.__version__}
    made_with |= {"pages": hashlib.sha256((o.pages / "pages.jsonl").read_bytes()).hexdigest()}
    data = average([train.to_json(net) for net in nets])
    kept = {"made_by": "training/splitting/go_on.py", "made_with": {**made_with, "title_lead": train.TITLE_LEAD}}
    write({**data, **kept}, o.out)


if __name__ == "__main__":
    main()
