"""What corrections do: to fields, boundaries, outlets, caveats and whole records; and how a data set shows it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from corrected import ARTICLES, MEANT, paste, records, workspace

import corpuskit
from corpuskit import splitting
from corpuskit.checking.verifying.verify import verify
from corpuskit.model import CorpuskitError, Exit, Seed
from corpuskit.reading import read

TITLE = ARTICLES[MEANT][0]
QUOTE = 'quote = "Anglers hope for trout"'


def corrected(folder: Path, *stanzas: str, text: str | None = None) -> Path:
    """The workspace with corrections of the record that is meant: RECORD stands for its id and a quote."""
    text = text or paste()
    known = records(workspace(folder, text))[TITLE]
    written = "".join(f'[[correction]]\nreason = "because"\n{stanza}\n' for stanza in stanzas)
    return workspace(folder, text, written.replace("RECORD", f'record = "{known.id}"\n{QUOTE}'))


def test_a_corrected_field_says_who_says_so_why_and_what_stood_there(tmp_path: Path) -> None:
    found = records(corrected(tmp_path, 'RECORD\nfield = "title"\nvalue = "Weir goes"\nby = "P. Erson"'))["Weir goes"]
    evidence = [entry for entry in found.evidence if entry["field"] == "title"]
    assert [(entry["rule"], entry["source"]) for entry in evidence] == [
        ("corrected", f"corrections.toml, P. Erson: because (before: “{TITLE}”)")
    ]


def test_what_is_private_is_not_said_again(tmp_path: Path) -> None:
    made = corrected(tmp_path, 'RECORD\nfield = "title"\nvalue = "Weir goes"\nprivate = true')
    evidence = json.dumps(list(records(made)["Weir goes"].evidence))
    assert "(before: withheld)" in evidence
    assert "Mill owner" not in evidence


@pytest.mark.parametrize(
    ("value", "date", "partial", "precision"),
    [("2024-05-08", "2024-05-08", None, "day"), ("2024-05", None, "2024-05", "month"), ("", None, None, None)],
)
def test_a_date_may_be_known_in_part_or_not_at_all(
    tmp_path: Path, value: str, date: str | None, partial: str | None, precision: str | None
) -> None:
    made = corrected(tmp_path, f'RECORD\nfield = "date"\nvalue = "{value}"')
    found = records(made)[TITLE]
    assert (found.date, found.date_partial, found.date_precision) == (date, partial, precision)
    assert found.date_raw == "9 May 2024"
    assert any(caveat["code"] == "undated" for caveat in found.caveats) == (date is None)
    built = corpuskit.build(made)
    assert verify(built.dist).problems == ()
    assert corpuskit.validate(built.dist) == []


def test_the_id_stays_when_a_field_is_corrected(tmp_path: Path) -> None:
    before = records(workspace(tmp_path, paste()))
    after = records(corrected(tmp_path, 'RECORD\nfield = "subtitle"\nvalue = "A subtitle"'))
    assert [record.id for record in after.values()] == [record.id for record in before.values()]
    assert after[TITLE].subtitle == "A subtitle"


def test_outlets_are_looked_up_by_the_names_that_a_person_gives(tmp_path: Path) -> None:
    found = records(corrected(tmp_path, 'RECORD\nfield = "outlets"\nvalue = ["TASS", "Coast Courier"]'))[TITLE]
    assert [(outlet["name"], outlet["id"]) for outlet in found.outlets] == [("TASS", "tass"), ("Coast Courier", None)]
    assert found.outlets[0]["affiliation"] != "unknown"
    assert "state-affiliated-source" in [caveat["code"] for caveat in found.caveats]


def test_an_outlet_gets_another_entry_wherever_it_is_credited(tmp_path: Path) -> None:
    found = records(corrected(tmp_path, 'outlet = "Coast Courier"\nid = "tass"'))
    assert {(outlet["id"], outlet["country"]) for record in found.values() for outlet in record.outlets} == {
        ("tass", "RU")
    }
    none = records(corrected(tmp_path, 'outlet = "TASS"\nid = ""', text=paste().replace("Coast Courier", "TASS")))
    assert {outlet["affiliation"] for record in none.values() for outlet in record.outlets} == {"unknown"}


def test_a_withdrawn_caveat_stays_with_reason_and_name(tmp_path: Path) -> None:
    text = paste()
    for number, article in enumerate(ARTICLES, 6):
        text = text.replace(article[1], f"Coast Courier | {number:02}/05/2024")
    made = corrected(tmp_path, 'RECORD\ncaveat = "ambiguous-date"\nby = "P. Erson"', text=text)
    found = records(made)[TITLE]
    assert [(caveat["code"], caveat["withdrawn"]) for caveat in found.caveats] == [
        ("ambiguous-date", {"reason": "because", "by": "P. Erson"})
    ]
    built = corpuskit.build(made)
    tally = next(row for row in built.figures["caveats"]["codes"] if row["code"] == "ambiguous-date")
    assert tally["withdrawn"] == 1
    assert corpuskit.build(made, without=["caveats"]).exit_code == Exit.OK


def test_an_excluded_record_becomes_an_outside_span_without_text(tmp_path: Path) -> None:
    raw = paste().encode()
    lay = records(workspace(tmp_path, raw))[TITLE].provenance
    made = corrected(tmp_path, 'RECORD\nexclude = "privacy"\nby = "P. Erson"')
    built = corpuskit.build(made)
    spans = [json.loads(line) for line in (built.dist / "outside.jsonl").read_text("utf-8").splitlines()]
    assert [span for span in spans if span["kind"] == "excluded"] == [
        {
            "file": "paste.txt",
            "byte_start": lay["byte_start"],
            "byte_end": lay["byte_end"],
            "kind": "excluded",
            "text": None,
            "sha256": hashlib.sha256(raw[lay["byte_start"] : lay["byte_end"]]).hexdigest(),
            "reason": "privacy: because (P. Erson)",
        }
    ]
    assert verify(built.dist).problems == ()
    for path in built.dist.rglob("*"):
        if path.is_file():
            assert b"Hollin Beck" not in path.read_bytes(), path
    assert "excluded" in (built.dist / "DATASHEET.md").read_text("utf-8")


def test_an_identical_record_keeps_its_number_when_the_first_is_excluded(tmp_path: Path) -> None:
    twice = paste((*ARTICLES, ARTICLES[MEANT]))
    ids = [record.id for record in corpuskit.split(workspace(tmp_path, twice))]
    text = f'[[correction]]\nrecord = "{ids[MEANT]}"\n{QUOTE}\nexclude = "takedown"\nreason = "asked"\n'
    left = [record.id for record in corpuskit.split(workspace(tmp_path, twice, text))]
    assert left == [name for name in ids if name != ids[MEANT]]
    assert f"{ids[MEANT]}-2" in left


def test_a_record_that_does_not_begin_goes_on_with_the_one_above(tmp_path: Path) -> None:
    made = corrected(tmp_path, 'continues = "Night school finds"')
    found = records(made)
    assert [record for record in found if record and record.startswith("Night school")] == []
    assert "bookkeeping" in (found[TITLE].text or "")
    built = corpuskit.build(made)
    assert verify(built.dist).problems == ()
    assert "a record does not begin at paste.txt:19" in (built.dist / "DATASHEET.md").read_text("utf-8")


def test_each_correction_is_told_once_with_the_records_that_it_changed(tmp_path: Path) -> None:
    stanzas = ('RECORD\nfield = "section"\nvalue = "Rivers"', 'outlet = "Coast Courier"\nid = "tass"')
    built = corpuskit.build(corrected(tmp_path, *stanzas, 'continues = "Two roads close"'))
    told = json.loads((built.dist / "datasheet.json").read_text("utf-8"))["corrections"]
    name = records(workspace(tmp_path, paste()))[TITLE].id
    assert [(one["about"], one["records"]) for one in told] == [
        (f"section of record {name}", 1),
        ("outlet “Coast Courier”", 4),
        ("a record does not begin at paste.txt:25", 1),
    ]


def test_boundaries_of_a_written_layout_are_corrected_as_those_of_a_paste(tmp_path: Path) -> None:
    said = '[[correction]]\ncontinues = "Night school finds"\nreason = "one article"\n'
    said += '[[correction]]\nbegins = "Anglers hope for trout"\nreason = "two articles"\n'
    made = workspace(tmp_path, paste(), said)
    layout = 'seeds = ["paste.txt"]\nhead = ["title", "credit"]\ncredit = ["{outlet} | {date}"]\n'
    (made / "seeds/ours.layout.toml").write_text(layout, "utf-8")
    built = corpuskit.build(made)
    found = list(corpuskit.load(built.dist, form="records"))
    titles = [(record.title or "").split()[0] for record in found]
    assert titles == ["Harbour", "Library", "Mill", "Anglers", "Two"]
    assert (found[3].date, found[3].provenance["layout"]) == (None, "ours")
    assert "Coast Courier | 14 May 2024" in (found[3].text or "")
    assert verify(built.dist).problems == ()


def test_a_line_that_stands_in_several_places_is_told_by_what_stands_beside_it(tmp_path: Path) -> None:
    text = paste().replace(ARTICLES[3][0], "In brief").replace(ARTICLES[4][0], "In brief")
    made = corrected(tmp_path, 'continues = "In brief"\nabove = "Work"\nbelow = "Coast"', text=text)
    with pytest.raises(CorpuskitError, match="2 places"):
        records(made)
    made = corrected(tmp_path, 'begins = "In brief"\nabove = "The room above the chemist"', text=text)
    assert sum(entry["rule"] == "corrected" for record in corpuskit.split(made) for entry in record.evidence) == 1
    made = corrected(tmp_path, 'begins = "In brief"\neverywhere = true', text=text)
    assert sum(entry["rule"] == "corrected" for record in corpuskit.split(made) for entry in record.evidence) == 2


def test_a_persons_word_on_boundaries_holds_for_blocks_of_any_size(tmp_path: Path) -> None:
    path = tmp_path / "paste.txt"
    path.write_text(paste(ARTICLES * 3), "utf-8")
    view = read(Seed("paste.txt", str(path)))
    habits = splitting.learn(view)
    told = {line: line % 2 == 0 for line in range(22, 90, 19)}

    def starts(size: int) -> list[int]:
        cuts = splitting.cut(view, habits, block_size=size, told=told)
        return [
            cut.block.start + cut.spans.start[number]
            for cut in cuts
            for number in range(len(cut.spans))
            if cut.spans.record[number] >= 0
            and (number == 0 or cut.spans.record[number] != cut.spans.record[number - 1])
        ]

    whole = starts(1 << 20)
    assert starts(400) == whole
    assert starts(1_500) == whole
    assert whole != [start for start in whole if start in _plain(view, habits)]


def _plain(view: corpuskit.model.View, habits: splitting.Habits) -> set[int]:
    return {cut.block.start + start for cut in splitting.cut(view, habits) for start in cut.spans.start}


def test_the_manifest_tells_whether_corrections_were_the_same(tmp_path: Path) -> None:
    plain = corpuskit.build(workspace(tmp_path, paste())).manifest
    assert plain.content["corrections_sha256"] is None
    stanza = 'RECORD\nfield = "section"\nvalue = "Rivers"'
    first = corpuskit.build(corrected(tmp_path, stanza)).manifest
    again = corpuskit.build(corrected(tmp_path, f"# a remark\n{stanza}")).manifest
    assert first.content["corrections_sha256"] == again.content["corrections_sha256"] is not None
    assert first.records_sha256 == again.records_sha256 != plain.records_sha256
