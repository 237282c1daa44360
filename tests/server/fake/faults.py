# SPDX-License-Identifier: MIT
"""Faults: which request they strike, and what they do to it.

A fault is an object of JSON.  "name" takes one of the faults below, and the
other fields add to it or change it:

    {"name": "503", "on": "POST /v1/files", "skip": 1, "times": 2}
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from typing import Any, Iterator, Optional

from .answer import Answer
from .check import (Check, anything, boolean, integer, items, nullable,
                    number, pairs, record, text)
from .errors import bad

HTML = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)


def error(message: str, kind: str, code: Optional[str]) -> dict[str, Any]:
    """The provider's error object."""
    return {"message": message, "type": kind, "param": None, "code": code}


def server_error(status: int) -> dict[str, Any]:
    """A status of 500 or more."""
    message = "The server had an error while processing your request. Sorry!"
    return {
        "status": status,
        "error": error(message, "server_error", None),
    }


BUSY = error(
    "Rate limit reached. Please try again later.",
    "requests",
    "rate_limit_exceeded",
)
PRESETS: dict[str, dict[str, Any]] = {
    "401": {
        "status": 401,
        "error": error(
            "Incorrect API key provided.",
            "invalid_request_error",
            "invalid_api_key",
        ),
    },
    "403": {
        "status": 403,
        "error": error(
            "Fine-tuning is not available for this organization.",
            "invalid_request_error",
            "training_not_available",
        ),
    },
    "404": {
        "status": 404,
        "error": error("Not found", "invalid_request_error", None),
    },
    "408": {"status": 408, "error": error("Timeout", "server_error", None)},
    "409": {
        "status": 409,
        "error": error("Conflict", "invalid_request_error", None),
    },
    # Comes before the body was read, and the connection ends with it.
    "413": {
        "status": 413,
        "early": True,
        "error": error("Too large", "invalid_request_error", None),
    },
    "429": {"status": 429, "error": BUSY},
    "429-after": {
        "status": 429,
        "error": BUSY,
        "headers": {"Retry-After": "1"},
    },
    "429-after-ms": {
        "status": 429,
        "error": BUSY,
        "headers": {"Retry-After": "1", "retry-after-ms": "50"},
    },
    "429-quota": {
        "status": 429,
        "error": error(
            "You exceeded your current quota, please check your plan and"
            " billing details.",
            "insufficient_quota",
            "insufficient_quota",
        ),
    },
    "500": server_error(500),
    "502": server_error(502),
    "503": server_error(503),
    "504": server_error(504),
    "html": {"status": 502, "kind": "text/html", "text": HTML},
    "html-200": {"status": 200, "kind": "text/html", "text": HTML},
    "empty": {"status": 200, "text": ""},
    "detail": {
        "status": 422,
        "text": '{"detail":[{"loc":["body"],"msg":"field required"}]}',
    },
    "reset-upload": {"reset": "request", "at": 1 << 16},
    "reset-answer": {"reset": "response", "at": 20},
    "cut-answer": {"cut": 20},
    "lost-answer": {"lose": True},
    "stalled-upload": {"stall": "request", "at": 1 << 16},
    "stalled": {"stall": "response", "at": 0},
    "stalled-answer": {"stall": "response", "at": 20},
    "slow": {"rate": 1000},
    "slow-upload": {"intake": 1 << 20},
    "mute": {"mute": True},
    "stuck": {"forget": ["after"], "edit": {"/has_more": True}},
    "truncated": {"garble": "truncate"},
    "invalid": {"garble": "invalid"},
    "redirect": {"redirect": "other"},
    "huge-error": {"status": 500, "size": 1 << 30},
    "wrong-size": {"edit": {"/bytes": 1}},
}


@dataclass
class Fault:
    """A fault; the comments tell what its fields mean."""

    # For messages and the log.
    name: str = ""
    # Method and path, with * and ?: "POST /v1/files".
    on: str = "* *"
    # Requests that are let pass first; then how many are struck, 0 for all.
    skip: int = 0
    times: int = 1
    # Only the part of an upload that was the Nth to be seen, each time it
    # is sent: parts are told apart by their bytes.
    part: int = 0
    # Only requests to another listener than "main".
    listener: str = "main"
    # Seconds before anything is done.
    delay: float = 0.0
    # An answer instead of the right one: with an error object, or a text, or
    # so many bytes of filler.
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    error: Optional[dict[str, Any]] = None
    text: Optional[str] = None
    kind: str = "application/json"
    size: int = 0
    # That answer comes before the body is read; or the deed is done first.
    early: bool = False
    done: bool = False
    # The deed is done, and there is no answer.
    lose: bool = False
    # A reset, or silence, after so many bytes of the request's or of the
    # response's body.
    reset: str = ""
    stall: str = ""
    at: int = 0
    # The connection is closed after so many bytes of the response's body.
    cut: Optional[int] = None
    # Bytes a second of the response's body, and of the request's.
    rate: int = 0
    intake: int = 0
    # No "100 Continue" is sent to who waits for it.
    mute: bool = False
    # Parameters of the query that are not looked at.
    forget: list[str] = field(default_factory=list)
    # Values of the answer, by JSON pointer, that are changed or dropped.
    edit: dict[str, Any] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)
    # JSON that is not: "truncate" (of the right length) or "invalid".
    garble: str = ""
    # To "other", or to a URL; {path} stands for what was asked for.
    redirect: str = ""

    def answer(self, other: str, path: str) -> Optional[Answer]:
        """The answer that stands in for the right one, if there is one."""
        if self.redirect:
            to = other + path if self.redirect == "other" else self.redirect
            location = {"Location": to.replace("{path}", path)}
            return Answer(self.status or 307, data=b"", headers=location)
        if not self.status:
            return None
        answer = Answer(self.status, kind=self.kind, close=self.early)
        answer.headers.update(self.headers)
        if self.size:
            answer.pieces, answer.size = filler(self.size), self.size
        elif self.text is not None:
            answer.data = self.text.encode()
        else:
            answer.value = {"error": self.error}
        return answer


def filler(size: int) -> Iterator[bytes]:
    """So many bytes that begin like an error object and never end."""
    start = b'{"error": {"message": "'
    yield start[:size]
    piece = b"x" * (1 << 18)
    for at in range(len(start), size, len(piece)):
        yield piece[: size - at]


def side(value: Any, name: str) -> None:
    """Where reset and stall strike."""
    text(choices=("request", "response"))(value, name)


FORM: dict[str, Check] = {
    "name": text(),
    "on": text(pattern=r"[A-Z*]+ [/*].*"),
    "skip": integer(0),
    "times": integer(0),
    "part": integer(0),
    "listener": text(choices=("main", "other")),
    "delay": number(0),
    "status": integer(200, 599),
    "headers": pairs(text()),
    "error": nullable(pairs(anything)),
    "text": text(),
    "kind": text(),
    "size": integer(0),
    "early": boolean(),
    "done": boolean(),
    "lose": boolean(),
    "reset": side,
    "stall": side,
    "at": integer(0),
    "cut": integer(0),
    "rate": integer(1),
    "intake": integer(1),
    "mute": boolean(),
    "forget": items(text(1)),
    "edit": pairs(anything),
    "drop": items(text()),
    "garble": text(choices=("truncate", "invalid")),
    "redirect": text(1),
}


def read_fault(value: Any) -> Fault:
    """A fault of its JSON; what does not conform is refused."""
    record({}, FORM)(value, "")
    preset = value.get("name", "")
    if preset and preset not in PRESETS and len(value.keys() - META) == 0:
        raise bad(f"No such fault: {preset}; there are {', '.join(PRESETS)}")
    merged = {**PRESETS.get(preset, {}), **value}
    if not merged.keys() - META:
        raise bad("This fault does nothing")
    return Fault(**merged)


META = {"name", "on", "skip", "times", "part", "listener"}
assert set(FORM) == {f.name for f in fields(Fault)}


class Faults:
    """The faults that wait for their request, the oldest first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rules: list[Fault] = []

    def add(self, values: list[Any]) -> None:
        """Add them, all or none."""
        rules = [read_fault(value) for value in values]
        with self.lock:
            self.rules += rules

    def clear(self) -> None:
        """Forget them."""
        with self.lock:
            self.rules = []

    def left(self) -> list[str]:
        """Those that have not struck as often as they will."""
        with self.lock:
            return [rule.name or rule.on for rule in self.rules]

    def pick(
        self, listener: str, method: str, path: str, part: int = 0
    ) -> Optional[Fault]:
        """The fault that strikes this request, and counts it."""
        with self.lock:
            for rule in self.rules:
                on_method, _, on_path = rule.on.partition(" ")
                if (
                    rule.part != part
                    or rule.listener != listener
                    or not fnmatchcase(method, on_method)
                    or not fnmatchcase(path, on_path)
                ):
                    continue
                if rule.skip > 0:
                    rule.skip -= 1
                    continue
                if rule.times == 1:
                    self.rules.remove(rule)
                elif rule.times > 1:
                    rule.times -= 1
                return rule
        return None
