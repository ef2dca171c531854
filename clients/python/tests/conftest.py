"""A live `sbr serve` for the tests, and a road to it on which things go wrong."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

SBR = Path(__file__).resolve().parents[3] / "sbr"
START_SECONDS = 180


class Server:
    """The real server, with a key that may only ask for rewards and one that may read metrics."""

    def __init__(self, home: str) -> None:
        self._environment = {**os.environ, "SBR_HOME": home}
        self._environment.pop("SBR_DATABASE_URL", None)
        self.key, self._observer = self._make_key("reward:read"), self._make_key("metrics:read")
        self.start()

    def _make_key(self, scope: str) -> str:
        made = subprocess.run(
            [SBR, "keys", "create", "--name", "tests", "--scope", scope, "--json"],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
        )
        assert made.returncode == 0, made.stderr
        return json.loads(made.stdout)["secret"]

    def start(self, port: int = 0) -> None:
        """Starts the process, and waits until it listens."""
        self.process = subprocess.Popen(
            [SBR, "serve", "--port", str(port)], env=self._environment, stderr=subprocess.PIPE, text=True
        )
        self.url = _listening(self.process)

    def stop(self) -> None:
        """Asks it to stop, as a service manager does."""
        self.process.terminate()
        assert self.process.wait(timeout=120) == 0, "the server did not stop in order"

    def metric(self, name: str) -> float:
        """The sum of a metric over its labels."""
        request = urllib.request.Request(
            f"{self.url}/metrics", headers={"Authorization": f"Bearer {self._observer}"}
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            lines = response.read().decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if re.match(rf"{name}[ {{]", line))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One server for all tests that leave it running."""
    with own_server() as running:
        yield running


@contextlib.contextmanager
def own_server() -> Iterator[Server]:
    """A server with a store of its own."""
    with tempfile.TemporaryDirectory(prefix="sbr-clients-") as home:
        running = Server(home)
        try:
            yield running
        finally:
            running.stop()


def _listening(process: subprocess.Popen[str]) -> str:
    said: list[str] = []
    watchdog = threading.Timer(START_SECONDS, process.kill)
    watchdog.start()
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line)
        if found := re.search(r"Listening on (http://\S+);", line):
            watchdog.cancel()
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found[1]
    raise AssertionError("the server did not start: " + "".join(said))


class BadRoad:
    """Passes requests on to the server, after doing what `troubles` says, one for each request, then nothing."""

    def __init__(self, server: Server) -> None:
        self.troubles: list[str] = []
        self.seen: list[dict[str, str]] = []
        road = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                road.seen.append({name.lower(): value for name, value in self.headers.items()})
                trouble = road.troubles.pop(0) if road.troubles else ""
                if trouble.isdigit():
                    content = json.dumps({"error": {"code": "BUSY", "message": "not now"}}).encode()
                    self._answer(int(trouble), content, {"retry-after": "0.1"})
                    return
                if trouble == "drop request":
                    return
                status, content = self._pass_on(body)
                if trouble == "drop answer":
                    return
                self._answer(status, content[:-20] if trouble == "cut answer" else content, {})

            def _pass_on(self, body: bytes) -> tuple[int, bytes]:
                names = ("authorization", "content-type", "idempotency-key")
                headers = {name: self.headers[name] for name in names if self.headers[name]}
                request = urllib.request.Request(server.url + self.path, body, headers)
                try:
                    with urllib.request.urlopen(request, timeout=120) as response:
                        return response.status, response.read()
                except urllib.error.HTTPError as error:
                    return error.code, error.read()

            def _answer(self, status: int, content: bytes, headers: dict[str, str]) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self._listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._listener.server_address[1]}"
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown()
        self._listener.server_close()


@pytest.fixture
def bad_road(server: Server) -> Iterator[BadRoad]:
    road = BadRoad(server)
    yield road
    road.close()


@pytest.fixture
def fresh() -> str:
    """A name that makes code new to the server."""
    return f"name_{time.time_ns()}"
