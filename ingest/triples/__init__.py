"""Records to quads: one named graph a record, every link with the evidence that explains it."""

from ingest.triples.evidence import EVIDENCE
from ingest.triples.linked import LinkedRecord
from ingest.triples.record import record_quads, write_record

__all__ = ["EVIDENCE", "LinkedRecord", "record_quads", "write_record"]
