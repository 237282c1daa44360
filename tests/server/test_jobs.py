# SPDX-License-Identifier: MIT
"""/fine_tuning/jobs and /models of the fake."""

from __future__ import annotations

import base64
from typing import Any

from case import EXAMPLE, FakeCase, form, part

JOBS = "/fine_tuning/jobs"
GRADER = {"type": "string_check", "name": "g", "input": "{{sample}}",
          "reference": "x", "operation": "eq"}


class Jobs(FakeCase):
    """A job from its creation to its end."""

    def begin(self, **more: Any) -> Any:
        """Create a job."""
        request = {
            "model": "gpt-4o-mini", "training_file": self.upload()["id"],
        }
        return self.post(JOBS, {**request, **more})

    def show(self, ident: str, *path: str) -> Any:
        """A job, or what belongs to it."""
        return self.get("/".join((JOBS, ident, *path)))

    def test_a_job_lives_by_being_looked_at(self) -> None:
        job = self.begin()
        self.assertEqual(job["model"], "gpt-4o-mini-2024-07-18")
        self.assertEqual(job["error"], dict.fromkeys(
            ("code", "message", "param")
        ))
        states = [job["status"]]
        while states[-1] not in ("succeeded", "failed"):
            states.append(self.show(job["id"])["status"])
        self.assertEqual(states, [
            "validating_files", "validating_files", "queued",
            *["running"] * 7, "succeeded",
        ])
        job = self.show(job["id"])
        self.assertTrue(
            job["fine_tuned_model"].startswith("ft:gpt-4o-mini-2024-07-18:")
        )
        self.assertEqual(job["trained_tokens"], len(EXAMPLE) * 10 // 4 * 3)
        self.assertIsNotNone(job["finished_at"])
        self.get(f"/models/{job['fine_tuned_model']}")

    def test_no_step_is_taken_that_is_not_asked_for(self) -> None:
        self.config.pace = 0
        job = self.begin()
        for _ in range(5):
            self.assertEqual(
                self.show(job["id"])["status"], "validating_files"
            )
        self.tell("advance", {"job": job["id"], "steps": 2})
        self.assertEqual(self.show(job["id"])["status"], "running")
        self.tell("advance", {})
        self.assertEqual(self.show(job["id"])["status"], "succeeded")

    def test_events_come_newest_first_and_page_to_the_oldest(self) -> None:
        self.config.pace = 0
        job = self.begin()
        self.tell("advance", {})
        self.tell("events", {"job": job["id"], "count": 300})
        got: list[Any] = []
        after = ""
        while True:
            page = self.show(job["id"], f"events?limit=50{after}")
            self.assertLessEqual(len(page["data"]), 50)
            got += page["data"]
            if not page["has_more"]:
                break
            after = f"&after={got[-1]['id']}"
        self.assertEqual(len({event["id"] for event in got}), len(got))
        self.assertEqual(got[0]["message"], f"Event {len(got)}")
        self.assertEqual(
            got[-1]["message"], f"Created fine-tuning job: {job['id']}"
        )
        steps = [e["data"]["step"] for e in got if e["type"] == "metrics"]
        self.assertEqual(steps, [6, 5, 4, 3, 2, 1])
        self.assertIsNone(got[-1]["data"])

    def test_checkpoints_are_the_last_three(self) -> None:
        job = self.begin(hyperparameters={"n_epochs": 6})
        self.tell("advance", {})
        page = self.show(job["id"], "checkpoints?limit=2")
        self.assertTrue(page["has_more"])
        steps = [point["step_number"] for point in page["data"]]
        self.assertEqual(steps, [6, 5])
        page = self.show(
            job["id"], f"checkpoints?after={page['last_id']}"
        )
        self.assertEqual(page["data"][0]["step_number"], 4)
        self.assertFalse(page["has_more"])

    def test_the_result_file_has_the_losses(self) -> None:
        valid = self.upload()["id"]
        for kind, decode in (("csv", bytes), ("base64", base64.b64decode)):
            with self.subTest(kind):
                self.config.results = kind
                job = self.begin(validation_file=valid)
                self.tell("advance", {})
                ident = self.show(job["id"])["result_files"][0]
                file = self.get(f"/files/{ident}")
                self.assertEqual(file["purpose"], "fine-tune-results")
                data = self.sent(200, "GET", f"/v1/files/{ident}/content").data
                lines = decode(data).decode().splitlines()
                self.assertEqual(
                    lines[0],
                    "step,train_loss,train_accuracy,valid_loss,"
                    "valid_mean_token_accuracy",
                )
                self.assertEqual(len(lines), 7)
                self.assertEqual(lines[6], "6,0.5,0.9,0.62857,0.85")

    def test_too_few_examples_fail_the_job(self) -> None:
        file = self.upload(EXAMPLE * 7)["id"]
        job = self.begin(training_file=file)
        self.tell("advance", {})
        job = self.show(job["id"])
        self.assertEqual(job["status"], "failed")
        self.assertEqual(job["error"]["code"], "invalid_n_examples")
        self.assertIn("has 7 example(s)", job["error"]["message"])

    def test_a_job_can_fail_in_the_middle(self) -> None:
        self.config.fail_at = 3
        job = self.begin()
        self.tell("advance", {})
        self.assertEqual(self.show(job["id"])["status"], "failed")
        self.assertIsNone(self.show(job["id"])["fine_tuned_model"])

    def test_cancel_pause_and_resume_want_the_right_state(self) -> None:
        self.config.pace = 0
        ident = self.begin()["id"]
        self.post(f"{JOBS}/{ident}/pause", None, 400)
        self.tell("advance", {"steps": 4})
        paused = self.post(f"{JOBS}/{ident}/pause")
        self.assertEqual(paused["status"], "paused")
        self.tell("advance", {})
        self.assertEqual(self.show(ident)["status"], "paused")
        resumed = self.post(f"{JOBS}/{ident}/resume")
        self.assertEqual(resumed["status"], "queued")
        self.post(f"{JOBS}/{ident}/resume", None, 400)
        self.post(f"{JOBS}/{ident}/cancel", {}, 415)
        done = self.post(f"{JOBS}/{ident}/cancel")
        self.assertEqual(done["status"], "cancelled")
        self.post(f"{JOBS}/{ident}/cancel", None, 400)

    def test_jobs_are_listed_by_pages_and_by_metadata(self) -> None:
        idents = [
            self.begin(metadata={"ft_job_key": f"k{n}"})["id"]
            for n in range(3)
        ]
        page = self.get(f"{JOBS}?limit=2")
        self.assertEqual(
            [job["id"] for job in page["data"]], idents[:0:-1]
        )
        page = self.get(f"{JOBS}?after={idents[1]}")
        self.assertEqual([job["id"] for job in page["data"]], idents[:1])
        page = self.get(f"{JOBS}?metadata%5Bft_job_key%5D=k1")
        self.assertEqual([job["id"] for job in page["data"]], [idents[1]])
        # Brackets have to be encoded.
        self.sent(400, "GET", f"/v1{JOBS}?metadata[ft_job_key]=k1")

    def test_every_field_of_a_job_is_taken(self) -> None:
        job = self.begin(
            suffix="a", seed=7, metadata={"k": "v"},
            validation_file=self.upload()["id"],
            integrations=[{"type": "wandb", "wandb": {"project": "p"}}],
            method={"type": "dpo", "dpo": {"hyperparameters": {
                "beta": 0.1, "n_epochs": 2, "batch_size": "auto",
                "learning_rate_multiplier": 0.5,
            }}},
        )
        self.assertEqual(job["seed"], 7)
        self.assertEqual(job["metadata"], {"k": "v"})
        self.assertEqual(job["user_provided_suffix"], "a")
        self.assertEqual(job["method"]["type"], "dpo")
        self.assertEqual(job["hyperparameters"]["beta"], 0.1)
        self.begin(model="o9-fake", method={
            "type": "reinforcement", "reinforcement": {
                "grader": GRADER,
                "hyperparameters": {"reasoning_effort": "low",
                                    "compute_multiplier": 2},
            },
        })

    def test_what_does_not_conform_is_refused(self) -> None:
        hyper = "method.supervised.hyperparameters"

        def supervised(**fields: Any) -> Any:
            return {"method": {
                "type": "supervised",
                "supervised": {"hyperparameters": fields},
            }}

        cases: list[tuple[dict[str, Any], str]] = [
            ({"model": 1}, "model"), ({"model": None}, "model"),
            ({"n_epochs": 3}, "n_epochs"), ({"suffix": ""}, "suffix"),
            ({"suffix": "x" * 65}, "suffix"), ({"seed": -1}, "seed"),
            ({"seed": 2**31}, "seed"), ({"seed": "1"}, "seed"),
            ({"metadata": {"k": 1}}, "metadata.k"),
            ({"metadata": {"k": "v" * 513}}, "metadata.k"),
            ({"metadata": {str(n): "v" for n in range(17)}}, "metadata"),
            ({"integrations": [{"type": "wandb"}]}, "integrations[0].wandb"),
            ({"hyperparameters": {"n_epochs": "3"}},
             "hyperparameters.n_epochs"),
            ({"hyperparameters": {"beta": 1}}, "hyperparameters.beta"),
            ({"method": {"type": "sft"}}, "method.type"),
            ({"method": {"type": "dpo", "supervised": {}}},
             "method.supervised"),
            ({"method": {"type": "reinforcement"}}, "method.reinforcement"),
            ({"method": {"type": "reinforcement", "reinforcement": {}}},
             "method.reinforcement.grader"),
            ({"method": {"type": "reinforcement", "reinforcement": {
                "grader": {**GRADER, "operation": "is"}}}},
             "method.reinforcement.grader.operation"),
            (supervised(n_epochs=0), f"{hyper}.n_epochs"),
            (supervised(n_epochs=51), f"{hyper}.n_epochs"),
            (supervised(n_epochs=True), f"{hyper}.n_epochs"),
            (supervised(n_epochs=1.5), f"{hyper}.n_epochs"),
            (supervised(batch_size=257), f"{hyper}.batch_size"),
            (supervised(learning_rate_multiplier=0),
             f"{hyper}.learning_rate_multiplier"),
            (supervised(beta=0.1), f"{hyper}.beta"),
            ({"hyperparameters": {}, **supervised()}, "hyperparameters"),
            ({"model": "gpt-9"}, "model"),
            ({"model": "gpt-3.5-turbo"}, "model"),
            ({"model": "o9-fake"}, "model"),
            ({"training_file": "file-x"}, "training_file"),
        ]
        right = {"model": "gpt-4o", "training_file": self.upload()["id"]}
        for change, param in cases:
            with self.subTest(change):
                status = 404 if change.get("model") == "gpt-9" else 400
                value = self.post(JOBS, {**right, **change}, status)
                self.assertEqual(value["error"]["param"], param)
        self.assertEqual(self.get(JOBS)["data"], [])

    def test_a_file_must_be_ready_and_for_training(self) -> None:
        other = self.post_form("/files", form(
            part("file", b"x", "x"), part("purpose", b"user_data")
        ))["id"]
        self.config.process_after = 1
        late = self.upload()["id"]
        for ident, words in ((other, "purpose"), (late, "not ready")):
            value = self.post(
                JOBS, {"model": "gpt-4o", "training_file": ident}, 400
            )
            self.refused(value, "training_file", words)
        self.get(f"/files/{late}")
        self.post(JOBS, {"model": "gpt-4o", "training_file": late})

    def test_json_has_to_be_json_and_to_say_so(self) -> None:
        kind = {"Content-Type": "application/json"}
        for body in (
            b"", b"{", b'{"model":NaN}', b'{"a":1,"a":2}', b'"\xff"',
            b"[" * 100000, b"[]",
        ):
            with self.subTest(body[:20]):
                self.sent(400, "POST", f"/v1{JOBS}", body, dict(kind))
        self.sent(415, "POST", f"/v1{JOBS}", b"{}")
        self.sent(415, "POST", f"/v1{JOBS}", b"{}",
                  {"Content-Type": "text/plain"})

    def test_who_may_not_train_is_told(self) -> None:
        self.config.training = False
        value = self.post(JOBS, {"model": "gpt-4o", "training_file": "x"}, 403)
        self.assertEqual(value["error"]["code"], "training_not_available")

    def test_a_test_can_have_models_of_its_own(self) -> None:
        self.tell("models", [
            {"id": "dead", "shutdown_date": "2026-11-21"},
            {"id": "chat-only", "trains": []}, {"id": "alive"},
        ])
        file = self.upload()["id"]
        for model, status in (("dead", 400), ("chat-only", 400),
                              ("alive", 200)):
            self.post(JOBS, {"model": model, "training_file": file}, status)
        self.assertEqual(
            self.get("/models/dead")["shutdown_date"], "2026-11-21"
        )

    def test_only_tuned_models_can_be_deleted(self) -> None:
        self.begin()
        self.tell("advance", {})
        models = self.get("/models")["data"]
        dates = {model["id"]: model["shutdown_date"] for model in models}
        self.assertEqual(dates["gpt-4o-mini"], "2027-01-14")
        self.assertIsNone(dates["fake-base"])
        tuned = [ident for ident in dates if ident.startswith("ft:")]
        self.sent(200, "DELETE", f"/v1/models/{tuned[0]}")
        self.sent(404, "DELETE", f"/v1/models/{tuned[0]}")
        self.sent(403, "DELETE", "/v1/models/gpt-4o")
