"""Records against the contract: by schema, and by rules that a schema cannot express.

`validate_paths` is what the command calls. `checked` takes a source that is open already: a file of JSON lines
(`JsonLines`), or tables of the contract's Arrow schema (`Tables`), such as those of a build before they are packaged.
"""

from corpuskit.validating.batches import JsonLines, Tables
from corpuskit.validating.checking import checked
from corpuskit.validating.findings import Findings, Validation
from corpuskit.validating.rules import Context
from corpuskit.validating.sources import Openers, validate_paths

__all__ = [
    "Context",
    "Findings",
    "JsonLines",
    "Openers",
    "Tables",
    "Validation",
    "checked",
    "validate_paths",
]
