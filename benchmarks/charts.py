"""One chart by plotting libraries and by hand: how many bytes, and whether two runs give the same.

    python -m venv charts
    charts/bin/pip install -e . matplotlib seaborn plotly altair vl-convert-python bokeh pygal pyecharts
    charts/bin/python benchmarks/charts.py

The chart is a bar chart of five outlets. Each is drawn as it comes out of the library, as SVG where it writes SVG and
else as a page that needs no network, in two processes of their own with different hash seeds. Libraries that are not
installed are named and left out.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import subprocess
import sys

NAMES = ["RT", "Sputnik", "Brownstone Institute", "SAVIMS", "The Libertarian Institute"]
COUNTS = [4, 2, 1, 1, 1]
#: What draws it, the distributions whose versions matter, and the code that leaves the bytes in ``made``.
WAYS = {
    "by hand (SVG)": (
        ("corpuskit-cli",),
        """
from corpuskit.datasheet.written.page.charts import Bar, Part, rows
made = rows("Records by outlet", [Bar(n, (Part("unknown", c),)) for n, c in zip(NAMES, COUNTS)]).encode()
""",
    ),
    "pygal (SVG)": (
        ("pygal",),
        """
import pygal
chart = pygal.HorizontalBar()
for n, c in zip(NAMES, COUNTS): chart.add(n, c)
made = chart.render()
""",
    ),
    "matplotlib (SVG)": (
        ("matplotlib",),
        """
import io, matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.barh(NAMES, COUNTS)
out = io.BytesIO(); figure.savefig(out, format="svg"); made = out.getvalue()
""",
    ),
    "matplotlib (SVG, hashsalt, no date)": (
        ("matplotlib",),
        """
import io, matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
plt.rcParams["svg.hashsalt"] = "x"
figure, axes = plt.subplots()
axes.barh(NAMES, COUNTS)
out = io.BytesIO(); figure.savefig(out, format="svg", metadata={"Date": None}); made = out.getvalue()
""",
    ),
    "seaborn (SVG)": (
        ("seaborn", "matplotlib"),
        """
import io, matplotlib
matplotlib.use("svg")
import seaborn
figure = seaborn.barplot(x=COUNTS, y=NAMES).figure
out = io.BytesIO(); figure.savefig(out, format="svg"); made = out.getvalue()
""",
    ),
    "altair (SVG by vl-convert)": (
        ("altair", "vl-convert-python"),
        """
import io, altair, pandas
data = pandas.DataFrame({"outlet": NAMES, "records": COUNTS})
out = io.StringIO()
altair.Chart(data).mark_bar().encode(x="records", y="outlet").save(out, format="svg")
made = out.getvalue().encode()
""",
    ),
    "altair (page, inline)": (
        ("altair", "vl-convert-python"),
        """
import io, altair, pandas
data = pandas.DataFrame({"outlet": NAMES, "records": COUNTS})
out = io.StringIO()
altair.Chart(data).mark_bar().encode(x="records", y="outlet").save(out, format="html", inline=True)
made = out.getvalue().encode()
""",
    ),
    "bokeh (page, inline)": (
        ("bokeh",),
        """
from bokeh.embed import file_html
from bokeh.plotting import figure
from bokeh.resources import INLINE
plot = figure(y_range=NAMES)
plot.hbar(y=NAMES, right=COUNTS, height=.8)
made = file_html(plot, INLINE, "Chart").encode()
""",
    ),
    "plotly (page, inline)": (
        ("plotly",),
        """
import plotly.graph_objects as go
made = go.Figure(go.Bar(x=COUNTS, y=NAMES, orientation="h")).to_html(include_plotlyjs=True).encode()
""",
    ),
    "pyecharts (page; loads its script from a network)": (
        ("pyecharts",),
        """
from pyecharts.charts import Bar
made = Bar().add_xaxis(NAMES).add_yaxis("records", COUNTS).render_embed().encode()
""",
    ),
}
END = "\nimport sys; sys.stdout.buffer.write(made)\n"


def version(name: str) -> str | None:
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return None


def drawn(code: str, hash_seed: str) -> bytes:
    program = f"NAMES = {NAMES!r}\nCOUNTS = {COUNTS!r}\n{code}{END}"
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment).stdout


def main() -> None:
    print("| drawn by | bytes | two runs | versions |\n| --- | ---: | --- | --- |")
    for name, (needed, code) in WAYS.items():
        versions = [version(part) for part in needed]
        if None in versions:
            print(f"| {name} | | not installed | |")
            continue
        first, second = drawn(code, "1"), drawn(code, "2")
        same = hashlib.sha256(first).digest() == hashlib.sha256(second).digest()
        print(f"| {name} | {len(first):,} | {'the same' if same else 'differ'} | {', '.join(map(str, versions))} |")


if __name__ == "__main__":
    main()
