# SPDX-License-Identifier: MIT
"""The log: a line of JSON for each request, whole before its answer is sent,
so that a test that has the answer finds the line."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from fnmatch import fnmatchcase
from typing import IO, Any, Optional

from .stop import Stop
from .wire import Request

SECRET = ("authorization", "api-key")


def masked(value: str) -> str:
    """A secret: its scheme, and enough of a hash to compare it."""
    scheme, space, secret = value.rpartition(" ")
    digest = hashlib.sha256(secret.encode("latin-1")).hexdigest()[:12]
    return f"{scheme}{space}sha256:{digest}"


def key_seen(headers: dict[str, str], key: str) -> str:
    """Does the request carry the right key, another, or none?"""
    told = [headers[name].rpartition(" ")[2] for name in SECRET
            if name in headers]
    if not told:
        return "none"
    return "right" if key in told else "wrong"


def leaks(request: Request, key: str) -> list[str]:
    """Where the key stands though it should not."""
    found = ["target"] if key in request.target else []
    return found + [
        name
        for name, value in request.headers.items()
        if name not in SECRET and key in value
    ]


class Log:
    """Where the lines go; without a file, nowhere."""

    def __init__(self, file: Optional[IO[str]], key: str) -> None:
        self.file = file
        self.key = key
        self.lock = threading.Lock()
        self.ended = threading.Condition(self.lock)
        self.count = 0
        self.begun = time.monotonic()
        # Method, path and outcome of what was logged.
        self.past: list[tuple[str, str, str]] = []

    def begin(self, request: Request, listener: str) -> None:
        """Note what the head of a request tells."""
        with self.lock:
            self.count += 1
            number = self.count
        headers = {
            name: masked(value) if name in SECRET else value
            for name, value in request.headers.items()
        }
        request.log.update(
            n=number,
            ms=round((time.monotonic() - self.begun) * 1000),
            link=request.link.number,
            listener=listener,
            method=request.method,
            path=request.path,
            query=dict(request.query),
            headers=headers,
            key=key_seen(request.headers, self.key),
        )
        if found := leaks(request, self.key):
            request.log["leaks"] = found

    def end(self, request: Request, **more: Any) -> None:
        """Write the line."""
        entry = {**request.log, "body": request.body.received, **more}
        line = json.dumps(entry, separators=(",", ":"))
        with self.lock:
            if self.file:
                self.file.write(line.replace(self.key, "KEY") + "\n")
                self.file.flush()
            told = str(entry.get("aborted", entry.get("answer", "")))
            self.past.append((request.method, request.path, told))
            self.ended.notify_all()

    def wait(self, on: str, count: int, outcome: str, stop: Stop) -> int:
        """Wait until so many requests were logged; how many there are."""
        method, _, path = on.partition(" ")

        def there() -> int:
            return sum(
                fnmatchcase(m, method)
                and fnmatchcase(p, path)
                and fnmatchcase(told, outcome)
                for m, p, told in self.past
            )

        with self.lock:
            while there() < count and not stop.event.is_set():
                self.ended.wait(1)
            return there()

    def malformed(self, listener: str, why: str) -> None:
        """Write a line for what is no request."""
        with self.lock:
            if self.file:
                entry = {"listener": listener, "malformed": why}
                self.file.write(json.dumps(entry) + "\n")
                self.file.flush()
