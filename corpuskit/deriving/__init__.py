"""Finished corpora → finished corpora: texts put back, parts, sums.

Everything passes through `corpuskit.packaging.package`, as in a build: all files are there, sealed and
swapped in whole.
"""
