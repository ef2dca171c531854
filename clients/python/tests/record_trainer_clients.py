"""Records what trainers' own client code sends to `sbr serve` and reads from it, for `test_recorded_clients.py`.

    SBR_REWARD_URL=… SBR_REWARD_KEY=… python record_trainer_clients.py openrlhf|nemo_gym|verl FOLDER

FOLDER holds the unpacked wheel (`pip download --no-deps`, `unzip`). The module of the client is run as it is; only its
package's `__init__`, which would import torch and more, is not. OpenRLHF needs aiohttp; NeMo Gym its dependencies; verl
hydra's omegaconf.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.machinery
import json
import os
import sys
import tempfile
import threading
import types
import urllib.error
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TESTS = Path(__file__).resolve().parent
BAD = 'import os\n\n\ndef count(file):\n    return os.system("wc -l " + file)\n'
GOOD = "def clean(text):\n    return text.strip().lower()\n"
PROMPT = "<|im_start|>user\nWrite it in Python.<|im_end|>\n<|im_start|>assistant\n"


def fenced(code: str) -> str:
    return f"Sure.\n```python\n{code}```\n"


class Recorder:
    """Stands before the server and writes down every exchange; credentials are not kept, their form is."""

    def __init__(self, target: str) -> None:
        self.exchanges: list[dict[str, Any]] = []
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                headers = {name: value for name, value in self.headers.items() if name.lower() not in SKIPPED}
                request = urllib.request.Request(target + self.path, body, headers)
                try:
                    with urllib.request.urlopen(request, timeout=200) as response:
                        status, content = response.status, response.read()
                except urllib.error.HTTPError as error:
                    status, content = error.code, error.read()
                recorder.exchanges.append(
                    {
                        "path": self.path,
                        "authorization": (self.headers.get("authorization") or "").split(" ")[0],
                        "contentType": self.headers.get("content-type"),
                        "request": json.loads(body) if body else None,
                        "status": status,
                        "response": json.loads(content),
                    }
                )
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self._listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._listener.server_address[1]
        threading.Thread(target=self._listener.serve_forever, daemon=True).start()


SKIPPED = {"host", "content-length", "connection", "accept-encoding", "transfer-encoding"}


def without_init(folder: Path, *packages: str) -> None:
    """Makes packages importable without running their `__init__`."""
    for name in packages:
        module = types.ModuleType(name)
        module.__path__ = [str(folder.joinpath(*name.split(".")))]
        module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
        sys.modules[name] = module


def record_openrlhf(folder: Path, recorder: Recorder, key: str) -> Any:
    [root] = folder.glob("openrlhf-*.data/purelib")
    without_init(root, "openrlhf", "openrlhf.utils")
    agent = importlib.import_module("openrlhf.utils.agent")
    url = f"http://sbr:{key}@127.0.0.1:{recorder.port}/v1/openrlhf/get_reward?language=python"
    executor = agent.SingleTurnAgentExecutor(url)
    queries = [PROMPT + fenced(code) + "<|im_end|>" for code in (BAD, GOOD)]
    return asyncio.run(executor._fetch_rewards_via_http(queries, [PROMPT, PROMPT], [None, "{}"]))


def record_nemo_gym(folder: Path, recorder: Recorder, key: str) -> Any:
    sys.path.insert(0, str(folder))
    # It reads the command line as its own configuration.
    del sys.argv[1:]
    from nemo_gym.base_resources_server import BaseVerifyResponse
    from nemo_gym.config_types import AggregateMetrics
    from nemo_gym.server_utils import BaseServerConfig, ServerClient, get_response_json, raise_for_status
    from omegaconf import OmegaConf

    # The only place that it has for credentials: host and port make up the URL.
    place = {"host": f"sbr:{key}@127.0.0.1", "port": recorder.port}
    config = OmegaConf.create({"sbr": {"resources_servers": {"sbr": place}}})
    client = ServerClient(
        head_server_config=BaseServerConfig(host="127.0.0.1", port=1), global_config_dict=config
    )

    async def ask(path: str, body: Any) -> Any:
        response = await client.post(server_name="sbr", url_path=path, json=body)
        await raise_for_status(response)
        return await get_response_json(response)

    def row(code: str, language: str) -> dict[str, Any]:
        text = {"type": "output_text", "text": fenced(code), "annotations": []}
        message = {"id": "msg_1", "type": "message", "role": "assistant", "status": "completed", "content": [text]}
        response = {
            "id": "resp_1",
            "object": "response",
            "created_at": 0.0,
            "model": "policy",
            "output": [message],
            "parallel_tool_calls": False,
            "tool_choice": "auto",
            "tools": [],
        }
        create = {"input": [{"role": "user", "content": "Write it."}]}
        return {"responses_create_params": create, "response": response, "language": language}

    async def all_of_it() -> Any:
        await ask("/seed_session", {"responses_create_params": {"input": []}})
        rows = [await ask("/verify", row(code, language)) for code, language in CASES]
        read = [BaseVerifyResponse.model_validate(each) for each in rows]
        keyed = [{**each, "_ng_task_index": 0, "_ng_rollout_index": at} for at, each in enumerate(rows)]
        metrics = AggregateMetrics.model_validate(await ask("/aggregate_metrics", {"verify_responses": keyed}))
        return {
            "rewards": [each.reward for each in read],
            "masked": [each.mask_sample for each in read],
            "failure_kinds": [each.failure_kind for each in read],
            "metrics": metrics.agent_metrics,
        }

    return asyncio.run(all_of_it())


CASES = [(BAD, "python"), (GOOD, "python"), ("def main\n  puts 1\nend\n", "ruby")]


def record_verl(folder: Path, recorder: Recorder, key: str) -> Any:
    without_init(folder, "verl", "verl.utils", "verl.utils.reward_score", "verl.trainer", "verl.trainer.ppo")
    sys.modules["verl"].DataProto = object  # type: ignore[attr-defined]
    sys.modules["verl.utils.reward_score"].get_default_compute_score = None  # type: ignore[attr-defined]
    reward = importlib.import_module("verl.trainer.ppo.reward")
    from omegaconf import OmegaConf

    os.environ["SBR_REWARD_URL"] = f"http://127.0.0.1:{recorder.port}"
    os.environ["SBR_REWARD_KEY"] = key
    sys.path.insert(0, str(TESTS.parent / "src"))
    file = TESTS.parent / "src/sbr_reward/verl.py"

    def load(name: str, **kwargs: Any) -> Callable[..., Any]:
        function = {"path": str(file), "name": name, "reward_kwargs": kwargs}
        return reward.get_custom_reward_fn(OmegaConf.create({"reward": {"custom_reward_function": function}}))

    single = load("compute_score", language="python")
    batch = load("compute_score_batch", language="python", on_invalid="group-mean")
    codes = [fenced(code) for code, _ in CASES]
    infos = [{"index": 0, "language": language} for _, language in CASES]
    return {
        "single": single(data_source="ours", solution_str=codes[0], ground_truth="", extra_info={"num_turns": None}),
        "batch": batch(
            data_sources=["ours"] * 3, solution_strs=codes, ground_truths=[None] * 3, extra_infos=infos
        ),
    }


RECORDERS = {"openrlhf": record_openrlhf, "nemo_gym": record_nemo_gym, "verl": record_verl}


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    # Some clients write logs where they stand.
    os.chdir(tempfile.mkdtemp())
    url, key = os.environ["SBR_REWARD_URL"], os.environ["SBR_REWARD_KEY"]
    parts = urlsplit(url)
    recorder = Recorder(f"{parts.scheme}://{parts.netloc}")
    [wheel] = folder.glob(f"{name}-*.dist-info")
    read = RECORDERS[name](folder, recorder, key)
    recording = {"client": wheel.name.removesuffix(".dist-info"), "exchanges": recorder.exchanges, "read": read}
    (TESTS / "testdata" / f"{name}.json").write_text(json.dumps(recording, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
