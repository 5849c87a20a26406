"""Policies for Document.redact(), and encryption for one recipient. docs/privacy.md tells what both do and don't give.

Python can't overwrite its bytes: don't keep keys and passwords longer than they are needed.
"""
from __future__ import annotations

from . import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from _typeshed import ReadableBuffer


def policies() -> dict[str, dict[str, Any]]:
    """The policies that come with libedu, by name; a copy of one, changed, is a policy, too."""
    import json

    lines = map(json.loads, _native.edb_policies().splitlines())
    return {line["name"]: json.loads(line["policy"]) for line in lines}


def _key_bytes(key: ReadableBuffer | str) -> Any:
    return key.encode() if isinstance(key, str) else key


def encrypt(data: ReadableBuffer, recipient: ReadableBuffer | str) -> bytes:
    """Encrypt for one recipient: libsodium's sealed box in a container of libedu's own. Nobody knows who made it.

    recipient: their public key of type X25519: JWK, PEM, Multikey or did:key.
    """
    return _native.edb_encrypt(data, _key_bytes(recipient))


def decrypt(data: ReadableBuffer, key: ReadableBuffer | str, *, password: ReadableBuffer | None = None) -> bytes:
    """Open what encrypt() or `edu encrypt` made.

    key: the private key: JWK, PEM, or a key file of `edu keygen --type X25519`, opened with the password.
    """
    return _native.edb_decrypt(data, _key_bytes(key), password)
