"""Ids that a phone can make: time-ordered and unique everywhere."""

import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """Return a UUID version 7 (RFC 9562): 48 bits of milliseconds, the rest random."""
    milliseconds = time.time_ns() // 1_000_000
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)
