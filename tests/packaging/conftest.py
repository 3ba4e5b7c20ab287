"""A record that follows the contract and says as little as it may."""

from __future__ import annotations

from typing import Any

import pytest

from corpuskit import contract


@pytest.fixture
def record() -> dict[str, Any]:
    empty = contract.required_empty()
    place = {
        "file": "a.txt",
        "file_sha256": "0" * 64,
        "view_sha256": "0" * 64,
        "encoding": "utf-8",
        "layout": "pasted",
        "line_start": 1,
        "line_end": 1,
    }
    return empty | {
        "schema_version": contract.schema_version(),
        "id": "00112233445566aa",
        "language": "und",
        "provenance": empty["provenance"] | place,
    }
