# SPDX-License-Identifier: MIT
"""Answers on their way out, and the faults that strike them there."""

from __future__ import annotations

import json
import time
from email.utils import formatdate
from http import HTTPStatus
from typing import Any, Optional

from .answer import Answer
from .errors import Gone
from .faults import Fault
from .stop import Stop
from .wire import Link, Request


def place(value: Any, pointer: str) -> tuple[Any, Any]:
    """The holder and the key that a JSON pointer names."""
    *way, last = pointer.split("/")[1:]
    for name in way:
        value = value[int(name) if isinstance(value, list) else name]
    return value, int(last) if isinstance(value, list) else last


def change(answer: Answer, fault: Fault) -> None:
    """Make the answer lie, or be no JSON."""
    for pointer, told in fault.edit.items():
        holder, key = place(answer.value, pointer)
        holder[key] = told
    for pointer in fault.drop:
        holder, key = place(answer.value, pointer)
        del holder[key]
    answer.headers.update(fault.headers)
    if fault.garble:
        data = answer.data or json.dumps(answer.value).encode()
        half = data[: len(data) // 2]
        answer.data = half if fault.garble == "truncate" else half + b"]}"


def outcome(fault: Optional[Fault]) -> str:
    """What the client will see of the answer, for the log."""
    if fault is None:
        return "whole"
    if fault.lose:
        return "lost"
    if fault.cut is not None:
        return "cut"
    if fault.reset == "response":
        return "reset"
    return "stalled" if fault.stall == "response" else "whole"


class Sender:
    """Sends an answer through a fault."""

    def __init__(
        self, link: Link, fault: Optional[Fault], stop: Stop
    ) -> None:
        self.link = link
        self.fault = fault or Fault()
        self.stop = stop

    def _break(self) -> None:
        """The offset of the fault is reached."""
        if self.fault.stall == "response":
            self.stop.wait_gone(self.link)
        if self.fault.cut is not None:
            self.link.close()
        else:
            self.link.reset()
        raise Gone("fault")

    def _break_at(self, size: Optional[int]) -> Optional[int]:
        """After how many bytes of the body; always before its end."""
        fault = self.fault
        if fault.cut is not None:
            at = fault.cut
        elif "response" in (fault.reset, fault.stall):
            at = fault.at
        else:
            return None
        return at if size is None else min(at, max(size - 1, 0))

    def send(self, request: Request, answer: Answer, now: Any) -> None:
        """Send head and body."""
        if self.fault.lose:
            self.link.close()
            raise Gone("lost")
        answer.settle()
        chunked = answer.size is None
        if chunked and request.http == "HTTP/1.0":
            chunked, answer.close = False, True
        head = head_of(request, answer, chunked, now)
        end = self._break_at(answer.size)
        pieces = answer.pieces or []
        small = isinstance(pieces, list) and answer.size is not None
        if end is None and not self.fault.rate and small:
            self.link.send(head + b"".join(pieces))
            return
        self.link.send(head)
        sent = 0
        for piece in pieces:
            view = memoryview(piece)
            while view:
                if sent == end:
                    self._break()
                n = len(view) if end is None else min(len(view), end - sent)
                if self.fault.rate:
                    n = self.stop.pace(self.fault.rate, n)
                self.link.send(framed(view[:n]) if chunked else view[:n])
                view = view[n:]
                sent += n
        if end is not None:
            self._break()
        if chunked:
            self.link.send(b"0\r\n\r\n")


def framed(view: memoryview) -> bytes:
    """A chunk."""
    return b"%x\r\n%b\r\n" % (len(view), view)


def head_of(
    request: Request, answer: Answer, chunked: bool, now: Optional[int]
) -> bytes:
    """Status line and headers."""
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    headers = {
        "Date": formatdate(now or time.time(), usegmt=True),
        "x-request-id": f"req_fake{request.log.get('n', 0):08d}",
        "openai-version": "2020-10-01",
        "openai-processing-ms": "1",
    }
    if answer.status != 204:
        headers["Content-Type"] = answer.kind
        if chunked:
            headers["Transfer-Encoding"] = "chunked"
        elif answer.size is not None:
            headers["Content-Length"] = str(answer.size)
    if answer.close:
        headers["Connection"] = "close"
    headers.update(answer.headers)
    lines = [f"HTTP/1.1 {answer.status} {phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
