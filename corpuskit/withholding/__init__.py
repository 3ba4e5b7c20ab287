"""Releases without texts: what is taken out of records and outside spans, and how it is found again in a seed.

    redactor = Redactor(salt)
    part = redactor.redact(part, view)  # the same records and spans, without the words of the articles
    redactor.places_file()              # withheld.jsonl: where in the seed each value stands
    redactor.features_file()            # features.jsonl: what each text is like, if that was asked for
    redactor.facts()                    # what the manifest says of it

Taken out are texts, headings, credit lines, notices of correction and the text of outside spans; titles and other
printed values of more than `values.MOST` words; and any value at all that shares that many words and one more with the
text of its record. Ids, dates, outlets, counts, offsets and hashes stay.

withheld.jsonl says of each record where its values stand in the *normal text* of the seed: decoded, without byte-order
mark, line ends as LF. So they are found again in a copy with other line ends, in another Unicode encoding or under
another name, and the hash of the record's canonical line proves that it is the same.
"""

from corpuskit.withholding.redacting import FEATURES, PATH, REASON, Redactor, further, paragraph_hash, salt_of

__all__ = ["FEATURES", "PATH", "REASON", "Redactor", "further", "paragraph_hash", "salt_of"]
