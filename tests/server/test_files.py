# SPDX-License-Identifier: MIT
"""/files and /uploads of the fake."""

from __future__ import annotations

import hashlib
from typing import Any

from case import EXAMPLE, GOOD, FakeCase, form, part

FILE = part("file", GOOD, "train.jsonl")
PURPOSE = part("purpose", b"fine-tune")


class Files(FakeCase):
    """/files"""

    def test_a_file_comes_back_as_it_was_sent(self) -> None:
        file = self.upload()
        self.assertEqual(file["bytes"], len(GOOD))
        self.assertEqual(file["filename"], "train.jsonl")
        self.assertEqual(self.get(f"/files/{file['id']}"), file)
        path = f"/v1/files/{file['id']}/content"
        self.assertEqual(self.sent(200, "GET", path).data, GOOD)

    def test_a_large_file_comes_back_as_it_was_sent(self) -> None:
        data = b"".join(b'{"n":%d}\r\n--x\r\n' % n for n in range(200000))
        file = self.upload(data)
        path = f"/v1/files/{file['id']}/content"
        self.assertEqual(self.sent(200, "GET", path).data, data)

    def test_a_deleted_file_is_gone(self) -> None:
        ident = self.upload()["id"]
        reply = self.sent(200, "DELETE", f"/v1/files/{ident}")
        self.assertTrue(reply.value["deleted"])
        gone = self.sent(404, "GET", f"/v1/files/{ident}")
        self.refused(gone.value, "id", ident)

    def test_pages_lead_through_all_files_once(self) -> None:
        want = [self.upload(name=f"{n}.jsonl")["id"] for n in range(5)]
        got: list[str] = []
        after = ""
        while True:
            page = self.get(f"/files?limit=2{after}")
            got += [file["id"] for file in page["data"]]
            self.assertEqual(page["last_id"], got[-1])
            if not page["has_more"]:
                break
            after = f"&after={got[-1]}"
            # A cursor that is deleted still marks its place.
            self.sent(200, "DELETE", f"/v1/files/{got[-1]}")
        self.assertEqual(got, want[::-1])
        self.assertFalse(self.get("/files?limit=3")["has_more"])
        oldest = self.get("/files?order=asc&limit=1")["data"][0]["id"]
        self.assertEqual(oldest, want[0])

    def test_a_list_can_be_of_a_purpose(self) -> None:
        self.upload()
        self.post_form("/files", form(
            part("file", b"x", "x.txt"), part("purpose", b"user_data")
        ))
        self.assertEqual(len(self.get("/files")["data"]), 2)
        self.assertEqual(len(self.get("/files?purpose=user_data")["data"]), 1)

    def test_a_wrong_query_is_refused(self) -> None:
        for query, param in (
            ("limit=0", "limit"), ("limit=10001", "limit"),
            ("limit=x", "limit"), ("order=up", "order"),
            ("after=nobody", "after"), ("page=2", "page"),
            ("limit=1&limit=2", "limit"),
        ):
            with self.subTest(query):
                reply = self.sent(400, "GET", f"/v1/files?{query}")
                self.assertEqual(reply.value["error"]["param"], param)

    def test_a_file_is_processed_after_some_looks(self) -> None:
        self.config.process_after = 2
        file = self.upload()
        states = [file["status"]]
        for _ in range(3):
            states.append(self.get(f"/files/{file['id']}")["status"])
        self.assertEqual(
            states, ["uploaded", "uploaded", "uploaded", "processed"]
        )

    def test_a_file_expires_by_the_clock_of_the_fake(self) -> None:
        body = form(
            FILE, PURPOSE,
            part("expires_after[anchor]", b"created_at"),
            part("expires_after[seconds]", b"3600"),
        )
        file = self.post_form("/files", body)
        self.assertEqual(file["expires_at"], file["created_at"] + 3600)
        self.tell("clock", {"add": 3601})
        self.sent(404, "GET", f"/v1/files/{file['id']}")

    def test_a_wrong_form_is_refused(self) -> None:
        anchor = part("expires_after[anchor]", b"created_at")
        cases: list[tuple[bytes, Any, str]] = [
            (form(FILE), "purpose", "required"),
            (form(PURPOSE), "file", "required"),
            (form(part("file", GOOD), PURPOSE), "file", "file name"),
            (form(FILE, part("purpose", b"tune")), "purpose", "'batch'"),
            (form(FILE, PURPOSE, PURPOSE), "purpose", "Duplicate"),
            (form(FILE, PURPOSE, FILE), "file", "Duplicate"),
            (form(FILE, PURPOSE, part("model", b"x")), "model", "Unknown"),
            (form(part("data", GOOD, "a.jsonl"), PURPOSE), "file", "required"),
            (form(part("file", GOOD, "a.csv"), PURPOSE), "file", ".jsonl"),
            (form(part("file", b"", "a.jsonl"), PURPOSE), "file", "empty"),
            (form(FILE, PURPOSE, anchor), "expires_after[seconds]", "Missing"),
            (form(FILE, PURPOSE, anchor,
                  part("expires_after[seconds]", b"60")),
             "expires_after[seconds]", "3600"),
            (form(FILE, PURPOSE, anchor,
                  part("expires_after[seconds]", b"1h")),
             "expires_after[seconds]", "integer"),
            (FILE + PURPOSE, None, "too early"),
            (b"x" + form(FILE, PURPOSE), None, "first boundary"),
            (form(FILE, PURPOSE) + b"x", None, "last boundary"),
            (b"", None, "too early"),
        ]
        for body, param, words in cases:
            with self.subTest(words=words, param=param):
                self.refused(
                    self.post_form("/files", body, 400), param, words
                )
        self.assertEqual(self.get("/files")["data"], [])

    def test_a_form_needs_its_type(self) -> None:
        body = form(FILE, PURPOSE)
        for kind, status in (
            (None, 415), ("application/json", 415),
            ("multipart/form-data", 400),
            ("multipart/form-data; boundary=other", 400),
        ):
            with self.subTest(kind):
                self.sent(
                    status, "POST", "/v1/files", body, {"Content-Type": kind}
                )

    def test_a_file_over_the_limit_is_refused(self) -> None:
        self.config.file_limit = len(GOOD) - 1
        self.upload(status=413)
        self.config.file_limit = len(GOOD)
        self.upload()


class Uploads(FakeCase):
    """/uploads"""

    def begin(self, size: int, **more: Any) -> str:
        """Create an upload."""
        return str(self.post("/uploads", {
            "filename": "a.jsonl", "purpose": "fine-tune", "bytes": size,
            "mime_type": "text/jsonl", **more,
        })["id"])

    def add(self, upload: str, data: bytes, status: int = 200) -> Any:
        """Send a part."""
        body = form(part("data", data, "part"))
        return self.post_form(f"/uploads/{upload}/parts", body, status)

    def test_parts_become_a_file_in_the_order_of_their_ids(self) -> None:
        upload = self.begin(len(GOOD))
        second = self.add(upload, GOOD[100:])["id"]
        first = self.add(upload, GOOD[:100])["id"]
        self.add(upload, GOOD[:100])
        self.add(upload, GOOD[:50])
        done = self.post(f"/uploads/{upload}/complete", {
            "part_ids": [first, second],
            "md5": hashlib.md5(GOOD).hexdigest(),
        })
        self.assertEqual(done["status"], "completed")
        path = f"/v1/files/{done['file']['id']}/content"
        self.assertEqual(self.sent(200, "GET", path).data, GOOD)
        self.post(
            f"/uploads/{upload}/complete", {"part_ids": [first]}, 400
        )
        # The same bytes are the same part to the log.
        numbers = [line["part"] for line in self.log() if "part" in line]
        self.assertEqual(numbers, [1, 2, 2, 3])

    def test_what_does_not_add_up_is_refused(self) -> None:
        upload = self.begin(len(GOOD))
        one = self.add(upload, GOOD[:100])["id"]
        two = self.add(upload, GOOD[100:])["id"]
        md5 = hashlib.md5(GOOD).hexdigest()
        for body, param in (
            ({"part_ids": [one]}, "part_ids"),
            ({"part_ids": []}, "part_ids"),
            ({"part_ids": one}, "part_ids"),
            ({}, "part_ids"),
            ({"part_ids": [one, one]}, "part_ids"),
            ({"part_ids": [one, "part_other"]}, "part_ids"),
            ({"part_ids": [two, one], "md5": md5}, "md5"),
            ({"part_ids": [one, two], "md5": md5[1:]}, "md5"),
            ({"part_ids": [one, two], "sha": md5}, "sha"),
        ):
            with self.subTest(body):
                value = self.post(f"/uploads/{upload}/complete", body, 400)
                self.assertEqual(value["error"]["param"], param)
        self.post(f"/uploads/{upload}/complete", {"part_ids": [one, two]})

    def test_a_part_counts_once(self) -> None:
        upload = self.begin(200)
        part_id = self.add(upload, GOOD[:100])["id"]
        value = self.post(
            f"/uploads/{upload}/complete", {"part_ids": [part_id] * 2}, 400
        )
        self.refused(value, "part_ids", "twice")

    def test_a_wrong_upload_is_refused(self) -> None:
        right = {"filename": "a.jsonl", "purpose": "fine-tune", "bytes": 1,
                 "mime_type": "text/jsonl"}
        for change, param in (
            ({"bytes": "1"}, "bytes"), ({"bytes": 1.5}, "bytes"),
            ({"bytes": True}, "bytes"), ({"bytes": None}, "bytes"),
            ({"purpose": "evals"}, "purpose"), ({"mime_type": 1}, "mime_type"),
            ({"name": "x"}, "name"), ({"filename": "a.csv"}, "file"),
            ({"expires_after": {"anchor": "created_at", "seconds": 1}},
             "expires_after.seconds"),
        ):
            with self.subTest(change):
                value = self.post("/uploads", {**right, **change}, 400)
                self.assertEqual(value["error"]["param"], param)
        for name in right:
            rest = {k: v for k, v in right.items() if k != name}
            value = self.post("/uploads", rest, 400)
            self.refused(value, name, "Missing")
        self.post("/uploads", {**right, "bytes": 8 * 2**30 + 1}, 413)

    def test_a_wrong_part_is_refused(self) -> None:
        upload = self.begin(10)
        path = f"/uploads/{upload}/parts"
        self.refused(
            self.post_form(path, form(part("file", b"x", "x")), 400),
            "data", "required",
        )
        self.refused(
            self.post_form(path, form(part("data", b"x")), 400),
            "data", "required",
        )
        self.post_form("/uploads/upload_x/parts",
                       form(part("data", b"x", "x")), 404)
        self.config.part_limit = 10
        self.add(upload, EXAMPLE, 413)

    def test_a_cancelled_upload_takes_nothing(self) -> None:
        upload = self.begin(10)
        done = self.post(f"/uploads/{upload}/cancel")
        self.assertEqual(done["status"], "cancelled")
        self.add(upload, b"0123456789", 400)
        self.post(f"/uploads/{upload}/cancel", None, 400)

    def test_an_action_without_body_refuses_one(self) -> None:
        upload = self.begin(10)
        self.post(f"/uploads/{upload}/cancel", {}, 415)
        # Of no length at all, too.
        self.sent(411, "POST", f"/v1/uploads/{upload}/cancel", None,
                  {"Content-Length": None})

    def test_an_upload_expires_by_the_clock_of_the_fake(self) -> None:
        upload = self.begin(10)
        self.tell("clock", {"add": 3601})
        value = self.post_form(f"/uploads/{upload}/parts",
                               form(part("data", b"0123456789", "x")), 400)
        self.refused(value, "upload_id", "expired")
