"""What people decided about links and actors: the file that keeps it, and what is in force.

How decisions are applied by a build is in ``applied`` and ``statements``, what is left to decide in ``review``.
"""

from ingest.decisions.decision import RELATIONS, Decision, Verdict
from ingest.decisions.log import FILE, DecisionLog
from ingest.decisions.rulings import Ruling, Rulings

__all__ = ["FILE", "RELATIONS", "Decision", "DecisionLog", "Ruling", "Rulings", "Verdict"]
