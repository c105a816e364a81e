"""Secrets in private addresses, of which only a hash is kept."""

import secrets
from hashlib import sha256

TOKEN_BYTES = 32


def new_token() -> str:
    """Return a secret that fits an address: 256 random bits, told once."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """Return what is stored of a token: it has 256 random bits, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()
