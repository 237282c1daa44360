# SPDX-License-Identifier: MIT
"""Who may ask, in which words; and the providers that are not OpenAI."""

from __future__ import annotations

import http.client
import json
from typing import Any, Optional
from urllib.parse import urlsplit

from case import BOUNDARY, GOOD, FakeCase, Reply, form, part

KIND = f"multipart/form-data; boundary={BOUNDARY}"
PURPOSE = part("purpose", b"fine-tune")
UPLOAD = form(part("file", GOOD, "a.jsonl"), PURPOSE)


class Wire(FakeCase):
    """HTTP and its credentials."""

    def test_a_key_has_to_be_there_and_right(self) -> None:
        for key in (None, "", "Bearer", "Bearer sk-wrong", "Basic eDp5",
                    self.config.key):
            with self.subTest(key):
                reply = self.sent(401, "GET", "/v1/files", None,
                                  {"Authorization": key})
                self.refused(reply.value, None, "")
                self.assertNotIn(self.config.key.encode(), reply.data)
        self.sent(401, "GET", "/v1/files", None,
                  {"OpenAI-Organization": "org-other"})
        self.sent(200, "GET", "/v1/files", None,
                  {"OpenAI-Organization": "org-fake"})

    def test_paths_and_methods_that_are_not_there(self) -> None:
        self.sent(404, "GET", "/v1/nothing")
        self.sent(404, "GET", "/elsewhere")
        self.sent(404, "GET", "/v1/files/")
        reply = self.sent(405, "PUT", "/v1/files", b"")
        self.assertEqual(reply.headers["Allow"], "GET, POST")

    def answer(self, data: bytes) -> bytes:
        """What comes back for these bytes."""
        sock = self.raw(data)
        got = b""
        while piece := sock.recv(1 << 16):
            got += piece
        return got

    def test_what_is_not_http_is_refused(self) -> None:
        for head in (
            b"GET /v1/files\r\n\r\n", b"GET /v1/files HTTP/3\r\n\r\n",
            b"GET /v1/files HTTP/1.1\r\n\r\n",
            b"GET /v1/files HTTP/1.1\r\nHost : x\r\n\r\n",
            b"GET /v1/files HTTP/1.1\nHost: x\n\n",
            b"GET v1 HTTP/1.1\r\nHost: x\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
            b"Content-Length: 1\r\n\r\n",
        ):
            with self.subTest(head):
                self.assertRegex(self.answer(head), rb"^HTTP/1.1 [45]\d\d ")
        self.assertIn("malformed", self.log()[0])

    def test_a_body_may_come_in_chunks(self) -> None:
        chunks = b"".join(
            b"%x\r\n%b\r\n" % (len(UPLOAD[at:at + 100]), UPLOAD[at:at + 100])
            for at in range(0, len(UPLOAD), 100)
        )
        got = self.answer(
            b"POST /v1/files HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            b"Authorization: Bearer %b\r\nContent-Type: %b\r\n"
            b"Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"%b0\r\n\r\n" % (self.config.key.encode(), KIND.encode(), chunks)
        )
        self.assertTrue(got.startswith(b"HTTP/1.1 100 Continue\r\n\r\n"))
        self.assertIn(b"HTTP/1.1 200 OK", got)
        self.assertEqual(self.get("/files")["data"][0]["bytes"], len(GOOD))

    def test_settings_have_their_types(self) -> None:
        self.tell("config", {"steps": 2, "delay": 0})
        self.assertEqual(self.config.steps, 2)
        for wrong in ({"step": 2}, {"steps": "2"}, {"steps": True}, []):
            with self.subTest(wrong):
                self.tell("config", wrong, 400)


class Azure(FakeCase):
    """Azure, before and after its path had a v1 in it."""

    site = "/openai"
    version = "api-version=2024-10-21"

    def ask(
        self,
        method: str,
        path: str,
        status: int = 200,
        value: Any = None,
        key: str = "api-key",
    ) -> Any:
        """A request with its key in its header, and its version."""
        headers: dict[str, Optional[str]] = {
            "Authorization": None, key: self.config.key
        }
        body = b""
        if isinstance(value, bytes):
            body, headers["Content-Type"] = value, KIND
        elif value is not None:
            body = json.dumps(value).encode()
            headers["Content-Type"] = "application/json"
        mark = "&" if "?" in path else "?"
        url = f"/openai{path}{mark}{self.version}"
        self.reply = self.sent(status, method, url, body, headers)
        return self.reply.value if self.reply.data else None

    reply: Reply

    def test_a_job_has_the_words_of_azure(self) -> None:
        file = self.ask("POST", "/files", 201, UPLOAD)
        self.assertEqual(
            self.reply.headers["Location"],
            f"{self.server.main}/openai/files/{file['id']}",
        )
        self.assertNotIn("has_more", self.ask("GET", "/files"))
        request = {"model": "gpt-4o", "training_file": file["id"]}
        job = self.ask("POST", "/fine_tuning/jobs", 201, request)
        path = f"/fine_tuning/jobs/{job['id']}"
        self.assertNotIn("metadata", job)
        states = [job["status"]]
        while states[-1] != "running":
            states.append(self.ask("GET", path)["status"])
        self.assertEqual(set(states), {"pending", "running"})
        states = [self.ask("POST", path + "/pause")["status"]]
        states.append(self.ask("GET", path)["status"])
        states.append(self.ask("POST", path + "/resume")["status"])
        self.assertEqual(states, ["pausing", "pausing", "resuming"])
        self.ask("DELETE", path, 400)
        self.ask("POST", path + "/cancel")
        self.assertIsNone(self.ask("DELETE", path, 204))
        self.ask("GET", path, 404)

    def test_a_mistake_has_the_form_of_azure(self) -> None:
        error = self.ask("GET", "/files/none", 404)["error"]
        self.assertEqual(error["code"], "404")
        self.assertNotIn("type", error)
        headers: dict[str, Optional[str]] = {
            "Authorization": None, "api-key": self.config.key
        }
        self.sent(404, "GET", "/openai/files", None, headers)
        self.sent(200, "GET", "/openai/v1/files", None, headers)
        self.sent(400, "GET", f"/openai/files?{self.version}", None,
                  {"api-key": self.config.key})
        self.sent(401, "GET", "/v1/files", None, headers)

    def test_azure_refuses_what_it_does_not_know(self) -> None:
        file = self.ask("POST", "/files", 201, UPLOAD)["id"]
        right = {"model": "gpt-4o", "training_file": file}
        for change in ({"metadata": {"a": "b"}}, {"suffix": "x" * 41},
                       {"suffix": "a b"}, {"method": {"type":
                                                      "reinforcement"}}):
            with self.subTest(change):
                self.ask("POST", "/fine_tuning/jobs", 400,
                         {**right, **change})
        self.config.file_limit = 10
        self.ask("POST", "/files", 413, UPLOAD)

    def test_expiry_is_written_with_a_dot(self) -> None:
        anchor = part("expires_after.anchor", b"created_at")
        for seconds, status in ((b"1209600", 201), (b"3600", 400)):
            self.ask("POST", "/files", status, form(
                part("file", GOOD, "a.jsonl"), PURPOSE, anchor,
                part("expires_after.seconds", seconds),
            ))
        self.ask("POST", "/files", 400, form(
            part("file", GOOD, "a.jsonl"), PURPOSE,
            part("expires_after[anchor]", b"created_at"),
            part("expires_after[seconds]", b"1209600"),
        ))

    def test_a_deployment_is_asked(self) -> None:
        ping = {"messages": [{"role": "user", "content": "ping"}]}
        answer = self.ask(
            "POST", "/deployments/gpt-4o/chat/completions", 200, ping
        )
        self.assertEqual(answer["model"], "gpt-4o-2024-08-06")
        self.ask("POST", "/deployments/none/chat/completions", 404, ping)


class Together(FakeCase):
    """Together: another host for files, /fine-tunes, other words."""

    site = "/together/v1"

    def put(self, url: str, status: int, **headers: str) -> None:
        """Put the file where the redirect leads."""
        where = urlsplit(url)
        link = http.client.HTTPConnection(where.netloc)
        link.request("PUT", f"{where.path}?{where.query}", GOOD, headers)
        self.assertEqual(link.getresponse().status, status)
        link.close()

    def place(self, status: int = 200) -> str:
        """Send a file by redirect."""
        path = ("/together/v1/files?file_name=a.jsonl&file_type=jsonl"
                "&purpose=fine-tune")
        reply = self.sent(302, "POST", path)
        self.put(reply.headers["Location"], 400,
                 Authorization=f"Bearer {self.config.key}")
        ident = str(reply.headers["X-Together-File-Id"])
        self.post(f"/files/{ident}/preprocess", None, 400)
        self.put(reply.headers["Location"], status)
        return ident

    def test_a_file_goes_to_the_other_host_without_a_key(self) -> None:
        ident = self.place()
        file = self.post(f"/files/{ident}/preprocess")
        self.assertEqual((file["bytes"], file["LineCount"]), (len(GOOD), 10))
        self.assertTrue(file["Processed"])
        self.assertEqual(
            [f["id"] for f in self.get("/files")["data"]], [ident]
        )
        self.sent(400, "POST", "/together/v1/files?file_name=a.jsonl")

    def test_a_job_has_the_words_of_together(self) -> None:
        file = self.place()
        request = {"model": "Qwen/Qwen3-8B", "training_file": file}
        self.post("/fine-tunes", request, 400)
        self.post(f"/files/{file}/preprocess")
        price = self.post("/fine-tunes/estimate-price", request)
        self.assertGreater(price["estimated_total_price"], 0)
        wrong: Any
        for wrong in ({"epochs": 3}, {"n_epochs": "3"},
                      {"training_method": {"method": "supervised"}},
                      {"training_type": {"type": "LoRA"}}):
            with self.subTest(wrong):
                self.post("/fine-tunes", {**request, **wrong}, 400)
        job = self.post("/fine-tunes", {
            **request, "n_epochs": 2, "training_type": {"type": "Lora"},
            "training_method": {"method": "sft"},
        })
        states: list[str] = []
        while not states or states[-1] not in ("completed", "error"):
            job = self.get(f"/fine-tunes/{job['id']}")
            states.append(job["status"])
        self.assertEqual(list(dict.fromkeys(states)), [
            "pending", "queued", "running", "compressing", "uploading",
            "completed",
        ])
        self.assertRegex(job["created_at"], r"^2026-11-21T00:00:00\.000Z$")
        self.assertTrue(job["model_output_name"])
        events = self.get(f"/fine-tunes/{job['id']}/events")["data"]
        self.assertEqual(events[0]["message"], "Fine tune request created")

    def test_a_cancelled_job_is_over_at_the_next_look(self) -> None:
        file = self.place()
        self.post(f"/files/{file}/preprocess")
        request = {"model": "Qwen/Qwen3-8B", "training_file": file}
        path = f"/fine-tunes/{self.post('/fine-tunes', request)['id']}"
        states = [self.post(path + "/cancel")["status"]]
        states += [self.get(path)["status"] for _ in range(2)]
        self.assertEqual(
            states, ["cancel_requested", "cancel_requested", "cancelled"]
        )


class Others(FakeCase):
    """Nebius and Bedrock."""

    def test_nebius_has_its_own_hyperparameters(self) -> None:
        self.site = "/nebius/v1"
        right = {"model": "fake-base", "training_file": self.upload()["id"]}
        self.post("/fine_tuning/jobs", {
            **right, "hyperparameters": {"learning_rate": 1e-5, "lora": True},
        })
        value = self.post("/fine_tuning/jobs", {
            **right, "hyperparameters": {"learning_rate_multiplier": 1},
        }, 422)
        self.assertEqual(
            value["detail"][0]["loc"],
            ["body", "hyperparameters", "learning_rate_multiplier"],
        )

    def test_bedrock_has_reinforcement_only(self) -> None:
        self.site = "/bedrock/v1"
        right: dict[str, Any] = {
            "model": "o9-fake", "training_file": self.upload()["id"],
            "method": {"type": "reinforcement", "reinforcement": {
                "grader": {"type": "lambda", "lambda": {"function": "arn"}},
            }},
        }
        self.post("/fine_tuning/jobs", right)
        self.post("/fine_tuning/jobs", {**right, "suffix": "x"}, 400)
        self.post("/fine_tuning/jobs",
                  {**right, "method": {"type": "supervised"}}, 400)
