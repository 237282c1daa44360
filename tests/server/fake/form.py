# SPDX-License-Identifier: MIT
"""multipart/form-data, read as it comes: the file goes straight to its
store, and only a window of it is in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Optional

from .content import Content, Store
from .errors import bad
from .wire import Body, Request

WINDOW = 1 << 20
LONGEST_FIELD = 1 << 12
LONGEST_HEAD = 1 << 14
BOUNDARY = r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]"


@dataclass
class File:
    """The part of a form that is a file."""

    name: str
    filename: str
    kind: str
    content: Content


class Window:
    """What was read of the body and is not used yet."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.data = bytearray(WINDOW)
        self.view = memoryview(self.data)
        self.low = self.high = 0

    def more(self) -> bool:
        """Read on; false at the end of the body."""
        if self.low > 0:
            rest = self.high - self.low
            self.view[:rest] = bytes(self.view[self.low : self.high])
            self.low, self.high = 0, rest
        n = self.body.readinto(self.view[self.high :])
        self.high += n
        return n > 0

    def _find(self, mark: bytes) -> int:
        # One byte is found much faster, and is mostly not there.
        at = self.data.find(mark[0], self.low, self.high)
        return at if at < 0 else self.data.find(mark, at, self.high)

    def take(self, n: int) -> memoryview:
        """Use so many bytes."""
        self.low += n
        return self.view[self.low - n : self.low]

    def next(self, n: int) -> bytes:
        """Use so many bytes, or what there is before the end."""
        while self.high - self.low < n and self.more():
            pass
        return bytes(self.take(min(n, self.high - self.low)))

    def until(self, mark: bytes, most: int) -> bytes:
        """Use the bytes before the mark, and the mark."""
        while (at := self.data.find(mark, self.low, self.high)) < 0:
            if self.high - self.low > most or not self.more():
                raise bad("The multipart body ends too early")
        found = bytes(self.take(at - self.low))
        self.take(len(mark))
        return found

    def copy_until(self, mark: bytes, content: Content) -> None:
        """Hand on the bytes before the mark, and use the mark."""
        while (at := self._find(mark)) < 0:
            # The mark may have begun at the end of the window.
            safe = max(0, self.high - self.low - len(mark) + 1)
            content.add(self.take(safe))
            if not self.more():
                raise bad("The multipart body ends too early")
        content.add(self.take(at - self.low))
        self.take(len(mark))


def boundary_of(request: Request) -> bytes:
    """The boundary that the Content-Type tells."""
    kind = request.header("content-type")
    told = re.fullmatch(
        r'multipart/form-data; *boundary=(?:"([^"]+)"|([^\s;"]+))', kind, re.I
    )
    mark = (told[1] or told[2]) if told else ""
    if not re.fullmatch(BOUNDARY, mark):
        raise bad(f"Not multipart/form-data with a boundary: {kind[:80]}")
    return b"\r\n--" + mark.encode()


def head_of(window: Window) -> tuple[str, Optional[str], str]:
    """Name, file name and type of the part that begins."""
    head = window.until(b"\r\n\r\n", LONGEST_HEAD)
    try:
        lines = head.decode("utf-8").split("\r\n")
    except UnicodeDecodeError:
        raise bad("The head of a part is not UTF-8") from None
    fields = {}
    for line in lines:
        key, colon, value = line.partition(":")
        if not colon or key.lower() in fields:
            raise bad(f"Not a header of a part: {line[:80]}")
        fields[key.lower()] = value.strip()
    told = re.fullmatch(
        r'form-data; *name="((?:[^"\\]|\\.)*)"'
        r'(?:; *filename="((?:[^"\\]|\\.)*)")?',
        fields.pop("content-disposition", ""),
    )
    kind = fields.pop("content-type", "")
    if not told or fields.keys() - {"content-transfer-encoding"}:
        raise bad(f"Not the head of a part: {head[:80]!r}")
    return plain(told[1]), told[2] and plain(told[2]), kind


def plain(quoted: str) -> str:
    """Without what quotes the quotes: %22 and backslashes."""
    return re.sub(r"\\(.)", r"\1", quoted.replace("%22", '"'))


class Form:
    """The fields, which are text, and the one file."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.file: Optional[File] = None

    def add(self, window: Window, mark: bytes, store: Store) -> None:
        """Read the part that begins."""
        name, filename, kind = head_of(window)
        if name in self.fields or (self.file and self.file.name == name):
            raise bad(f"Duplicate parameter: '{name}'.", name)
        if filename is None:
            told = window.until(mark, LONGEST_FIELD)
            try:
                self.fields[name] = told.decode("utf-8")
            except UnicodeDecodeError:
                raise bad(f"'{name}' is not UTF-8.", name) from None
            return
        if self.file:
            raise bad(f"Unknown parameter: '{name}'.", name)
        if not filename:
            raise bad(f"'{name}' has an empty file name.", name)
        content = store.new()
        self.file = File(name, filename, kind, content)
        window.copy_until(mark, content)


def read_form(request: Request, store: Store) -> Form:
    """Read the whole body."""
    mark = boundary_of(request)
    window = Window(request.body)
    form = Form()
    if window.until(mark[2:], len(mark)) != b"":
        raise bad("Something stands before the first boundary")
    while (end := window.next(2)) == b"\r\n":
        form.add(window, mark, store)
    if end != b"--" or window.next(3) not in (b"", b"\r\n"):
        raise bad("The last boundary is not the end of the body")
    return form
