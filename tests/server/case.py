# SPDX-License-Identifier: MIT
"""What the tests of the fake share: a fake for each test, and a client that
can be told to do wrong."""

from __future__ import annotations

import http.client
import io
import json
import socket
import unittest
from dataclasses import dataclass
from typing import Any, Optional
from urllib.parse import urlsplit

from fake.config import Config
from fake.faults import Faults
from fake.log import Log
from fake.server import Server

BOUNDARY = "x--boundary--x"
EXAMPLE = (
    b'{"messages":[{"role":"user","content":"ping"},'
    b'{"role":"assistant","content":"pong"}]}\n'
)
GOOD = EXAMPLE * 10


@dataclass
class Reply:
    """An answer that was read to its end."""

    status: int
    headers: http.client.HTTPMessage
    data: bytes

    @property
    def value(self) -> Any:
        """Its JSON."""
        return json.loads(self.data)


def part(name: str, data: bytes, filename: Optional[str] = None) -> bytes:
    """A part of a form."""
    head = f'Content-Disposition: form-data; name="{name}"'
    if filename is not None:
        head += f'; filename="{filename}"'
        head += "\r\nContent-Type: application/octet-stream"
    return f"--{BOUNDARY}\r\n{head}\r\n\r\n".encode() + data + b"\r\n"


def form(*parts: bytes) -> bytes:
    """A form of parts."""
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


class FakeCase(unittest.TestCase):
    """A test with a fake of its own."""

    site = "/v1"

    def setUp(self) -> None:
        """Start the fake, in this process."""
        # In the days of the models.
        self.config = Config(now=1795219200)
        self.faults = Faults()
        self.lines = io.StringIO()
        log = Log(self.lines, self.config.key)
        self.server = Server(self.config, self.faults, log)
        self.addCleanup(self.server.close)
        self.link: Optional[http.client.HTTPConnection] = None
        self.addCleanup(self.hang_up)

    def hang_up(self) -> None:
        """End the connection, if there is one."""
        if self.link:
            self.link.close()
        self.link = None

    def log(self) -> list[dict[str, Any]]:
        """The lines of the log."""
        lines = self.lines.getvalue().splitlines()
        return [json.loads(line) for line in lines]

    def send(
        self,
        method: str,
        path: str,
        body: Optional[bytes] = None,
        headers: Optional[dict[str, Optional[str]]] = None,
    ) -> Reply:
        """A request with the right key; a header of None is left out."""
        if self.link is None:
            where = urlsplit(self.server.main)
            self.link = http.client.HTTPConnection(
                where.hostname or "", where.port, timeout=10
            )
        told: dict[str, Optional[str]] = {
            "Authorization": f"Bearer {self.config.key}"
        }
        if method in ("POST", "PUT"):
            told["Content-Length"] = str(len(body or b""))
        told.update(headers or {})
        self.link.putrequest(method, path, skip_accept_encoding=True)
        for name, value in told.items():
            if value is not None:
                self.link.putheader(name, value)
        self.link.endheaders(body or b"")
        answer = self.link.getresponse()
        data = answer.read()
        if answer.will_close:
            self.hang_up()
        return Reply(answer.status, answer.headers, data)

    def raw(self, data: bytes) -> socket.socket:
        """A connection on which bytes were sent."""
        where = urlsplit(self.server.main)
        sock = socket.create_connection(
            (where.hostname, where.port or 0), timeout=10
        )
        self.addCleanup(sock.close)
        sock.sendall(data)
        return sock

    def get(self, path: str) -> Any:
        """The JSON of what is there."""
        return self.sent(200, "GET", self.site + path).value

    def sent(
        self,
        status: int,
        method: str,
        path: str,
        body: Optional[bytes] = None,
        headers: Optional[dict[str, Optional[str]]] = None,
    ) -> Reply:
        """A request that has to end with this status."""
        reply = self.send(method, path, body, headers)
        self.assertEqual(reply.status, status, reply.data[:500])
        return reply

    def post(self, path: str, value: Any = None, status: int = 200) -> Any:
        """Post JSON, or nothing, to the site."""
        body, headers = b"", {}
        if value is not None:
            body = json.dumps(value).encode()
            headers["Content-Type"] = "application/json"
        reply = self.sent(status, "POST", self.site + path, body, headers)
        return reply.value if reply.data else None

    def post_form(self, path: str, body: bytes, status: int = 200) -> Any:
        """Post a form to the site."""
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.sent(
            status, "POST", self.site + path, body, {"Content-Type": kind}
        ).value

    def tell(self, name: str, value: Any, status: int = 200) -> Any:
        """Tell the fake something."""
        body = json.dumps(value).encode()
        path = f"/_fake/{name}"
        return self.sent(status, "POST", path, body).value

    def upload(
        self, data: bytes = GOOD, name: str = "train.jsonl", status: int = 200
    ) -> Any:
        """Send a file for training."""
        body = form(part("file", data, name), part("purpose", b"fine-tune"))
        return self.post_form("/files", body, status)

    def refused(self, value: Any, param: Optional[str], words: str) -> None:
        """Is this the provider's error object, and about this?"""
        self.assertEqual(
            set(value["error"]), {"message", "type", "param", "code"}
        )
        self.assertEqual(value["error"]["param"], param)
        self.assertIn(words, value["error"]["message"])
