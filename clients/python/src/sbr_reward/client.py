"""Talks to `POST /v1/reward`: batches, retries, and never a reward twice or made up."""

from __future__ import annotations

import http.client
import json
import os
import random
import ssl
import time
import uuid
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from .errors import RewardRequestError, RewardUnavailableError
from .samples import RewardDocument, Sample

# Worth another attempt: too many requests, a server that stops or restarts, a proxy without one behind it.
RETRIED = frozenset({408, 429, 500, 502, 503, 504})
MAX_PAUSE_SECONDS = 30.0


class RewardClient:
    """A client of one server. Safe to share between threads and to copy into other processes.

    `url` and `key` default to the environment's SBR_REWARD_URL and SBR_REWARD_KEY. Every batch carries an
    idempotency key, so an answer that was lost on the way is given again and nothing is judged twice.
    """

    def __init__(
        self,
        url: str | None = None,
        key: str | None = None,
        *,
        batch_size: int = 64,
        deadline_seconds: float = 120.0,
        attempts: int = 8,
        policy: str | None = None,
    ) -> None:
        url = url or os.environ.get("SBR_REWARD_URL") or "http://127.0.0.1:7411"
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not a URL of a server: {url!r}")
        self._scheme, self._host, self._port = parts.scheme, parts.hostname, parts.port
        self._path = parts.path.rstrip("/") + "/v1/reward"
        self._key = key or os.environ.get("SBR_REWARD_KEY") or ""
        self._batch_size = batch_size
        self._deadline_seconds = deadline_seconds
        self._attempts = attempts
        self._policy = policy

    def judge(self, samples: Sequence[Sample]) -> list[RewardDocument]:
        """One document per sample, in their order.

        Samples that the server could not judge come with `valid=False` and `reward=None`: that is a result.

        Raises RewardRequestError where the server refuses, RewardUnavailableError where it stays away.
        """
        documents: list[RewardDocument] = []
        for start, batch in self._batches(samples):
            documents.extend(self._judge_batch(start, batch))
        return documents

    def _batches(self, samples: Sequence[Sample]) -> Iterator[tuple[int, Sequence[Sample]]]:
        for start in range(0, len(samples), self._batch_size):
            yield start, samples[start : start + self._batch_size]

    def _judge_batch(self, start: int, batch: Sequence[Sample]) -> list[RewardDocument]:
        request: dict[str, Any] = {
            "samples": [sample.to_json(start + number) for number, sample in enumerate(batch)],
            "deadlineMs": round(self._deadline_seconds * 1000),
        }
        if self._policy is not None:
            request["policy"] = self._policy
        body = json.dumps(request).encode()
        idempotency_key = str(uuid.uuid4())
        answer: dict[str, Any] | None = None
        failure: Exception | None = None
        for attempt in range(self._attempts):
            if attempt > 0:
                time.sleep(self._pause(attempt, failure))
            try:
                answer = self._post(body, idempotency_key)
            except _Retry as retry:
                failure = retry
                continue
            # What the deadline cut off goes on at the server, and is there the next time.
            if answer["complete"]:
                break
            failure = None
        if answer is None:
            raise RewardUnavailableError(f"no answer in {self._attempts} attempts: {failure}") from failure
        documents = [RewardDocument.from_json(each) for each in answer["results"]]
        if len(documents) != len(batch):
            raise RewardUnavailableError(f"{len(batch)} samples were sent and {len(documents)} answered")
        return documents

    def _pause(self, attempt: int, failure: Exception | None) -> float:
        asked = failure.after if isinstance(failure, _Retry) else None
        backoff = min(MAX_PAUSE_SECONDS, 0.5 * 2**attempt) * random.uniform(0.5, 1.0)
        return backoff if asked is None else min(MAX_PAUSE_SECONDS, asked) + random.uniform(0.0, 0.5)

    def _post(self, body: bytes, idempotency_key: str) -> dict[str, Any]:
        connection = self._connect()
        try:
            connection.request(
                "POST",
                self._path,
                body,
                {
                    "Authorization": f"Bearer {self._key}",
                    "Content-Type": "application/json",
                    "Idempotency-Key": idempotency_key,
                },
            )
            response = connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise _Retry(f"{type(error).__name__}: {error}") from error
        finally:
            connection.close()
        if response.status in RETRIED:
            raise _Retry(f"{response.status} {_message(content)[1]}", _seconds(response.getheader("retry-after")))
        if response.status != 200:
            code, message, next_step = _message(content)
            raise RewardRequestError(response.status, code, message, next_step)
        try:
            answer = json.loads(content)
        except ValueError as error:
            raise _Retry("the answer was cut off") from error
        return answer

    def _connect(self) -> http.client.HTTPConnection:
        # Longer than the server's own deadline: what is late is the server's word, not a guess of ours.
        timeout = self._deadline_seconds + 30.0
        if self._scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(self._host, self._port, timeout=timeout, context=context)
        return http.client.HTTPConnection(self._host, self._port, timeout=timeout)


class _Retry(Exception):
    """An attempt that failed in a way that another may not."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


def _message(content: bytes) -> tuple[str, str, str | None]:
    try:
        error = json.loads(content)["error"]
        return str(error["code"]), str(error["message"]), error.get("next")
    except (ValueError, KeyError, TypeError):
        return "UNKNOWN", content[:200].decode(errors="replace"), None


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header is not None else None
    except ValueError:
        return None
