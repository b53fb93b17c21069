"""AES-256-GCM: bytes sealed under a key and bound to what they are for. Nonces are random, 96 bits."""

from __future__ import annotations

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
OVERHEAD = _NONCE_BYTES + 16  # and the tag


class Tampered(ValueError):
    """What was sealed does not open: another key, another purpose, or it was changed."""


def seal(key: bytes, plain: bytes, *, bound_to: bytes) -> bytes:
    """Nonce, ciphertext and tag in one. Opens only with the same key and the same `bound_to`."""
    return _sealed(key, secrets.token_bytes(_NONCE_BYTES), plain, bound_to)


def wrap(key: bytes, secret: bytes, *, bound_to: bytes) -> bytes:
    """Another key, sealed; `unseal` opens it. The same each time: two processes that rotate write the same.

    The nonce follows from the secret, so that no two secrets share one. Only for what nobody could guess.
    """
    return _sealed(key, hmac.digest(key, bound_to + secret, "sha256")[:_NONCE_BYTES], secret, bound_to)


def unseal(key: bytes, sealed: bytes, *, bound_to: bytes) -> bytes:
    """What was sealed. Raises Tampered."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise Tampered("sealed data does not open with this key") from error


def _sealed(key: bytes, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)
