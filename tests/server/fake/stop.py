# SPDX-License-Identifier: MIT
"""Waiting, which the end of the fake ends."""

from __future__ import annotations

import select
import socket
import threading

from .errors import Gone
from .wire import Link


class Stop:
    """The end of the fake, for those who wait."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.far, self.near = socket.socketpair()

    def __del__(self) -> None:
        self.near.close()

    def now(self) -> None:
        """Wake all."""
        self.event.set()
        self.far.close()

    def wait(self, seconds: float) -> None:
        """Wait so long, or until the end."""
        if seconds > 0 and self.event.wait(seconds):
            raise Gone("the end")

    def pace(self, rate: int, want: int) -> int:
        """Wait as long as some of these bytes take; how many they are."""
        n = min(want, max(1, rate // 20))
        self.wait(n / rate)
        return n

    def wait_gone(self, link: Link) -> None:
        """Wait until the client is gone, or until the end."""
        poll = select.poll()
        poll.register(link.sock, select.POLLRDHUP)
        poll.register(self.near, select.POLLIN)
        poll.poll()
        link.close()
        raise Gone("stalled")
