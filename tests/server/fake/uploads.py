# SPDX-License-Identifier: MIT
"""/uploads: files in parts"""

from __future__ import annotations

from typing import Any

from . import files
from .answer import Answer
from .errors import Refused, bad
from .form import Form
from .shapes import COMPLETE_UPLOAD, CREATE_UPLOAD
from .site import Call
from .world import Part, Upload


def shown(call: Call, upload: Upload) -> dict[str, Any]:
    """The Upload object."""
    return {
        "id": upload.id,
        "object": "upload",
        "bytes": upload.bytes,
        "created_at": upload.created_at,
        "filename": upload.filename,
        "purpose": upload.purpose,
        "status": upload.status,
        "expires_at": upload.expires_at,
        "file": files.shown(call, upload.file) if upload.file else None,
    }


def create(call: Call, body: Any) -> Answer:
    """POST /uploads"""
    CREATE_UPLOAD(body, "")
    files.check_name(body["filename"], body["purpose"])
    if body["bytes"] > call.limit("upload"):
        raise Refused(413, "The upload is too large.", "bytes")
    world = call.world
    ident, seq = world.name("upload_")
    now = world.now()
    upload = Upload(
        ident,
        seq,
        now,
        now + (world.config.upload_life or call.dialect.upload_life),
        body["filename"],
        body["purpose"],
        int(body["bytes"]),
        body["mime_type"],
        body.get("expires_after", {}).get("seconds"),
    )
    world.uploads[ident] = upload
    return Answer(value=shown(call, upload))


def pending(call: Call, ident: str) -> Upload:
    """An upload that can still be changed."""
    upload = call.world.upload(ident)
    if upload.status != "pending":
        raise bad(
            f"Upload {ident} has status '{upload.status}', not 'pending'.",
            "upload_id",
            "invalid_upload_status",
        )
    return upload


def add_part(call: Call, form: Form, ident: str) -> Answer:
    """POST /uploads/ID/parts"""
    if form.file is None or form.file.name != "data":
        raise bad(
            "'data' is a required property: a part with a file name",
            "data",
            "missing_required_parameter",
        )
    for name in form.fields:
        raise bad(f"Unknown parameter: '{name}'.", name, "unknown_parameter")
    content = form.file.content
    if content.size == 0:
        raise bad("The part is empty.", "data", "empty_file")
    if content.size > call.limit("part"):
        raise Refused(413, "The part is too large.", "data")
    upload = pending(call, ident)
    same = (content.crc, content.size)
    if same not in upload.seen:
        upload.seen.append(same)
    number = upload.seen.index(same) + 1
    call.note(
        upload=ident, part=number, crc=content.crc, bytes=content.size
    )
    call.strike(number)
    part, _ = call.world.name("part_")
    upload.parts[part] = Part(part, content)
    call.note(part_id=part)
    return Answer(
        value={
            "id": part,
            "object": "upload.part",
            "created_at": call.world.now(),
            "upload_id": ident,
        }
    )


def complete(call: Call, body: Any, ident: str) -> Answer:
    """POST /uploads/ID/complete"""
    COMPLETE_UPLOAD(body, "")
    upload = pending(call, ident)
    parts = body["part_ids"]
    for part in parts:
        if part not in upload.parts:
            raise bad(f"No such part: {part}", "part_ids", "invalid_part")
    if len(set(parts)) != len(parts):
        raise bad("A part stands twice.", "part_ids", "invalid_part")
    whole = call.whole([upload.parts[part].content for part in parts])
    if whole.size != upload.bytes:
        raise bad(
            f"The parts have {whole.size} bytes, but the upload was created"
            f" for {upload.bytes}.",
            "part_ids",
            "bytes_mismatch",
        )
    # A wrong order of the parts shows here, and only here.
    if "md5" in body and whole.keep and whole.md5() != body["md5"].lower():
        raise bad(
            f"The MD5 of the parts is {whole.md5()}, not {body['md5']}.",
            "md5",
            "md5_mismatch",
        )
    upload.file = call.world.add_file(
        upload.filename, upload.purpose, whole, upload.file_life
    )
    upload.status = "completed"
    call.note(upload=ident, parts=parts, file=upload.file.id)
    call.note(md5=body.get("md5"))
    return Answer(value=shown(call, upload))


def cancel(call: Call, _: None, ident: str) -> Answer:
    """POST /uploads/ID/cancel"""
    upload = pending(call, ident)
    upload.status = "cancelled"
    upload.parts.clear()
    return Answer(value=shown(call, upload))
