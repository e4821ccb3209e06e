"""What decoding raises, apart from the named errors so that a command that decodes nothing loads no decoder."""

from __future__ import annotations

import msgspec

__all__ = ["UNDECODABLE"]

UNDECODABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""All that decoding raises for bytes that are not what they should be, or are nested too deep."""
