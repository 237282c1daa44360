# SPDX-License-Identifier: MIT
"""HTTP/1.1 on a socket: requests in, bytes out, nothing copied twice."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass, field
from typing import Any, Callable, Optional
from urllib.parse import parse_qsl, unquote_to_bytes, urlsplit

from .errors import Gone, Refused, bad

WINDOW = 1 << 18
LONGEST_LINE = 1 << 16
MOST_HEADERS = 100
ONCE = ("host", "content-length", "content-type", "authorization", "api-key")


class Link:
    """A connection: its buffered input, and its output."""

    def __init__(self, sock: socket.socket, number: int = 0) -> None:
        self.sock = sock
        self.number = number
        self.view = memoryview(bytearray(WINDOW))
        self.low = self.high = 0
        self.closed = False

    def _receive(self, view: memoryview) -> int:
        try:
            return self.sock.recv_into(view)
        except OSError as why:
            raise Gone(f"read: {why}") from why

    def readinto(self, view: memoryview) -> int:
        """Read what there is, at least a byte; 0 at the end."""
        have = self.high - self.low
        if have == 0:
            return self._receive(view)
        n = min(have, len(view))
        view[:n] = self.view[self.low : self.low + n]
        self.low += n
        return n

    def line(self) -> bytes:
        """Read a line, and return it without its end."""
        line = bytearray()
        while True:
            if self.low == self.high:
                self.low, self.high = 0, self._receive(self.view)
                if self.high == 0:
                    raise Gone("closed")
            have = bytes(self.view[self.low : self.high])
            end = have.find(b"\n")
            n = len(have) if end < 0 else end + 1
            line += have[:n]
            self.low += n
            if end >= 0:
                break
            if len(line) > LONGEST_LINE:
                raise Refused(431, "Request header fields too large")
        if not line.endswith(b"\r\n"):
            raise bad("A line of the head does not end in CR LF")
        return bytes(line[:-2])

    def send(self, data: bytes) -> None:
        """Write all of it."""
        try:
            self.sock.sendall(data)
        except OSError as why:
            raise Gone(f"write: {why}") from why

    def reset(self) -> None:
        """End the connection with a reset: what was on its way is lost."""
        linger = struct.pack("ii", 1, 0)
        try:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        except OSError:
            pass
        self.close()

    def finish(self) -> None:
        """Close so that the client can read what was sent: bytes that stand
        unread would turn the close into a reset."""
        try:
            self.sock.shutdown(socket.SHUT_WR)
            self.sock.settimeout(5)
            while self.sock.recv_into(self.view) > 0:
                pass
        except OSError:
            pass
        self.close()

    def close(self) -> None:
        """Close; what was sent may still arrive."""
        self.closed = True
        try:
            self.sock.close()
        except OSError:
            pass


class Body:
    """The body of a request, read once, from front to back.

    A trap is a fault that waits at an offset: no byte beyond it is read
    before the trap was called.
    """

    def __init__(
        self, link: Link, length: Optional[int], expects: bool
    ) -> None:
        self.link = link
        self.length = length
        self.chunked = length is None
        self.left = length or 0
        self.done = length == 0
        self.received = 0
        self.expects = expects
        # May wait before so many bytes are read, and says how many may be.
        self.pace: Optional[Callable[[int], int]] = None
        self.trap_at = -1
        self.trap: Optional[Callable[[], None]] = None

    def set_trap(self, at: int, trap: Callable[[], None]) -> None:
        """Call the trap when so many bytes were read."""
        self.trap_at, self.trap = at, trap

    def _allowed(self, want: int) -> int:
        if self.trap is None:
            return want
        if self.received >= self.trap_at:
            trap, self.trap = self.trap, None
            trap()
            return want
        return min(want, self.trap_at - self.received)

    def _next_chunk(self) -> None:
        size = self.link.line().split(b";")[0].strip()
        try:
            self.left = int(size, 16)
        except ValueError:
            raise bad("A chunk has no size") from None
        if self.left == 0:
            while self.link.line():
                pass
            self.done = True

    def readinto(self, view: memoryview) -> int:
        """Read some of the body; 0 at its end."""
        if self.expects:
            self.expects = False
            self.link.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        if not self.done and self.chunked and self.left == 0:
            self._next_chunk()
        if self.done:
            return 0
        want = self._allowed(min(len(view), self.left))
        if self.pace:
            want = self.pace(want)
        n = self.link.readinto(view[:want])
        if n == 0:
            raise Gone("closed in the body")
        self.left -= n
        self.received += n
        if self.left == 0:
            if not self.chunked:
                self.done = True
            elif self.link.line():
                raise bad("A chunk is longer than its size")
        if self.done:
            self._allowed(0)
        return n

    def read(self, most: int) -> bytes:
        """Read all of it; more than so many bytes are refused."""
        if self.left > most:
            raise Refused(413, "Request body too large")
        whole = bytearray()
        view = memoryview(bytearray(1 << 16))
        while n := self.readinto(view):
            whole += view[:n]
            if len(whole) > most:
                raise Refused(413, "Request body too large")
        return bytes(whole)

    def skip(self, most: int) -> bool:
        """Read what is left, if it is no more than so many bytes."""
        if self.done:
            return True
        if self.expects or self.chunked or self.left > most:
            return False
        view = memoryview(bytearray(1 << 16))
        while self.readinto(view):
            pass
        return True


@dataclass
class Request:
    """A request, of which the body may not have been read yet."""

    link: Link
    method: str
    target: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: Body
    http: str
    listener: str = ""
    log: dict[str, Any] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """Its value; "" when it was not sent."""
        return self.headers.get(name, "")

    def segments(self) -> list[str]:
        """The path in its decoded parts."""
        parts = self.path.split("/")[1:]
        try:
            return [unquote_to_bytes(part).decode("utf-8") for part in parts]
        except UnicodeDecodeError:
            raise bad("The path is not UTF-8") from None


def read_headers(link: Link) -> dict[str, str]:
    """Read the header fields; their names become lower case."""
    headers: dict[str, str] = {}
    count = 0
    while line := link.line():
        name, colon, value = line.partition(b":")
        count += 1
        if not colon or not name or name != name.strip():
            raise bad(f"Not a header: {line[:40]!r}")
        if count > MOST_HEADERS:
            raise Refused(431, "Request header fields too large")
        key = name.decode("latin-1").lower()
        told = value.strip().decode("latin-1")
        if key in headers and key in ONCE:
            raise bad(f"The header {key} stands twice")
        headers[key] = f"{headers[key]}, {told}" if key in headers else told
    return headers


def body_of(link: Link, method: str, headers: dict[str, str]) -> Body:
    """How the body is told to end."""
    expects = headers.get("expect", "").lower() == "100-continue"
    if "transfer-encoding" in headers:
        if headers["transfer-encoding"].lower() != "chunked":
            raise Refused(501, "Unknown Transfer-Encoding")
        if "content-length" in headers:
            raise bad("Content-Length and Transfer-Encoding")
        return Body(link, None, expects)
    told = headers.get("content-length")
    if told is None:
        if method in ("POST", "PUT", "PATCH"):
            raise Refused(411, "Length Required")
        return Body(link, 0, False)
    if not (told.isascii() and told.isdigit()):
        raise bad(f"Not a Content-Length: {told}")
    return Body(link, int(told), expects)


def split_target(target: str) -> tuple[str, list[tuple[str, str]]]:
    """The path, and the names and values of the query."""
    url = urlsplit(target)
    if any(c in target for c in ' []"<>\\^`{|}#') or not target.isascii():
        raise bad(f"The target is not encoded: {target[:80]}")
    try:
        query = parse_qsl(
            url.query, True, url.query != "", "utf-8", "strict"
        )
    except ValueError as why:
        raise bad(f"The query cannot be read: {why}") from None
    return url.path or "/", query


def read_request(link: Link) -> Request:
    """Read the head of the next request."""
    line = link.line()
    try:
        method, target, http = line.decode("ascii").split(" ")
    except ValueError:
        raise bad(f"Not a request line: {line[:80]!r}") from None
    if http not in ("HTTP/1.1", "HTTP/1.0"):
        raise Refused(505, f"Unknown version of HTTP: {http[:20]}")
    headers = read_headers(link)
    if not headers.get("host"):
        raise bad("No Host header")
    # A client that takes us for its proxy sends a whole URL.
    if not target.startswith(("/", "http://")):
        raise bad(f"Not a path: {target[:80]}")
    path, query = split_target(target)
    body = body_of(link, method, headers)
    return Request(link, method, target, path, query, headers, body, http)
