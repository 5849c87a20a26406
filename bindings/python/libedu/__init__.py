"""Learning records: read, walk, check and convert ELM credentials, EMREX transcripts and their kin.

    import libedu

    with libedu.read("transcript.xml") as doc:
        for achievement in doc.record.achievements:
            print(achievement.specification.title("en"), [c.value for c in achievement.credits])
        result = doc.to("elm")
        print(result.ledger.counts)
        print(bytes(result.document).decode())

Documents are the faithful trees of what was read; Document.record is the same as typed objects of the
core model (module libedu.core). Document.redact() makes smaller documents. Module libedu.emrex has the messages
of EMREX, libedu.trust verifies and makes signatures, libedu.privacy encrypts. Failures are exceptions derived
from EduError (module libedu.errors).

Threads: a document may be read by many threads. The GIL is released while whole documents are read,
written, checked or converted; don't write into a bytearray or mmap while loads() works on it.
"""
from . import emrex, errors, privacy, trust
from ._document import Document, Node, Result, loads, read
from ._entity import Entity, Text
from ._library import Format, __version__, formats
from ._report import Entry, Finding, Ledger, Place
from ._vocabulary import Code, Scheme, scheme, schemes
from .errors import (
    EduArgumentError, EduError, EduFormatError, EduIOError,
    EduInternalError, EduInvalidError, EduKeyError, EduLimitError,
    EduLossError, EduMemoryError, EduSignatureError, EduStateError,
    EduStoppedError, EduSyntaxError, EduUnsupportedError, EduVersionError,
)

__all__ = [
    "Code", "Document", "Entity", "Entry", "Finding", "Format", "Ledger", "Node", "Place", "Result", "Scheme",
    "Text", "__version__", "emrex", "errors", "formats", "loads", "privacy", "read", "scheme", "schemes", "trust",
    "EduArgumentError", "EduError", "EduFormatError", "EduIOError",
    "EduInternalError", "EduInvalidError", "EduKeyError", "EduLimitError",
    "EduLossError", "EduMemoryError", "EduSignatureError", "EduStateError",
    "EduStoppedError", "EduSyntaxError", "EduUnsupportedError", "EduVersionError",
]
