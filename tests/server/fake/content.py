# SPDX-License-Identifier: MIT
"""The bytes of files: in memory while they are few, then in temporary files
that have no name, so that nothing stays behind however the fake ends."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zlib
from typing import Iterator

IN_MEMORY = 1 << 20
PIECE = 1 << 20
HEAD = 1 << 16


class Content:
    """Bytes that are added in order, then read any number of times.

    crc is that of all bytes, or of the first 64 KiB where nothing is kept:
    enough to tell one part of a file from another.
    """

    def __init__(self, keep: bool) -> None:
        self.keep = keep
        self.size = 0
        self.crc = 0
        self._bytes = bytearray()
        self._file = -1

    def __del__(self) -> None:
        if self._file >= 0:
            os.close(self._file)

    def add(self, view: memoryview) -> None:
        """Add bytes."""
        if self.keep:
            self.crc = zlib.crc32(view, self.crc)
            self._store(view)
        elif self.size < HEAD:
            self.crc = zlib.crc32(view[: HEAD - self.size], self.crc)
        self.size += len(view)

    def _store(self, view: memoryview) -> None:
        if self._file < 0 and self.size + len(view) <= IN_MEMORY:
            self._bytes += view
            return
        if self._file < 0:
            with tempfile.TemporaryFile(buffering=0) as unnamed:
                self._file = os.dup(unnamed.fileno())
            self._write(memoryview(bytes(self._bytes)))
            self._bytes = bytearray()
        self._write(view)

    def _write(self, view: memoryview) -> None:
        while view:
            view = view[os.write(self._file, view) :]

    def pieces(self) -> Iterator[bytes]:
        """The bytes, in pieces; zeros where nothing was kept."""
        if self.keep and self._file < 0:
            yield bytes(self._bytes)
            return
        for at in range(0, self.size, PIECE):
            n = min(PIECE, self.size - at)
            yield os.pread(self._file, n, at) if self.keep else bytes(n)


class Whole:
    """Contents in a row, which is what an upload's parts become."""

    def __init__(self, contents: list[Content]) -> None:
        self.contents = contents
        self.size = sum(content.size for content in contents)
        self.keep = all(content.keep for content in contents)

    def pieces(self) -> Iterator[bytes]:
        """The bytes, in pieces."""
        for content in self.contents:
            yield from content.pieces()

    def md5(self) -> str:
        """The MD5 of all bytes, in hexadecimal digits."""
        digest = hashlib.md5()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()

    def lines(self) -> int:
        """How many lines there are; the last may have no end."""
        count, last = 0, b"\n"
        for piece in self.pieces():
            count += piece.count(b"\n")
            last = piece[-1:] or last
        return count + (last != b"\n")


class Store:
    """Makes contents; keep=False counts bytes and throws them away, for
    measuring a client and not our disk."""

    def __init__(self, keep: bool = True) -> None:
        self.keep = keep

    def new(self) -> Content:
        """A content without bytes."""
        return Content(self.keep)

    def of(self, data: bytes) -> Whole:
        """Bytes that we made up ourselves."""
        content = Content(True)
        content.add(memoryview(data))
        return Whole([content])
