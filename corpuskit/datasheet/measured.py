"""What a build can answer by itself: one function for each question that has a measure in questions.toml.

Each takes the figures and what the build knows of itself and returns paragraphs (worded in wording.toml) and tables.
It says what was counted and, where the build did not look, that it did not; it never says what such corpora are
usually like.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpuskit import contract
from corpuskit.caveats import health
from corpuskit.corrections.audit import precisions
from corpuskit.counting import counted
from corpuskit.datasheet import detection, notices
from corpuskit.datasheet.about import About
from corpuskit.datasheet.blocks import Block, Paragraph, listed, table
from corpuskit.datasheet.tallies.figures import Figures, share
from corpuskit.datasheet.tallies.measures import NO_OUTLET
from corpuskit.datasheet.wording import paragraph, say
from corpuskit.lexicon.outlets.registry import UNKNOWN


def what_a_record_is(figures: Figures, about: About) -> list[Block]:
    layouts = sorted({layout for seed in figures["seeds"] for layout in seed["layouts"]})
    return [paragraph("what_a_record_is", layouts=listed(layouts))]


def how_many(figures: Figures, about: About) -> list[Block]:
    length = {name: f"{figures['length'][name] or 0:,}" for name in ("least", "median", "greatest")}
    rows = [(outlet["name"], outlet["main"], outlet["records"], outlet["words"]) for outlet in figures["outlets"]]
    columns = ("outlet as printed", "records credited to it first", "records that credit it", "words")
    words = counted(figures["words"], "word")
    return [paragraph("how_many", records=_records(figures), words=words, **length), table(columns, rows, (1, 2, 3))]


def extent(figures: Figures, about: About) -> list[Block]:
    size = figures["bytes"]
    return [
        paragraph(
            "extent",
            seeds=_seeds(figures),
            total=counted(size["total"], "byte"),
            inside=share(size["in_records"], size["total"]),
            outside=f"{size['outside']:,}",
            unaccounted=f"{size['unaccounted']:,}",
        )
    ]


def what_a_record_holds(figures: Figures, about: About) -> list[Block]:
    return [paragraph("what_a_record_holds", texts=_filled(figures, "text"), schema=contract.schema_version())]


def labels(figures: Figures, about: About) -> list[Block]:
    if not about.assessed:
        return [paragraph("labels", "left_out")]
    rows = [(tally["code"], tally["caveats"], tally["records"]) for tally in figures["caveats"]["codes"]]
    words = [(row["affiliation"], row["records"]) for row in figures["affiliations"]]
    return [
        paragraph("labels", registry=about.registry.version),
        table(("affiliation of the main outlet", "records"), words, (1,)),
        table(("caveat", "caveats", "records"), rows, (1, 2)),
    ]


def missing(figures: Figures, about: About) -> list[Block]:
    rows = [(known["name"], known["empty"]) for known in figures["fields"] if known["empty"]]
    columns = ("field", "records in which it is empty")
    return [paragraph("missing", records=_records(figures)), table(columns, rows, (1,))]


def relations(figures: Figures, about: About) -> list[Block]:
    same = figures["duplicates"]
    records = counted(same["repeated_records"], "record")
    return [paragraph("relations", records=records, texts=counted(same["repeated_texts"], "text"))]


def splits(figures: Figures, about: About) -> list[Block]:
    return [paragraph("splits", records=_records(figures))]


def errors(figures: Figures, about: About) -> list[Block]:
    sure, same = figures["confidence"], figures["duplicates"]
    found: list[Block] = []
    if sure["measured"]:
        doubtful = share(sum(sure["tenths"][:9]), figures["records"])
        found.append(paragraph("errors", "boundaries", doubtful=doubtful, least=f"{sure['least']:.3f}"))
    if sure["not_measured"]:
        found.append(paragraph("errors", "unmeasured", share=share(sure["not_measured"], figures["records"])))
    counts = {
        "records": same["repeated_records"],
        "texts": same["repeated_texts"],
        "ambiguous": figures["dates"]["ambiguous"],
        "undated": _undated(figures),
    }
    found.append(paragraph("errors", "counted", **{name: f"{number:,}" for name, number in counts.items()}))
    if about.problems:
        found.append(table(("warning or note of the build", "times"), sorted(about.problems.items()), (1,)))
    if _marked_sentences(figures):
        found.append(paragraph("errors", "health", **detection.scores()))
    return found


def self_contained(figures: Figures, about: About) -> list[Block]:
    return [paragraph("self_contained", texts=_filled(figures, "text"), urls=_filled(figures, "url"))]


def alarming(figures: Figures, about: About) -> list[Block]:
    if not about.assessed:
        return [paragraph("alarming", "left_out")]
    found: list[Block] = [Paragraph(notice.text) for notice in notices.of_content(figures)]
    return [*found, paragraph("alarming", "limits")]


def groups_of_people(figures: Figures, about: About) -> list[Block]:
    extra = [row["name"] for row in figures["extra"]]
    if extra:
        return [paragraph("groups_of_people", "extra", fields=listed(extra))]
    return [paragraph("groups_of_people")]


def persons(figures: Figures, about: About) -> list[Block]:
    people = figures["authors"]
    return [paragraph("persons", names=f"{people['names']:,}", records=counted(people["records"], "record"))]


def how_fields_were_found(figures: Figures, about: About) -> list[Block]:
    rows = [
        (row["field"], row["from_bytes"], row["from_elsewhere"], listed(sorted(row["rules"]), 4))
        for row in figures["evidence"]
    ]
    return [
        paragraph("how_fields_were_found"),
        table(("field", "read from bytes", "from elsewhere", "rules"), rows, (1, 2)),
    ]


def means(figures: Figures, about: About) -> list[Block]:
    corrected = f"{corrected_entries(figures):,}"
    rows = [
        (seed["file"], seed["encoding"], seed["encoding_rule"], listed(seed["layouts"]), seed["records"])
        for seed in figures["seeds"]
    ]
    return [
        paragraph("means", version=about.corpuskit, schema=contract.schema_version(), corrected=corrected),
        table(("seed", "encoding", "known by", "layout", "records"), rows, (4,)),
        *exports(figures),
    ]


def exports(figures: Figures) -> list[Block]:
    """What the exports say of themselves: database, query, date, number of articles."""
    rows = [
        (seed["file"], name, listed(values)) for seed in figures["seeds"] for name, values in seed["export"].items()
    ]
    return [paragraph("means", "exports"), table(("seed", "says of itself", "as printed"), rows)] if rows else []


def time(figures: Figures, about: About) -> list[Block]:
    dates = figures["dates"]
    if dates["first"] is None:
        return [paragraph("time", "none")]
    parts = {name: f"{dates[name]:,}" for name in ("month", "year")}
    days = share(dates["day"], figures["records"])
    text = say("time", first=dates["first"], last=dates["last"], days=days, **parts)
    text += gaps(dates)
    rows = [(row["month"], row["records"]) for row in dates["months"]]
    return [Paragraph(text), table(("month", "records"), rows, (1,))]


def gaps(dates: Mapping[str, Any]) -> str:
    """The months in between without a record, in a sentence; "" where there are none."""
    found = [gap["from"] if gap["months"] == 1 else f"{gap['from']} to {gap['to']}" for gap in dates["gaps"]]
    return say("time", "gaps", gaps=listed(found)) if found else ""


def through_whom(figures: Figures, about: About) -> list[Block]:
    text = say("through_whom", seeds=_seeds(figures), outlets=_outlets(figures))
    if uncredited := of_affiliation(figures, NO_OUTLET):
        text += say("through_whom", "uncredited", records=counted(uncredited, "record"))
    return [Paragraph(text)]


def processing(figures: Figures, about: About) -> list[Block]:
    return [*steps(figures, about), outside(figures)]


def steps(figures: Figures, about: About) -> list[Block]:
    """What each step of the build did."""
    size = figures["bytes"]
    accounted = f"{size['in_records'] + size['outside']:,}"
    return [
        paragraph("processing", accounted=accounted, total=f"{size['total']:,}"),
        table(("step", "what it did"), _steps(figures, about)),
    ]


def outside(figures: Figures) -> Block:
    """The kinds of spans that belong to no record."""
    rows = [(row["kind"], row["spans"], row["bytes"], say("outside_kinds", row["kind"])) for row in figures["outside"]]
    return table(("outside span", "spans", "bytes", "what it is"), rows, (1, 2))


def _steps(figures: Figures, about: About) -> Iterable[tuple[str, str]]:
    total = counted(figures["bytes"]["total"], "byte")
    yield "read", say("processing", "read", seeds=_seeds(figures), total=total)
    spans = counted(sum(kind["spans"] for kind in figures["outside"]), "outside span")
    yield "cut", say("processing", "cut", records=_records(figures), spans=spans)
    entries = sum(row["from_bytes"] + row["from_elsewhere"] for row in figures["evidence"])
    yield "described", say("processing", "described", entries=counted(entries, "entry", "entries"))
    if about.assessed:
        caveats = counted(sum(tally["caveats"] for tally in figures["caveats"]["codes"]), "caveat")
        records = counted(figures["caveats"]["records"], "record")
        yield "marked", say("processing", "marked", caveats=caveats, records=records, registry=about.registry.version)
    else:
        yield "marked", say("processing", "not_marked")
    problems = counted(sum(about.problems.values()), "warning or note", "warnings or notes")
    yield "checked", say("processing", "checked", schema=contract.schema_version(), problems=problems)


def raw_data(figures: Figures, about: About) -> list[Block]:
    rows = [(seed["file"], seed["size"], seed["sha256"]) for seed in figures["seeds"]]
    return [paragraph("raw_data"), table(("seed", "bytes", "SHA-256"), rows, (1,))]


def software(figures: Figures, about: About) -> list[Block]:
    parts = [say("software", "registry", registry=about.registry.version)]
    if about.assessed:
        parts.append(str(health.detector()))
    parts += [f"{name} {version}" for name, version in about.extensions.items()]
    return [paragraph("software", version=about.corpuskit, parts=listed(parts))]


def skew(figures: Figures, about: About) -> list[Block]:
    total = figures["records"]
    found = [say("skew", "affiliations", shares=_shares(figures["affiliations"], "affiliation", total))]
    if figures["outlets"]:
        most = figures["outlets"][0]
        found.append(say("skew", "outlet", name=most["name"], share=share(most["main"], total)))
    found.append(say("skew", "languages", shares=_shares(figures["languages"], "language", total)))
    months = sorted(figures["dates"]["months"], key=lambda row: (-row["records"], row["month"]))
    if months:
        found.append(say("skew", "month", month=months[0]["month"], share=share(months[0]["records"], total)))
    return [Paragraph(" ".join(found))]


def what_figures_do_not_carry(figures: Figures, about: About) -> list[Block]:
    """Limits that follow from what was counted; what else the data suits is the maintainer's to say."""
    found = [say("what_figures_do_not_carry", "counts")]
    counts = {"unknown": of_affiliation(figures, UNKNOWN), "undated": _undated(figures)}
    for name, number in counts.items():
        if number:
            found.append(say("what_figures_do_not_carry", name, records=f"{number:,}"))
    if sentences := _marked_sentences(figures):
        found.append(say("what_figures_do_not_carry", "health", sentences=f"{sentences:,}"))
    if not about.assessed:
        found.append(say("what_figures_do_not_carry", "left_out"))
    return [Paragraph(" ".join(found))]


def form(figures: Figures, about: About) -> list[Block]:
    return [paragraph("form")]


def rights_of_others(figures: Figures, about: About) -> list[Block]:
    authors = counted(figures["authors"]["names"], "author")
    return [paragraph("rights_of_others", outlets=_outlets(figures), authors=authors, share=_filled(figures, "rights"))]


def known_errors(figures: Figures, about: About) -> list[Block]:
    return [*corrections(figures, about), *(audit(about) if about.judgements else ())]


def corrections(figures: Figures, about: About) -> list[Block]:
    """What people overruled, one by one, with their reasons."""
    withdrawn = withdrawals(figures)
    if not (about.corrected or withdrawn or corrected_entries(figures)):
        return [paragraph("known_errors", "none")]
    found: list[Block] = [
        paragraph(
            "known_errors",
            corrections=counted(len(about.corrected), "correction"),
            corrected=f"{corrected_entries(figures):,}",
            withdrawn=f"{withdrawn:,}",
        )
    ]
    if about.corrected:
        rows = [(each.about, each.records, each.correction.reason, each.correction.by) for each in about.corrected]
        found.append(table(("corrected", "records", "reason", "by"), rows, (1,), most=200))
    return found


def audit(about: About) -> list[Block]:
    """Precision as people found it in a random sample."""
    if not about.judgements:
        return [paragraph("known_errors", "unaudited")]
    names = judges(about)
    judged = counted(len(about.judgements), "record")
    text = paragraph("known_errors", "audited", judged=judged, by=f" by {listed(names)}" if names else "")
    rows = [
        (each.about, each.judged, each.right, f"{each.right / each.judged:.3f}", f"{each.low:.3f} to {each.high:.3f}")
        for each in precisions(about.judgements)
    ]
    return [text, table(("judged", "records", "right", "precision", "interval of 95 %"), rows, (1, 2, 3))]


def judges(about: About) -> list[str]:
    """Who judged the sample, as far as stated."""
    return sorted({said["by"] for said in about.judgements if "by" in said})


def withdrawals(figures: Figures) -> int:
    """Caveats that people withdrew."""
    return sum(tally["withdrawn"] for tally in figures["caveats"]["codes"])


def additions(figures: Figures, about: About) -> list[Block]:
    return [paragraph("additions", schema=contract.schema_version(), version=about.corpuskit)]


def _records(figures: Figures) -> str:
    return counted(figures["records"], "record")


def _seeds(figures: Figures) -> str:
    return counted(len(figures["seeds"]), "seed file")


def _outlets(figures: Figures) -> str:
    return counted(len(figures["outlets"]), "outlet")


def _undated(figures: Figures) -> int:
    return int(figures["records"] - figures["dates"]["day"])


def _marked_sentences(figures: Figures) -> int:
    return int(notices.of_code(figures, notices.CLAIMS)["caveats"])


def of_affiliation(figures: Figures, word: str) -> int:
    """Records whose main outlet has an affiliation."""
    return sum(row["records"] for row in figures["affiliations"] if row["affiliation"] == word)


def _filled(figures: Figures, name: str) -> str:
    """In how many records a field is filled, as a share."""
    known = next(known for known in figures["fields"] if known["name"] == name)
    return share(known["filled"], figures["records"])


def corrected_entries(figures: Figures) -> int:
    """Entries of evidence that a person's correction gave."""
    rules = (item for row in figures["evidence"] for item in row["rules"].items())
    return sum(times for rule, times in rules if rule.startswith("correct"))


def _shares(rows: Iterable[Mapping[str, Any]], name: str, total: int) -> str:
    return listed([f"{row[name]} {share(row['records'], total)}" for row in rows])
