"""Settings of seeds that only a build can judge: each mistake is told at its line, with what was meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpuskit.model import CorpuskitError, Exit
from corpuskit.pipeline import Options, Run
from corpuskit.workspace import open_workspace

MISTAKES = {
    'layout = "nexiss-txt"': ('there is no layout "nexiss-txt"', 'did you mean layout = "nexis-txt"?'),
    'layout = "ownn"': ('there is no layout "ownn"', 'did you mean layout = "own"?'),
    'layout = "?"': ('there is no layout "?"', "layouts: own, "),
    'language = "eng"': ('two letters: en, not "eng"', 'write language = "en"'),
    'language = "zho-Hant"': ('two letters: zh, not "zho"', 'write language = "zh-Hant"'),
}
OWN = b'head = ["title", "credit"]\ncredit = ["{outlet} | {date}"]\n'


@pytest.mark.parametrize("setting", MISTAKES)
def test_a_wrong_setting_is_told_at_its_line(setting: str, workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"a.txt": b"x", "own.layout.toml": OWN}, config=f'# ours\n[seeds."*.txt"]\n{setting}\n')
    with pytest.raises(CorpuskitError) as failed:
        Run(open_workspace([folder]), Options())
    (found,) = failed.value.problems
    reason, remedy = MISTAKES[setting]
    assert failed.value.exit_code is Exit.USAGE
    assert (found.code, found.place.line) == ("config-invalid", 3)
    assert reason in found.message
    assert found.hint.startswith(remedy)


@pytest.mark.parametrize("setting", ['layout = "own"', 'layout = "csv"', 'language = "de-AT"', 'language = "ceb"'])
def test_a_setting_that_is_known_is_taken(setting: str, workspace_folder: Callable[..., Path]) -> None:
    folder = workspace_folder({"a.txt": b"x", "own.layout.toml": OWN}, config=f'[seeds."*.txt"]\n{setting}\n')
    assert Run(open_workspace([folder]), Options()).seeds
