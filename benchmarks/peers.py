"""What peers do with the same records: to Parquet from ready JSON lines, and validation against the same schema."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from corpuskit.contract import schema

#: What a program imports besides the package that it is named after, and what brings both.
BESIDES = {"datatrove": ("orjson", "datatrove[io]")}

#: Programs by the package that they need; each writes the records of a file of JSON lines to Parquet, with zstd.
BUILDERS = {
    "datatrove": (
        "import json, shutil; from pathlib import Path\n"
        "from datatrove.executor import LocalPipelineExecutor\n"
        "from datatrove.pipeline.readers import JsonlReader; from datatrove.pipeline.writers import ParquetWriter\n"
        "out, lines = Path({out!r}), Path({lines!r}); shutil.rmtree(out, ignore_errors=True)\n"
        "flat = lambda self, data, path, number: dict(text=data['text'], id=data['id'], metadata=dict("
        "(k, v if isinstance(v, (str, int, float)) else json.dumps(v)) for k, v in data.items()"
        " if k not in ('text', 'id')))\n"
        "steps = [JsonlReader(str(lines.parent), glob_pattern=lines.name, adapter=flat),"
        " ParquetWriter(str(out), compression='zstd')]\n"
        "LocalPipelineExecutor(pipeline=steps, tasks=1, logging_dir=str(out / 'log')).run()"
    ),
    "datasets": (
        "import datasets, shutil; shutil.rmtree({out!r}, ignore_errors=True); datasets.disable_progress_bars()\n"
        "found = datasets.load_dataset('json', data_files={lines!r}, split='train', cache_dir={out!r})\n"
        "found.to_parquet({out!r} + '.parquet')"
    ),
    "polars": (
        "import polars; polars.read_ndjson({lines!r}, infer_schema_length=None)"
        ".drop('extra').write_parquet({out!r} + '.parquet', compression='zstd', compression_level=3)"
    ),
    "duckdb": (
        "import duckdb; c = duckdb.connect(); c.execute('set threads=1')\n"
        "c.execute(\"copy (select * from read_json('{lines}')) to '{out}.parquet'"
        ' (format parquet, compression zstd, compression_level 3)")'
    ),
}

#: What frictionless is asked of a record: it knows no rules for what lies in objects and arrays.
FLAT: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "constraints": {"required": True, "pattern": "[0-9a-f]{16}(-[0-9]+)?"}},
    "title": {"type": "string"},
    "credit_line": {"type": "string"},
    "date": {"type": "date"},
    "word_count": {"type": "integer", "constraints": {"minimum": 0}},
    "text_sha256": {"type": "string", "constraints": {"pattern": "[0-9a-f]{64}"}},
    "text": {"type": "string"},
    "provenance": {"type": "object"},
    "evidence": {"type": "array"},
    "caveats": {"type": "array"},
}


def validators(lines: Path, work: Path) -> dict[str, list[str]]:
    """Commands that validate the same records; those that are installed."""
    array, definition = work / "records.json", work / "schema.json"
    with lines.open(encoding="utf-8") as file, array.open("w", encoding="utf-8") as out:
        out.write("[")
        for number, line in enumerate(file):
            out.write(("," if number else "") + line.rstrip("\n"))
        out.write("]")
    items = {key: value for key, value in schema().items() if key != "$id"}
    definition.write_text(json.dumps({"type": "array", "items": items}), encoding="utf-8")
    one = work / "record.schema.json"
    one.write_text(json.dumps(items), encoding="utf-8")
    found = {
        "jsonschema": [sys.executable, "-c", _JSONSCHEMA, str(one), str(lines)],
    }
    if checker := _installed("check-jsonschema"):
        found["check-jsonschema"] = [checker, "--quiet", "--schemafile", str(definition), str(array)]
    if frictionless := _installed("frictionless"):
        table = work / "flat.jsonl"
        with lines.open(encoding="utf-8") as file, table.open("w", encoding="utf-8") as out:
            for line in file:
                record = json.loads(line)
                out.write(json.dumps({name: record[name] for name in FLAT}, ensure_ascii=False) + "\n")
        fields = [{"name": name, **asked} for name, asked in FLAT.items()]
        resource = {"name": "flat", "path": table.name, "format": "jsonl", "schema": {"fields": fields}}
        described = work / "flat.resource.json"
        described.write_text(json.dumps(resource), encoding="utf-8")
        found["frictionless (ten flat fields)"] = [frictionless, "validate", "--type", "resource", str(described)]
    return found


_JSONSCHEMA = (
    "import json, sys, jsonschema\n"
    "check = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])),"
    " format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)\n"
    "sys.exit(not all(check.is_valid(json.loads(line)) for line in open(sys.argv[2], encoding='utf-8')))"
)


def _installed(command: str) -> str | None:
    beside = Path(sys.executable).with_name(command)
    return str(beside) if beside.exists() else shutil.which(command)
