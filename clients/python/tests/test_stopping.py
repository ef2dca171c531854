"""Nothing that was asked is lost when the server stops, in order or not."""

from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlsplit

from conftest import Server, own_server

from sbr_reward import RewardClient, RewardDocument, Sample


def samples(label: str, count: int = 48) -> list[Sample]:
    code = "import os\n\n\ndef {}_{}(file):\n    return os.system('wc -l ' + file)\n"
    return [Sample(id=f"{label}-{n}", language="python", code=code.format(label, n)) for n in range(count)]


def wait_until_judging(server: Server, answer: Future[list[RewardDocument]]) -> None:
    while server.metric("sbr_reward_running_samples") == 0:
        assert not answer.done(), "the answer came before anybody could look"


def test_answers_arrive_after_a_kill_and_before_an_ordered_end() -> None:
    with own_server() as server, ThreadPoolExecutor(1) as thread:
        client = RewardClient(server.url, server.key, attempts=30)
        port = urlsplit(server.url).port
        assert port is not None

        answer = thread.submit(client.judge, samples("killed"))
        wait_until_judging(server, answer)
        server.process.kill()
        server.process.wait()
        server.start(port)
        documents = answer.result(timeout=300)
        assert [document.id for document in documents] == [f"killed-{n}" for n in range(48)]
        assert {document.label for document in documents} == {"static-vulnerable"}

        impatient = RewardClient(server.url, server.key, attempts=1)
        answer = thread.submit(impatient.judge, samples("stopped"))
        wait_until_judging(server, answer)
        server.stop()
        documents = answer.result(timeout=10)
        assert [document.id for document in documents] == [f"stopped-{n}" for n in range(48)]
        assert all(document.valid for document in documents)
