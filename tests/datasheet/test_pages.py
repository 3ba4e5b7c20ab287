"""The pages: the same bytes each time, warnings first, readable by their tools, safe with any title."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import datasheet_corpus as corpus
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from corpuskit import contract
from corpuskit.datasheet import pages
from corpuskit.datasheet.written.front_matter import emit, quoted

READER = corpus.reader()
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(corpus.HOSTILE)


def front_matter(card: str) -> dict[str, Any]:
    _, head, _ = card.split("---\n", 2)
    found: dict[str, Any] = yaml.safe_load(head)
    return found


def text(found: dict[str, bytes], path: str) -> str:
    return found[path].decode("utf-8")


def test_the_same_corpus_gives_the_same_bytes() -> None:
    assert pages(corpus.measured(), {}, corpus.about()) == pages(corpus.measured(), {}, corpus.about())


def test_a_reader_meets_the_warnings_before_anything_else() -> None:
    for path in ("README.md", "DATASHEET.md"):
        page = text(pages(corpus.measured(), {}, corpus.about()), path)
        assert page.index("Read this first") < page.index("\n## ")
        assert page.index("3 of 6 (50 %) records") < page.index("\n## ")


def test_unknown_is_shown_as_unknown() -> None:
    page = text(pages(corpus.measured(), {}, corpus.about()), "DATASHEET.md")
    version = corpus.about().registry.version
    row = next(line for line in page.splitlines() if line.startswith("| The Riverside Courier | 2 | unknown"))
    assert f"no entry in registry {version}; this is not a finding of independence" in row


def test_every_question_stands_with_its_mark() -> None:
    page = text(pages(corpus.measured(), {"maintainer": "Us"}, corpus.about()), "DATASHEET.md")
    marks = re.findall(r"^\*\*[0-9]+\. .*\*\* \*\((.*)\)\*$", page, re.MULTILINE)
    assert len(marks) == 57
    assert marks.count("measured") == 26
    assert marks.count("stated") == 1


def test_every_field_of_the_contract_is_in_the_data_dictionary() -> None:
    page = text(pages(corpus.measured(), {}, corpus.about()), "DATASHEET.md")
    for known in contract.fields(leaves=True):
        assert f"\n| {known.name} | {known.type} |" in page


def test_datasheet_json_follows_its_schema() -> None:
    checker = Draft202012Validator(contract.schema("datasheet"))
    Draft202012Validator.check_schema(contract.schema("datasheet"))
    for found in (pages(corpus.measured(), {}, corpus.about()), pages(*corpus.hostile(), corpus.about())):
        assert [error.message for error in checker.iter_errors(json.loads(found["datasheet.json"]))] == []


def test_a_corpus_without_records_has_pages() -> None:
    measures = corpus.Measures()
    measures.add_seed(corpus.view())
    found = pages(measures, {}, corpus.about())
    assert "No articles with no words" in text(found, "README.md")


def test_the_head_of_the_card_names_parquet_only() -> None:
    head = front_matter(text(pages(corpus.measured(), {}, corpus.about()), "README.md"))
    assert [entry["config_name"] for entry in head["configs"]] == ["records", "caveats", "evidence"]
    assert [entry.get("default", False) for entry in head["configs"]] == [True, False, False]
    paths = [file["path"] for entry in head["configs"] for file in entry["data_files"]]
    assert paths == ["data/records.parquet", "data/caveats.parquet", "data/evidence.parquet"]
    assert head["language"] == ["de", "en"]
    assert head["size_categories"] == ["n<1K"]


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ({}, {"license": "unknown"}),
        ({"license": "CC-BY-4.0"}, {"license": "cc-by-4.0"}),
        ({"license": "LicenseRef-x"}, {"license": "other", "license_name": "LicenseRef-x"}),
    ],
)
def test_the_licence_is_what_is_stated(stated: dict[str, str], written: dict[str, str]) -> None:
    head = front_matter(text(pages(corpus.measured(), stated, corpus.about()), "README.md"))
    assert {key: value for key, value in head.items() if key.startswith("license")} == written


def test_hostile_strings_stay_text_in_every_page() -> None:
    measures, config = corpus.hostile()
    found = pages(measures, config, corpus.about())
    head = front_matter(text(found, "README.md"))
    assert head["pretty_name"] == config["title"]
    assert head["tags"][: len(corpus.HOSTILE)] == list(corpus.HOSTILE)
    for path in ("README.md", "DATASHEET.md"):
        page = text(found, path)
        body = page.split("---\n", 2)[2] if path == "README.md" else page
        assert not any((ord(sign) < 32 and sign != "\n") or sign in "\u202e\u2066\ufeff\u200b\u2028" for sign in body)
        assert_harmless(body)


def assert_harmless(body: str) -> None:
    """No HTML, picture or code that we did not write, and links only to what they show or to files of the package."""
    for token in READER.parse(body):
        assert token.type not in {"html_block", "code_block"}
        if token.type == "fence":
            assert token.content.startswith("import pandas")
        for child, after in pairwise([*(token.children or ()), token]):
            assert child.type not in {"html_inline", "image", "code_inline", "s_open"}
            if child.type == "link_open":
                target = child.attrs["href"]
                assert target == after.content or "://" not in target


def test_headings_are_ours_alone() -> None:
    measures, config = corpus.hostile()
    plain = headings(text(pages(corpus.measured(), {}, corpus.about()), "DATASHEET.md"))
    assert headings(text(pages(measures, config, corpus.about()), "DATASHEET.md"))[1:] == plain[1:]


def headings(page: str) -> list[str]:
    tokens = READER.parse(page)
    return [after.content for before, after in pairwise(tokens) if before.type == "heading_open"]


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=60)
def test_yaml_reads_back_what_was_written(key_text: str, item: str) -> None:
    data = {"title": key_text, "list": [item, {"name": item, "more": key_text}], "n": 3, "b": True, "empty": []}
    assert yaml.safe_load(emit(data)) == data


@pytest.mark.parametrize(
    "odd", ["yes", "null", "~", "1.0", "2024-01-01", "", " ", "- a", "a: b", "#c", "\U0001f600\ufeff"]
)
def test_yaml_strings_stay_strings(odd: str) -> None:
    assert yaml.safe_load(quoted(odd)) == odd


def test_a_key_that_is_not_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="not a plain key"):
        emit({"a: b": 1})


def test_a_citation_needs_somebody_to_cite() -> None:
    assert "CITATION.cff" not in pages(corpus.measured(), {"title": "T"}, corpus.about())


def test_a_citation_holds_what_is_stated_and_no_more() -> None:
    config = {
        "title": "T: U",
        "creators": [{"name": "Given Family", "orcid": "0000-0002-1825-0097"}],
        "license": "CC-BY-4.0",
        "doi": "10.5281/zenodo.1",
    }
    found = yaml.safe_load(pages(corpus.measured(), config, corpus.about(epoch="2025-03-01"))["CITATION.cff"])
    assert found == {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it as below.",
        "type": "dataset",
        "title": "T: U",
        "authors": [{"name": "Given Family", "orcid": "https://orcid.org/0000-0002-1825-0097"}],
        "date-released": "2025-03-01",
        "license": "CC-BY-4.0",
        "doi": "10.5281/zenodo.1",
    }


def test_long_tables_say_how_many_rows_they_leave_off() -> None:
    measures = corpus.Measures()
    for number in range(60):
        measures.add_seed(corpus.view(f"{number:03}.txt", 10))
    page = text(pages(measures, {}, corpus.about()), "DATASHEET.md")
    assert "10 more rows are left off here." in page


def test_terms_and_contact_stand_on_the_card() -> None:
    config = {"license": "CC-BY-4.0", "contact": "https://example.org/errors", "citation": "Us (2025)."}
    page = text(pages(corpus.measured(), config, corpus.about()), "README.md")
    assert "Licence of the compilation: CC-BY-4.0. It says nothing about the articles themselves." in page
    assert "Errors, and requests to take something down: <https://example.org/errors>" in page
    assert "To cite: Us (2025)." in page


def test_yaml_takes_no_value_that_it_cannot_write() -> None:
    with pytest.raises(TypeError):
        emit({"a": 1.5})
