"""Signatures: verdicts on them, seals and proofs made, selective disclosure. docs/trust.md says what a verdict means.

Nothing is opened but what is handed in: whom to trust, and what a document refers to by URL. Keys and passwords are
immutable objects in Python, which can't wipe them: a program that must do so signs in C, or in a device.
"""
from __future__ import annotations

from . import _native
from ._document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from typing import Any

    from _typeshed import ReadableBuffer

    #: bytes, or (owner, bytes): whose keys they are
    Anchor = ReadableBuffer | tuple[str, ReadableBuffer]
    #: bytes, or (password, bytes)
    Key = ReadableBuffer | tuple[str, ReadableBuffer]


class Remark:
    """Something to be told beside the axes of a signature."""

    __slots__ = ("kind", "rule", "text")

    def __init__(self, kind: str, rule: str, text: str):
        #: "statement", in words to be used as they are; "warning"; "extra": present and not verified
        self.kind = kind
        self.rule = rule
        self.text = text

    def __repr__(self) -> str:
        return f"<Remark {self.kind} {self.rule}>"


class Signature:
    """One signature, seal or proof: each axis answers for itself. Texts are "" where there is nothing to say."""

    #: what decided, and the same for people
    indication: str
    sub_indication: str
    rule: str
    reason: str
    #: "jades", "data-integrity", "sd-jwt", "xmldsig", …; "eddsa-jcs-2022" and the like
    envelope: str
    suite: str
    #: the axes: docs/trust.md has their values
    form: str
    integrity: str
    strength: str
    key_origin: str
    binding: str
    trust: str
    period: str
    holder: str
    constraint: str
    #: "RS256"; "RSA"; SHA-256 of the SubjectPublicKeyInfo, in hex; kid or verificationMethod, a claim
    algorithm: str
    key_type: str
    key_id: str
    key_name: str
    #: of the certificate; who that is; which of the anchors vouches
    subject: str
    certificate_issuer: str
    signer: str
    anchor: str
    #: when the signer says to have signed; when a timestamp proves that the signature existed
    claimed_time: str
    proven_time: str
    remarks: list[Remark]

    __slots__ = tuple(__annotations__)

    def __init__(self, remarks: list[Remark], **axes: str):
        for name, value in axes.items():
            setattr(self, name, value)
        self.remarks = remarks

    def __repr__(self) -> str:
        return f"<Signature {self.envelope} {self.indication}>"


class Verdict:
    """The answer for one document. A context manager; close() closes its document."""

    __slots__ = ("document", "good", "indication", "payload", "remarks", "signatures", "status", "sub_indication", "validity")

    def __init__(self, document: Document | None, lines: list[dict[str, Any]]):
        head, rest = lines[0], lines[1:]
        count = head["count"]
        remarks: list[list[Remark]] = [[] for _ in range(count + 1)]
        for line in rest[count:]:
            remarks[line.pop("on")].append(Remark(**line))
        #: "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE", "NOT-SIGNED", in the words of EN 319 102-1
        self.indication: str = head["indication"]
        self.sub_indication: str = head["sub_indication"]
        #: passed, and the credential is neither revoked, suspended nor outside its own validity
        self.good = bool(head["good"])
        self.status: str = head["status"]
        self.validity: str = head["validity"]
        #: exactly what was signed; None where nothing is, or it does not hold
        self.payload: str | None = head.get("payload")
        self.signatures = [Signature(remarks[i + 1], **line) for i, line in enumerate(rest[:count])]
        #: on the document
        self.remarks = remarks[0]
        #: what was signed, where libedu can read it; parsed from exactly those bytes
        self.document = document

    def close(self) -> None:
        if self.document is not None:
            self.document.close()

    def __enter__(self) -> Verdict:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Verdict {self.indication}>"


def _pieces(items: Iterable[Any]) -> bytes:
    """Things with or without a name, as bindings/edb_trust.h has them."""
    out = bytearray()
    for item in items:
        name, data = item if isinstance(item, tuple) else ("", item)
        for part in (name.encode(), bytes(data)):
            out += len(part).to_bytes(4, "big") + part
    return bytes(out)


def _time(at: datetime | str | None) -> str:
    from datetime import datetime, timezone

    if isinstance(at, str):
        return at
    return (at or datetime.now(timezone.utc)).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def verify(
    data: ReadableBuffer, trust: Iterable[Anchor] = (), *, at: datetime | str | None = None, allow_weak: bool = False,
    holder_binding: bool = False, audience: str | None = None, nonce: str | None = None, domain: str | None = None,
    challenge: str | None = None, resources: Mapping[str, ReadableBuffer] | None = None,
) -> Verdict:
    """The verdict on a document's signatures. A bad signature is an answer, not an exception.

    trust: certificates, keys, JWK sets, DIDs, as bytes; with an owner's URL or DID in front, whose they are. at: the time to
    judge by; now, without it. resources: what stands at the URLs that the document refers to: status lists, issuers' documents.
    audience, nonce: what a holder's proof has to name; domain, challenge: what a Data Integrity proof has to.
    """
    import json

    made = Document(_native.edb_verify(
        _time(at), allow_weak, holder_binding, audience, nonce, domain, challenge, _pieces(trust),
        _pieces((resources or {}).items()), data))
    lines = [json.loads(line) for line in _native.edb_take_verdict(made._handle).decode().split("\n") if line]
    if _native.edb_has_content(made._handle):
        return Verdict(made, lines)
    made.close()
    return Verdict(None, lines)


def sign(
    data: ReadableBuffer, keys: Iterable[Key], *, suite: str | None = None, at: datetime | str | None = None,
    algorithm: str | None = None, key_name: str | None = None, domain: str | None = None, challenge: str | None = None,
) -> bytes:
    """Seal a document, or add a proof to it. suite: "jades", "xmldsig", "vc-jwt", "eddsa-jcs-2022", …; else by document and key.

    keys: the key, and the certificates that go with it, as bytes; with a password in front where one opens it.
    """
    return _native.edb_sign(suite, _time(at), algorithm, key_name, domain, challenge, None, None, None, 0, None, _pieces(keys), data)


def issue(
    data: ReadableBuffer, keys: Iterable[Key], *, policy: str | None = None, hidden: Iterable[str] = (), vct: str | None = None,
    decoys: int = 0, holder: str | None = None, at: datetime | str | None = None, algorithm: str | None = None,
    key_name: str | None = None,
) -> bytes:
    """An SD-JWT whose claims can be disclosed one by one.

    policy: "transcript", "diploma", or a policy of one's own as JSON. hidden: JSON Pointers of further claims. holder: a JWK.
    """
    return _native.edb_sign("sd-jwt", _time(at), algorithm, key_name, None, None, policy, vct, "\n".join(hidden), decoys, holder,
                            _pieces(keys), data)


def present(
    token: ReadableBuffer, shown: Iterable[str] = (), *, policy: str | None = None, keys: Iterable[Key] | None = None,
    audience: str | None = None, nonce: str | None = None, at: datetime | str | None = None,
) -> bytes:
    """A selection of what an SD-JWT discloses; with the holder's key, a proof for audience with nonce that it is theirs."""
    if keys is not None and (audience is None or nonce is None):
        raise ValueError("a proof needs audience and nonce")
    return _native.edb_present(policy, "\n".join(shown), audience, nonce, _time(at), None if keys is None else _pieces(keys), token)


def make_key(type: str = "Ed25519", *, password: str | None = None) -> bytes:
    """A new private key: "Ed25519", "P-256", "P-384", "P-521", "RSA". PKCS#8 in PEM; with a password, a key file of libedu's."""
    return _native.edb_key_make(type, password)


def public_key(keys: Iterable[Key], form: str = "jwk") -> str:
    """The public key of a signer: "jwk", "pem", "did" (did:key), "thumbprint" (RFC 7638)."""
    return _native.edb_key_public(form, _pieces(keys)).decode()
