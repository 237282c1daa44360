# SPDX-License-Identifier: MIT
"""The faults of the fake, as a client sees them."""

from __future__ import annotations

import http.client
import json
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from case import GOOD, FakeCase, form, part
from fake.faults import PRESETS

UPLOAD = form(part("file", GOOD, "a.jsonl"), part("purpose", b"fine-tune"))
KIND = "multipart/form-data; boundary=x--boundary--x"


class FaultCase(FakeCase):
    """A test that injects faults."""

    def fault(self, **fields: Any) -> None:
        """Let a fault wait."""
        self.tell("faults", fields)

    def list(self) -> Any:
        """GET /files"""
        return self.send("GET", "/v1/files")

    def broken(self, method: str, path: str, body: bytes = b"") -> None:
        """The request finds no answer, or only a part of one."""
        with self.assertRaises((OSError, http.client.HTTPException)):
            self.send(method, path, body, {"Content-Type": KIND})
        self.hang_up()


class Statuses(FaultCase):
    """Faults that are answers."""

    def test_a_fault_strikes_as_often_as_it_should(self) -> None:
        self.fault(name="503", on="GET /v1/files", skip=1, times=2)
        statuses = [self.list().status for _ in range(5)]
        self.assertEqual(statuses, [200, 503, 503, 200, 200])
        self.fault(name="500", times=0)
        self.assertEqual({self.list().status for _ in range(5)}, {500})
        self.sent(200, "DELETE", "/_fake/faults")
        self.assertEqual(self.list().status, 200)

    def test_a_fault_strikes_only_what_it_is_for(self) -> None:
        self.fault(name="404", on="POST /v1/files")
        self.fault(name="429", on="* /v1/uploads/*/parts")
        self.assertEqual(self.list().status, 200)
        self.upload(status=404)
        self.upload()

    def test_the_statuses_say_what_the_provider_says(self) -> None:
        for name, status, code in (
            ("401", 401, "invalid_api_key"),
            ("403", 403, "training_not_available"),
            ("429", 429, "rate_limit_exceeded"),
            ("429-quota", 429, "insufficient_quota"), ("500", 500, None),
        ):
            with self.subTest(name):
                self.fault(name=name)
                reply = self.list()
                self.assertEqual(reply.status, status)
                self.assertEqual(reply.value["error"]["code"], code)
                self.assertIn("req_fake", reply.headers["x-request-id"])
        self.assertNotIn("Retry-After", reply.headers)
        self.fault(name="429-after")
        self.assertEqual(self.list().headers["Retry-After"], "1")

    def test_answers_that_are_not_json(self) -> None:
        self.fault(name="html")
        reply = self.list()
        self.assertEqual(reply.headers["Content-Type"], "text/html")
        self.assertTrue(reply.data.startswith(b"<html>"))
        for name in ("html-200", "empty", "truncated", "invalid"):
            with self.subTest(name):
                self.fault(name=name)
                reply = self.list()
                self.assertEqual(reply.status, 200)
                with self.assertRaises(ValueError):
                    json.loads(reply.data)

    def test_an_early_answer_leaves_the_body_unread(self) -> None:
        self.fault(name="413")
        self.upload(status=413)
        self.assertEqual(self.log()[0]["body"], 0)
        self.upload()

    def test_an_answer_can_lie(self) -> None:
        self.fault(name="wrong-size")
        self.assertEqual(self.upload()["bytes"], 1)
        self.fault(edit={"/data/0/status": "odd"}, drop=["/has_more"])
        value = self.list().value
        self.assertEqual(value["data"][0]["status"], "odd")
        self.assertNotIn("has_more", value)

    def test_a_list_can_be_without_end(self) -> None:
        ident = self.upload()["id"]
        self.fault(name="stuck", times=2)
        for after in ("", f"?after={ident}"):
            value = self.get(f"/files{after}")
            self.assertEqual([f["id"] for f in value["data"]], [ident])
            self.assertTrue(value["has_more"])

    def test_a_huge_error_is_as_long_as_it_says(self) -> None:
        self.fault(name="huge-error", size=3 << 20)
        reply = self.list()
        self.assertEqual(len(reply.data), 3 << 20)
        self.assertEqual(PRESETS["huge-error"]["size"], 1 << 30)

    def test_a_part_fails_for_ever(self) -> None:
        upload = self.post("/uploads", {
            "filename": "a.jsonl", "purpose": "fine-tune", "bytes": 3,
            "mime_type": "text/jsonl",
        })["id"]
        self.fault(name="500", on="POST */parts", part=2, times=0)
        statuses = [
            self.send(
                "POST", f"/v1/uploads/{upload}/parts",
                form(part("data", data, "x")), {"Content-Type": KIND},
            ).status
            for data in (b"a", b"b", b"b", b"c", b"b")
        ]
        self.assertEqual(statuses, [200, 500, 500, 200, 500])

    def test_a_fault_that_is_none_is_refused(self) -> None:
        for fault in ({"name": "5003"}, {"name": "503", "onn": "x"}, {},
                      {"status": "503"}, {"on": "files", "status": 500}):
            with self.subTest(fault):
                self.tell("faults", fault, 400)
        self.assertEqual(self.tell("faults", [])["waiting"], [])
        for name in PRESETS:
            self.fault(name=name)


class Breaks(FaultCase):
    """Faults of the connection."""

    def test_a_reset_while_a_file_is_sent(self) -> None:
        self.fault(name="reset-upload", at=100)
        self.broken("POST", "/v1/files", UPLOAD)
        self.assertEqual(self.log()[0]["aborted"], "reset")
        self.assertEqual(self.log()[0]["body"], 100)
        self.assertEqual(self.get("/files")["data"], [])

    def test_a_reset_at_the_very_end_of_a_body(self) -> None:
        self.fault(name="reset-upload", at=1 << 20)
        self.broken("POST", "/v1/files", UPLOAD)
        self.fault(name="reset-upload")
        self.broken("GET", "/v1/files")

    def test_an_answer_that_breaks_off(self) -> None:
        self.upload()
        for outcome in ("cut", "reset"):
            with self.subTest(outcome):
                self.fault(name=f"{outcome}-answer")
                self.broken("GET", "/v1/files")
                self.assertEqual(self.log()[-1]["answer"], outcome)
        # Even where the answer is shorter than the offset of the fault.
        self.fault(name="cut-answer", at=0, cut=1 << 20)
        self.broken("GET", "/v1/files")

    def test_a_lost_answer_has_done_its_deed(self) -> None:
        self.fault(name="lost-answer", on="POST /v1/files")
        self.broken("POST", "/v1/files", UPLOAD)
        self.assertEqual(len(self.get("/files")["data"]), 1)
        self.fault(name="503", done=True, on="POST /v1/files")
        self.upload(status=503)
        self.assertEqual(len(self.get("/files")["data"]), 2)

    def test_silence_lasts_until_the_client_goes(self) -> None:
        for fault in ("stalled", "stalled-answer", "stalled-upload"):
            with self.subTest(fault):
                self.fault(name=fault, at=10)
                sock = self.raw(
                    b"POST /v1/files HTTP/1.1\r\nHost: x\r\n"
                    b"Authorization: Bearer %b\r\nContent-Type: %b\r\n"
                    b"Content-Length: %d\r\n\r\n%b" % (
                        self.config.key.encode(), KIND.encode(), len(UPLOAD),
                        UPLOAD,
                    )
                )
                got = b""
                if fault != "stalled-upload":
                    while b"\r\n\r\n" + b'{\n  "objec'[:10] not in got:
                        got += sock.recv(1000)
                sock.settimeout(0.05)
                with self.assertRaises(TimeoutError):
                    sock.recv(1)
                sock.close()
        self.assertEqual(self.list().status, 200)

    def test_a_slow_answer_is_slow_and_whole(self) -> None:
        self.upload()
        size = len(self.list().data)
        self.fault(name="slow", rate=size * 5)
        begun = time.monotonic()
        self.assertEqual(len(self.list().data), size)
        self.assertGreater(time.monotonic() - begun, 0.15)

    def test_a_request_can_be_read_slowly(self) -> None:
        self.fault(name="slow-upload", intake=len(UPLOAD) * 5)
        begun = time.monotonic()
        self.upload()
        self.assertGreater(time.monotonic() - begun, 0.15)

    def test_a_continue_that_does_not_come(self) -> None:
        head = (
            b"POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %b"
            b"\r\nExpect: 100-continue\r\nContent-Type: %b\r\n"
            b"Content-Length: 900\r\n\r\n"
            % (self.config.key.encode(), KIND.encode())
        )
        self.assertEqual(self.raw(head).recv(12), b"HTTP/1.1 100")
        self.fault(name="mute")
        sock = self.raw(head)
        sock.settimeout(0.05)
        with self.assertRaises(TimeoutError):
            sock.recv(1)

    def test_a_stalled_upload_can_be_waited_for(self) -> None:
        self.fault(name="stalled-upload", on="POST /v1/files", at=10)
        said: list[Any] = []

        def wait() -> None:
            link = http.client.HTTPConnection(
                urlsplit(self.server.main).netloc
            )
            link.request("POST", "/_fake/wait", json.dumps(
                {"on": "POST /v1/files", "outcome": "stalled"}
            ))
            said.append(json.loads(link.getresponse().read()))
            link.close()

        waiting = threading.Thread(target=wait)
        waiting.start()
        self.assertEqual(self.list().status, 200)
        self.assertEqual(said, [])
        self.raw(
            b"POST /v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %b"
            b"\r\nContent-Type: %b\r\nContent-Length: 900\r\n\r\n%b"
            % (self.config.key.encode(), KIND.encode(), UPLOAD[:20])
        )
        waiting.join(10)
        self.assertEqual(said, [{"count": 1}])

    def test_a_delay_comes_before_the_answer(self) -> None:
        self.fault(delay=0.1)
        begun = time.monotonic()
        self.assertEqual(self.list().status, 200)
        self.assertGreaterEqual(time.monotonic() - begun, 0.1)

    def test_the_other_host_notes_what_key_it_saw(self) -> None:
        self.fault(name="redirect", on="GET /v1/files")
        reply = self.list()
        self.assertEqual(reply.status, 307)
        where = reply.headers["Location"]
        self.assertEqual(where, self.server.other + "/v1/files")
        for key in ("none", "right", "wrong"):
            link = http.client.HTTPConnection(urlsplit(where).netloc)
            told = {"right": self.config.key, "wrong": "sk-x"}.get(key)
            link.request("GET", "/v1/files", headers={
                "Authorization": f"Bearer {told}"
            } if told else {})
            self.assertEqual(link.getresponse().status, 200)
            link.close()
            line = self.log()[-1]
            self.assertEqual((line["listener"], line["key"]), ("other", key))

    def test_who_asks_one_after_the_other_is_alone(self) -> None:
        for _ in range(200):
            self.list()
            self.hang_up()
        self.assertEqual({line["at_once"] for line in self.log()}, {1})

    def test_the_log_never_holds_the_key(self) -> None:
        self.list()
        self.sent(400, "GET", f"/v1/files?after={self.config.key}",
                  None, {"User-Agent": self.config.key})
        self.assertNotIn(self.config.key, self.lines.getvalue())
        self.sent(401, "GET", "/v1/files", None,
                  {"Authorization": "Bearer sk-wrong"})
        self.assertNotIn("sk-wrong", self.lines.getvalue())
        self.assertEqual(self.log()[1]["leaks"], ["target", "user-agent"])
        self.assertNotIn("leaks", self.log()[0])
