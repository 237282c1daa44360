# SPDX-License-Identifier: MIT
"""What goes wrong: the client's mistakes, and a client that is gone."""

from __future__ import annotations

from typing import Optional


class Refused(Exception):
    """A request that is answered with an error object.

    Each dialect has its own form of the object: see dialect.py.
    """

    def __init__(
        self,
        status: int,
        message: str,
        param: Optional[str] = None,
        code: Optional[str] = None,
        kind: str = "invalid_request_error",
        headers: Optional[dict[str, str]] = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.param = param
        self.code = code
        self.kind = kind
        self.headers = headers or {}


class Gone(Exception):
    """The connection is over: closed by the client, or by a fault."""


def bad(
    message: str, param: Optional[str] = None, code: Optional[str] = None
) -> Refused:
    """A request that does not conform."""
    return Refused(400, message, param, code)


def not_found(what: str, ident: str, param: str = "id") -> Refused:
    """An id that nobody has."""
    return Refused(404, f"No such {what}: {ident}", param, None)
