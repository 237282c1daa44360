# SPDX-License-Identifier: MIT
"""python3 -m fake.proxy LOG: a proxy on loopback, until standard input ends.
It makes tunnels (CONNECT) and nothing else; the request line of whoever asks
is a line of the log.  One line on standard output tells its address."""

from __future__ import annotations

import socket
import sys
import threading
from typing import TextIO

PIECE = 1 << 16


def copy(source: socket.socket, to: socket.socket) -> None:
    """Hand on what comes, and its end."""
    try:
        while piece := source.recv(PIECE):
            to.sendall(piece)
        to.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def tunnel(client: socket.socket, where: str) -> None:
    """Connect the client with host:port."""
    host, _, port = where.rpartition(":")
    try:
        server = socket.create_connection((host, int(port)), 10)
    except OSError:
        client.sendall(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
        return
    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    back = threading.Thread(target=copy, args=(server, client), daemon=True)
    back.start()
    copy(client, server)
    back.join()
    server.close()


def serve(client: socket.socket, log: TextIO) -> None:
    """Read a request, note it, and do what it says."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = client.recv(PIECE)
        if not piece:
            return
        head += piece
    line = head.split(b"\r\n", 1)[0].decode("ascii", "replace")
    print(line, file=log, flush=True)
    words = line.split(" ")
    if words[0] == "CONNECT" and len(words) == 3:
        tunnel(client, words[1])
    else:
        client.sendall(b"HTTP/1.1 405 Tunnels Only\r\n\r\n")
    client.close()


def accept(listener: socket.socket, log: TextIO) -> None:
    """Serve all who come."""
    while True:
        client, _ = listener.accept()
        threading.Thread(
            target=serve, args=(client, log), daemon=True
        ).start()


def main() -> int:
    """Start, tell where, and wait."""
    listener = socket.create_server(("127.0.0.1", 0))
    with open(sys.argv[1], "a", encoding="utf-8") as log:
        threading.Thread(
            target=accept, args=(listener, log), daemon=True
        ).start()
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())
