"""Half of one file of weights and half of another that was trained on from it.

    PYTHONPATH=. python training/splitting/blend.py BASE FITTED OUT

Weights that went on with other pastes know the kinds that are new and forget some of what they knew; their mean with
those they began from does better on both kinds than either alone on the other. It costs nothing when dumps are cut.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from average import NAMES, write


def blended(base: dict[str, Any], fitted: dict[str, Any]) -> dict[str, Any]:
    """The mean of both, in whole numbers (halves go to the even one)."""
    if any(base[name] != fitted[name] for name in ("clues", "roles")):
        raise SystemExit("the weights were made for different clues or roles")
    if base["made_with"]["title_lead"] != fitted["made_with"]["title_lead"]:
        raise SystemExit("the weights have different leads")
    kept = {name: fitted[name] for name in (*NAMES, "made_with")}
    arrays = {k: np.rint((np.array(base[k]) + np.array(v)) / 2).astype(int) for k, v in fitted.items() if k not in kept}
    return {**kept, **{name: values.tolist() for name, values in arrays.items()}}


def main() -> None:
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("base", type=Path)
    a.add_argument("fitted", type=Path)
    a.add_argument("out", type=Path)
    o = a.parse_args()
    base, fitted = (json.loads(path.read_text("utf-8")) for path in (o.base, o.fitted))
    if fitted["made_with"]["base"] != hashlib.sha256(o.base.read_bytes()).hexdigest():
        raise SystemExit(f"{o.fitted} was not trained on from {o.base}")
    data = blended(base, fitted)
    data["made_with"]["blended_with_base"] = 0.5
    write(data, o.out)


if __name__ == "__main__":
    main()
