"""Prose to records: the general rules that find events, publications and partners in the pages that people write."""
