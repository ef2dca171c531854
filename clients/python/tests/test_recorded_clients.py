"""What the trainers' own client code sent (`record_trainer_clients.py`) gets the answers that it read."""

import base64
import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from conftest import Server

RECORDINGS = sorted(Path(__file__).with_name("testdata").glob("*.json"))
# Their keys are names of engines, rules and the like.
OPEN = {"verdicts", "findings", "responses_create_params", "response", "sbr_reason", "failure_reason"}


def shape(value: Any) -> Any:
    """The form of a value: which fields of which kind."""
    if isinstance(value, dict):
        return {name: "…" if name in OPEN else shape(item) for name, item in sorted(value.items())}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return "number" if isinstance(value, (int, float)) and not isinstance(value, bool) else type(value).__name__


def replay(server: Server, exchange: dict[str, Any]) -> tuple[int, Any]:
    secret = base64.b64encode(f"sbr:{server.key}".encode()).decode()
    forms = {"Basic": f"Basic {secret}", "Bearer": f"Bearer {server.key}"}
    headers = {
        "authorization": forms[exchange["authorization"]],
        "content-type": exchange["contentType"],
    }
    body = json.dumps(exchange["request"]).encode()
    request = urllib.request.Request(server.url + exchange["path"], body, headers)
    try:
        with urllib.request.urlopen(request, timeout=200) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


@pytest.mark.parametrize("file", RECORDINGS, ids=lambda file: file.stem)
def test_each_recorded_request_gets_an_answer_of_the_recorded_form(server: Server, file: Path) -> None:
    recording = json.loads(file.read_text())
    assert recording["exchanges"]
    for exchange in recording["exchanges"]:
        status, answer = replay(server, exchange)
        assert status == exchange["status"] == 200, answer
        assert shape(answer) == shape(exchange["response"])


def test_there_is_a_recording_of_every_client() -> None:
    clients = {json.loads(file.read_text())["client"].rsplit("-", 1)[0] for file in RECORDINGS}
    assert clients == {"openrlhf", "nemo_gym", "verl"}


def test_the_bad_answer_gets_less_than_the_good_one(server: Server) -> None:
    [openrlhf, nemo] = [
        json.loads(file.read_text()) for file in RECORDINGS if file.stem in ("openrlhf", "nemo_gym")
    ][::-1]
    _, answer = replay(server, openrlhf["exchanges"][0])
    bad, good = answer["rewards"]
    assert bad < 0.01 < 0.5 < good
    verified = [replay(server, each)[1] for each in nemo["exchanges"] if each["path"] == "/verify"]
    assert [each["mask_sample"] for each in verified] == [False, False, True]
    assert [each["reward"] for each in verified[:2]] == [bad, good]
