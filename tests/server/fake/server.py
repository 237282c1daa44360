# SPDX-License-Identifier: MIT
"""Listeners and connections: a thread for each."""

from __future__ import annotations

import socket
import ssl
import threading
from functools import partial
from typing import Callable, Optional

from .admin import Admin
from .answer import Answer
from .config import Config
from .content import Store
from .errors import Gone, Refused
from .faults import Fault, Faults
from .log import Log
from .routes import make_sites
from .send import Sender, change, outcome
from .site import Call, Site, Struck
from .stop import Stop
from .wire import Link, Request, read_request

KEPT = 1 << 20


class Server:
    """The fake: two listeners on loopback, "main" and "other".

    The other is another host to a client, by name and port.  It has the
    storage where Together's redirects lead, and else takes anything; what
    key it is shown stands in the log.
    """

    def __init__(
        self,
        config: Config,
        faults: Faults,
        log: Log,
        keep: bool = True,
        tls: Optional[ssl.SSLContext] = None,
    ) -> None:
        self.config = config
        self.faults = faults
        self.log = log
        self.tls = tls
        self.stop = Stop()
        self.lock = threading.RLock()
        self.at_once = 0
        self.links = 0
        self.store = Store(keep)
        self.sites = make_sites(config, self.store, self.lock)
        self.admin = Admin(
            config, faults, self.sites, self.store, self.lock, self._wait
        )
        scheme = "https" if tls else "http"
        self.sockets = [listener(), listener()]
        ports = [sock.getsockname()[1] for sock in self.sockets]
        self.main = f"{scheme}://127.0.0.1:{ports[0]}"
        self.other = f"{scheme}://localhost:{ports[1]}"
        for name, sock in zip(("main", "other"), self.sockets):
            start(self._accept, name, sock)

    def close(self) -> None:
        """Take no more connections, and wake those that wait."""
        self.stop.now()
        for sock in self.sockets:
            sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    def _accept(self, name: str, listening: socket.socket) -> None:
        while True:
            try:
                sock, _ = listening.accept()
            except OSError:
                return
            start(self._serve, name, sock)

    def _serve(self, name: str, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            if self.tls:
                sock = self.tls.wrap_socket(sock, server_side=True)
        except OSError:
            return
        with self.lock:
            self.links += 1
            link = Link(sock, self.links)
        try:
            while self._exchange(link, name):
                pass
            link.finish()
        except Gone:
            link.close()

    def _exchange(self, link: Link, name: str) -> bool:
        """One request and its answer; may another follow?"""
        try:
            request = read_request(link)
        except Refused as why:
            self.log.malformed(name, why.message)
            answer = Answer(why.status, {"error": {"message": why.message}})
            answer.settle()
            link.send(
                b"HTTP/1.1 %d Refused\r\nConnection: close\r\n"
                b"Content-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n%b"
                % (why.status, answer.size or 0, answer.data or b"")
            )
            return False
        request.listener = name
        if name == "main" and request.path.startswith("/_fake/"):
            answer = self.admin.handle(request)
            Sender(link, None, self.stop).send(request, answer, None)
            return request.body.done
        self.log.begin(request, name)
        fault = self.faults.pick(name, request.method, request.path)
        call = self._call(request, fault)
        with self.lock:
            self.at_once += 1
            request.log["at_once"] = self.at_once
        try:
            return self._answer(link, call)
        except Gone as why:
            self._aborted(request, str(why))
            raise
        finally:
            self._leave(call)

    def _leave(self, call: Call) -> None:
        """A request is no longer on its way."""
        with self.lock:
            self.at_once -= call.on_its_way
            call.on_its_way = 0

    def _wait(self, on: str, count: int, outcome: str) -> int:
        return self.log.wait(on, count, outcome, self.stop)

    def _aborted(self, request: Request, why: str) -> None:
        """Log a request that gets no answer, once."""
        if "status" not in request.log:
            request.log["status"] = 0
            self.log.end(request, aborted=why)

    def _call(self, request: Request, fault: Optional[Fault]) -> Call:
        site = self._site(request)
        base = self.main + site.prefix
        return Call(
            site.world, site.dialect, request, self.faults, base, self.other,
            fault,
        )

    def _site(self, request: Request) -> Site:
        """The site with the longest prefix; "/v1" when there is none."""
        if request.listener == "other":
            return self.sites[""]
        found = [
            prefix
            for prefix in self.sites
            if prefix and request.path.startswith(prefix + "/")
        ]
        return self.sites[max(found, key=len, default="/v1")]

    def _answer(self, link: Link, call: Call) -> bool:
        request = call.request
        answer = self._compute(link, call)
        fault = call.fault
        if fault:
            request.log["fault"] = fault.name or fault.on
            answer = self._instead(call, fault, fault.done) or answer
            change(answer, fault)
        if not answer.close and not request.body.skip(KEPT):
            answer.close = True
        if request.header("connection").lower() == "close":
            answer.close = True
        if request.http == "HTTP/1.0":
            answer.close = True
        with self.lock:
            request.log["status"] = answer.status
            self.log.end(request, answer=outcome(fault))
        answer.settle()
        if fault is None and answer.size is not None:
            # Who has the answer may ask at once, and is then alone.
            self._leave(call)
        Sender(link, fault, self.stop).send(request, answer, self.config.now)
        return not answer.close

    def _instead(
        self, call: Call, fault: Fault, when: bool
    ) -> Optional[Answer]:
        """The fault's own answer, if this is when it comes."""
        if not when:
            return None
        return fault.answer(self.other, call.request.target)

    def _compute(self, link: Link, call: Call) -> Answer:
        """The answer, by the fault or by the site."""
        fault, request = call.fault, call.request
        self.stop.wait(self.config.delay + (fault.delay if fault else 0))
        if fault:
            self._prepare(fault, request)
            self._set_traps(link, fault, request)
            instead = self._instead(call, fault, not fault.done)
            if instead:
                if not fault.early:
                    request.body.skip(1 << 62)
                return instead
        if request.listener == "other" and not request.path.startswith(
            "/storage/"
        ):
            request.body.skip(1 << 62)
            return Answer(value={"object": "list", "data": [], "id": "other"})
        try:
            return self._site(request).handle(call)
        except Struck as struck:
            instead = self._instead(call, struck.fault, True)
            assert instead
            return instead

    def _prepare(self, fault: Fault, request: Request) -> None:
        """What strikes before the request is read."""
        if fault.mute:
            request.body.expects = False
        if fault.intake:
            request.body.pace = partial(self.stop.pace, fault.intake)
        request.query = [
            (name, value)
            for name, value in request.query
            if name not in fault.forget
        ]

    def _set_traps(self, link: Link, fault: Fault, request: Request) -> None:
        """A reset or a silence while the request is read."""

        def trap() -> None:
            stalls = fault.stall == "request"
            request.log["fault"] = fault.name or fault.on
            self._aborted(request, "stalled" if stalls else "reset")
            if stalls:
                self.stop.wait_gone(link)
            link.reset()
            raise Gone("reset")

        if "request" not in (fault.stall, fault.reset):
            return
        body = request.body
        if body.done:
            trap()
        at = fault.at if body.length is None else min(fault.at, body.length)
        body.set_trap(at, trap)


def listener() -> socket.socket:
    """A socket that listens on a free port of loopback."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    sock.bind(("127.0.0.1", 0))
    sock.listen(256)
    return sock


def start(function: Callable[..., None], *args: object) -> None:
    """Run in a thread that does not keep the fake alive."""
    threading.Thread(target=function, args=args, daemon=True).start()
