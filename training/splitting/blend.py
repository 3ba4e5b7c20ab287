"""A part of one file of weights and a part of another that was trained on from it, half and half as a rule.

    PYTHONPATH=. python training/splitting/blend.py BASE FITTED OUT [--share 0.5]

Weights that went on with other pastes know the kinds that are new and forget some of what they knew; their mean with
those they began from does better on both kinds than either alone on the other. It costs nothing when dumps are cut.
Clues that the base does not know weigh nothing in it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from average import NAMES, write


def blended(base: dict[str, Any], fitted: dict[str, Any], share: float) -> dict[str, Any]:
    """The mean of both, ``share`` of it fitted, in whole numbers (halves go to the even one)."""
    if base["roles"] != fitted["roles"] or not set(base["clues"]) <= set(fitted["clues"]):
        raise SystemExit("the weights were made for different clues or roles")
    if base["made_with"]["title_lead"] != fitted["made_with"]["title_lead"]:
        raise SystemExit("the weights have different leads")
    first = np.zeros_like(np.array(fitted["first"]))
    first[:, [fitted["clues"].index(clue) for clue in base["clues"]]] = base["first"]
    kept = {name: fitted[name] for name in (*NAMES, "made_with")}
    arrays = {name: np.array(values, float) for name, values in fitted.items() if name not in kept}
    begun = {name: first if name == "first" else np.array(base[name]) for name in arrays}
    mean = {k: np.rint((1 - share) * begun[k] + share * v).astype(int) for k, v in arrays.items()}
    return {**kept, **{name: values.tolist() for name, values in mean.items()}}


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("base", type=Path)
    a.add_argument("fitted", type=Path)
    a.add_argument("out", type=Path)
    a.add_argument("--share", type=float, default=0.5, help="of the fitted weights")
    o = a.parse_args()
    base, fitted = (json.loads(path.read_text("utf-8")) for path in (o.base, o.fitted))
    if fitted["made_with"]["base"] != hashlib.sha256(o.base.read_bytes()).hexdigest():
        raise SystemExit(f"{o.fitted} was not trained on from {o.base}")
    data = blended(base, fitted, o.share)
    data["made_with"]["blended_with_base"] = o.share
    write(data, o.out)


if __name__ == "__main__":
    main()
