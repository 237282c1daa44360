# SPDX-License-Identifier: MIT
"""/files"""

from __future__ import annotations

from typing import Any, Optional

from .answer import Answer
from .check import integer, one_of
from .errors import Refused, bad
from .form import Form
from .shapes import FILE_PURPOSES
from .site import Call
from .world import File, page


def shown(call: Call, file: File) -> dict[str, Any]:
    """The File object."""
    value: dict[str, Any] = {
        "object": "file",
        "id": file.id,
        "purpose": file.purpose,
        "filename": file.filename,
        "bytes": file.whole.size,
        "created_at": file.created_at,
        "status": call.dialect.state(file.status),
        "status_details": file.details,
    }
    if file.expires_at is not None:
        value["expires_at"] = file.expires_at
    return value


def number_of(told: str, name: str) -> int:
    """A number in a field of text."""
    if not told.isascii() or not told.isdigit():
        raise bad(
            f"Invalid type for '{name}': expected an integer, but got a"
            " string instead.",
            name,
            "invalid_type",
        )
    return int(told)


def life_of(call: Call, form: Form) -> Optional[int]:
    """How long the file is to live: expires_after[seconds], or with a dot."""
    dotted = call.dialect.dotted_expiry
    names = [
        f"expires_after.{key}" if dotted else f"expires_after[{key}]"
        for key in ("anchor", "seconds")
    ]
    told = [form.fields.pop(name, None) for name in names]
    if told == [None, None]:
        return None
    for name, value in zip(names, told):
        if value is None:
            raise bad(
                f"Missing required parameter: '{name}'.",
                name,
                "missing_required_parameter",
            )
    one_of(told[0], names[0], ("created_at",))
    seconds = number_of(told[1] or "", names[1])
    integer(call.dialect.expiry_min, 2592000)(seconds, names[1])
    return seconds


def check_name(filename: str, purpose: str) -> None:
    """Fine-tuning takes JSON Lines only."""
    if purpose == "fine-tune" and not filename.endswith(".jsonl"):
        raise bad(
            f"Invalid file format for Fine-Tuning API. {filename}: must be"
            " .jsonl",
            "file",
            "invalid_file_format",
        )


def create(call: Call, form: Form) -> Answer:
    """POST /files"""
    if form.file is None or form.file.name != "file":
        raise bad(
            "'file' is a required property: a part with a file name",
            "file",
            "missing_required_parameter",
        )
    life = life_of(call, form)
    if "purpose" not in form.fields:
        raise bad(
            "'purpose' is a required property",
            "purpose",
            "missing_required_parameter",
        )
    purpose = form.fields.pop("purpose")
    one_of(purpose, "purpose", FILE_PURPOSES)
    for name in form.fields:
        raise bad(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    check_name(form.file.filename, purpose)
    content = form.file.content
    if content.size == 0:
        raise bad("File is empty.", "file", "empty_file")
    if content.size > call.limit("file"):
        raise Refused(413, "The file is too large.", "file")
    call.note(crc=content.crc, bytes=content.size)
    file = call.world.add_file(
        form.file.filename, purpose, call.whole([content]), life
    )
    return call.created(shown(call, file), f"/files/{file.id}")


def list_all(call: Call, _: None) -> Answer:
    """GET /files"""
    asked = call.query("purpose", "limit", "order", "after")
    limit = integer_in(asked, "limit", 10000, 1, 10000)
    order = asked.get("order", "desc")
    one_of(order, "order", ("asc", "desc"))
    call.world.expire()
    rows = [
        file
        for file in call.world.files.values()
        if asked.get("purpose", file.purpose) == file.purpose
    ]
    if not call.dialect.pages:
        data = [shown(call, file) for file in rows]
        return Answer(value={"object": "list", "data": data})
    limit = min(limit, call.world.config.page_limit)
    rows, more = page(
        call.world, rows, limit, asked.get("after"), order == "desc"
    )
    data = [shown(call, file) for file in rows]
    return Answer(value=listed(data, more, True))


def integer_in(
    asked: dict[str, str], name: str, otherwise: int, low: int, high: int
) -> int:
    """A number of the query."""
    if name not in asked:
        return otherwise
    value = number_of(asked[name], name)
    integer(low, high)(value, name)
    return value


def listed(data: list[Any], more: bool, ends: bool) -> dict[str, Any]:
    """A page of a list; some tell its first and last id."""
    value: dict[str, Any] = {"object": "list", "data": data, "has_more": more}
    if ends:
        value["first_id"] = data[0]["id"] if data else None
        value["last_id"] = data[-1]["id"] if data else None
    return value


def retrieve(call: Call, _: None, ident: str) -> Answer:
    """GET /files/ID: each look brings it nearer to being processed."""
    file = call.world.file(ident)
    value = shown(call, file)
    if file.looks > 0:
        file.looks -= 1
        if file.looks == 0:
            file.status = "processed"
    return Answer(value=value)


def delete(call: Call, _: None, ident: str) -> Answer:
    """DELETE /files/ID"""
    file = call.world.file(ident)
    del call.world.files[file.id]
    value = {"id": file.id, "object": "file", "deleted": True}
    return Answer(value=value)


def content_of(call: Call, _: None, ident: str) -> Answer:
    """GET /files/ID/content"""
    whole = call.world.file(ident).whole
    return Answer(
        pieces=whole.pieces(),
        size=whole.size,
        kind="application/octet-stream",
    )
