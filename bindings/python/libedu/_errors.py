"""The base of the exceptions in libedu.errors."""
from __future__ import annotations


class EduError(Exception):
    """Something libedu could not do. It says where and why, and holds no value of the document."""

    #: an EDU_E… number, the same in every language
    code: int = 0
    #: JSON Pointer or /elmo/report[1]/…; "" where not known
    path: str = ""
    #: id of the broken rule, such as "json/duplicate-member"; "" where there is none
    rule: str = ""
    #: from 1; 0 where not known
    line: int = 0
    #: in bytes, from 1; 0 where not known
    column: int = 0
    #: bytes before the place
    offset: int = 0

    @property
    def message(self) -> str:
        """What is wrong, in one line, without the place."""
        return str(self.args[0]) if self.args else ""

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        about = ", ".join(part for part in (self.rule, self.path) if part)
        return f"{place}{self.message}" + (f" ({about})" if about else "")
