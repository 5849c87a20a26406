"""EMREX without HTTP: the two forms that travel by a learner's browser, and a client's decision.

A client shows the page of request() and hands the body that comes back to receive(). A provider takes the body of the
request to read_request(), checks the return address with check_return_url(), and shows the page of response().
docs/emrex.md tells more.
"""
from __future__ import annotations

from . import _native
from ._document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from _typeshed import ReadableBuffer

OUTCOMES = ("ok", "error", "no-results", "cancelled")
DIALECTS = ("ncp", "emp")


class Match:
    """How well the learner of a transcript fits the person logged in; distances count letters."""

    __slots__ = ("birth", "closest", "family_name", "given_names", "name", "score")

    def __init__(self, score: int, family_name: int, given_names: int, name: int, closest: str, birth: str):
        #: as EMREX's original verifier counts; 0 is exact
        self.score = score
        self.family_name = family_name
        self.given_names = given_names
        #: to the name that comes closest
        self.name = name
        #: which that is: "current", "at-birth", "alternative"
        self.closest = closest
        #: "equal", "different", "missing"
        self.birth = birth

    def __repr__(self) -> str:
        return f"<Match name={self.name} birth={self.birth}>"


class Reply:
    """A client's decision on a response. A context manager; close() closes its document."""

    __slots__ = ("document", "match", "message", "notes", "reason", "rule", "signature", "verdict")

    def __init__(self, document: Document | None, decision: Mapping[str, Any]):
        #: "accepted", "unverified", "bad-signature", "other-person", …; only the first two come with a document
        self.verdict: str = decision["verdict"]
        #: the rule that a refusal rests on, and why, for people; "" where it is none
        self.rule: str = decision["rule"]
        self.reason: str = decision["reason"]
        #: the provider's message: foreign text, to be escaped
        self.message: str = decision["message"]
        #: "verified", "refused", "not checked"
        self.signature: str = decision["signature"]
        #: what was odd about the response, in words
        self.notes: list[str] = decision["notes"].splitlines()
        self.match: Match | None = None
        if decision["matched"]:
            self.match = Match(**{name: decision[name] for name in Match.__slots__})
        #: the transcript; None with a refusal
        self.document = document

    def close(self) -> None:
        if self.document is not None:
            self.document.close()

    def __enter__(self) -> Reply:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Reply {self.verdict}>"


class Request:
    """What a client asks of a provider."""

    __slots__ = ("fields", "return_url", "session_id")

    def __init__(self, session_id: str, return_url: str | None, fields: list[tuple[str, str]]):
        self.session_id = session_id
        #: not checked: check_return_url() does that
        self.return_url = return_url
        #: all fields in order, these two among them
        self.fields = fields

    def __repr__(self) -> str:
        return f"<Request of {len(self.fields)} fields>"


def request(session_id: str, return_url: str, fields: Mapping[str, str] | None = None, *, page: str | None = None) -> bytes:
    """The form of a request, as the body of a post; with page, the provider's address, a page that posts itself there.

    session_id: unguessable, 1 to 32 characters. return_url: https, or http on localhost.
    """
    from urllib.parse import urlencode

    return _native.edb_request_make(session_id, return_url, urlencode(fields or {}), page)


def receive(
    body: ReadableBuffer, session_id: str, family_name: str, given_names: str, birth_date: str | None, *,
    certificate: str | None = None, at: str | None = None, allow_weak: bool = False, name_distance: int = 0,
    without_birth_date: bool = False,
) -> Reply:
    """Take the decision that EMREX demands of a client. Forget the session id afterwards, whatever came of it.

    session_id: that of the request. The names and birth_date: of the person logged in.
    certificate: the provider's, from the registry, in PEM; without it the signature is not checked, and the best verdict
    is "unverified". at: the time to judge by, as 2026-01-15T09:00:00Z; now, without it. allow_weak: SHA-1 will do.
    name_distance: the largest distance of names that will do. without_birth_date: a missing birth date will do.
    """
    import json
    from datetime import datetime, timezone

    if certificate is not None and at is None:
        at = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    made = Document(_native.edb_receive(
        session_id, family_name, given_names, birth_date, name_distance, without_birth_date, certificate, at, allow_weak,
        body))
    decision = json.loads(_native.edb_take_decision(made._handle))
    if _native.edb_has_content(made._handle):
        return Reply(made, decision)
    made.close()
    return Reply(None, decision)


def read_request(body: ReadableBuffer) -> Request:
    """What the body of a request says. EduInvalidError when it is none."""
    import json

    first, *rest = map(json.loads, _native.edb_request_read(body).splitlines())
    return Request(first["session_id"], first.get("return_url"), [(field["name"], field["value"]) for field in rest])


def check_return_url(url: str, hosts: Iterable[str] = (), *, allow_localhost: bool = False) -> None:
    """Raise EduInvalidError unless personal data may be posted there.

    hosts: "example.org" is that host, ".example.org" every one below it. allow_localhost: for tests.
    """
    _native.edb_check_return_url(url, " ".join(hosts), allow_localhost)


def response(
    session_id: str, document: Document | ReadableBuffer | None = None, *, outcome: str = "ok", message: str | None = None,
    dialect: str = "ncp", page: str | None = None,
) -> bytes:
    """The form of a response, as the body of a post; with page, the return address, a page that posts itself there.

    document: the signed transcript; needed with "ok", and only there. outcome: "ok", "error", "no-results",
    "cancelled". dialect: "ncp" writes return codes that every client knows, "emp" those since 2022.
    """
    if outcome not in OUTCOMES or dialect not in DIALECTS:
        raise ValueError('outcome must be "ok", "error", "no-results" or "cancelled", dialect "ncp" or "emp"')
    xml: Any = document
    if isinstance(document, Document):
        # What was signed is what was read.
        xml = document.original or document.write()
    return _native.edb_response_make(session_id, OUTCOMES.index(outcome), DIALECTS.index(dialect), message, page, xml)
