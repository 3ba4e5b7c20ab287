"""A part of one file of weights and a part of others that were trained on from it.

    PYTHONPATH=. python training/splitting/blend.py BASE FITTED [FITTED …] OUT [--share 0.5]

Weights that went on with other pastes know the kinds that are new and forget some of what they knew; their mean with
those they began from does better on both kinds than either alone on the other. Of several fits, each with other pastes,
the mean is taken first: what is chance in each cancels out. Nothing of this costs time when dumps are cut. Clues that
the base does not know weigh nothing in it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from average import NAMES, write


def blended(base: dict[str, Any], fits: list[dict[str, Any]], share: float) -> dict[str, Any]:
    """The mean of the base and of the mean of the fits, which has ``share`` of it, in whole numbers (halves go to the
    even one).
    """
    clues = fits[0]["clues"]
    if any(fit["roles"] != base["roles"] or fit["clues"] != clues for fit in fits) or not set(base["clues"]) <= set(
        clues
    ):
        raise SystemExit("the weights were made for different clues or roles")
    if any(fit["made_with"]["title_lead"] != base["made_with"]["title_lead"] for fit in fits):
        raise SystemExit("the weights have different leads")
    first = np.zeros_like(np.array(fits[0]["first"]))
    first[:, [clues.index(clue) for clue in base["clues"]]] = base["first"]
    kept = {name: fits[0][name] for name in (*NAMES, "made_with")}
    names = [name for name in fits[0] if name not in kept]
    begun = {name: first if name == "first" else np.array(base[name]) for name in names}
    ended = {name: sum(np.array(fit[name], float) for fit in fits) / len(fits) for name in names}
    mean = {name: np.rint((1 - share) * begun[name] + share * ended[name]).astype(int) for name in names}
    return {**kept, **{name: values.tolist() for name, values in mean.items()}}


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("base", type=Path)
    a.add_argument("fitted", type=Path, nargs="+")
    a.add_argument("out", type=Path)
    a.add_argument("--share", type=float, default=0.5, help="of the fitted weights")
    o = a.parse_args()
    base, *fits = (json.loads(path.read_text("utf-8")) for path in (o.base, *o.fitted))
    begun = hashlib.sha256(o.base.read_bytes()).hexdigest()
    for fit, path in zip(fits, o.fitted, strict=True):
        if fit["made_with"]["base"] != begun:
            raise SystemExit(f"{path} was not trained on from {o.base}")
    data = blended(base, fits, o.share)
    data["made_with"] = {"fits": [fit["made_with"] for fit in fits], "title_lead": base["made_with"]["title_lead"]}
    data["made_with"] |= {"base": begun, "blended_with_base": o.share}
    write(data, o.out)


if __name__ == "__main__":
    main()
