import math
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import BadRoad, Server

from sbr_reward import (
    InvalidRewardError,
    RewardClient,
    RewardRequestError,
    RewardUnavailableError,
    Sample,
)
from sbr_reward.invalid import reward_of


def vulnerable(name: str) -> str:
    return f'import os\n\n\ndef {name}(file):\n    return os.system("wc -l " + file)\n'


def secure(name: str) -> str:
    return f"def {name}(text):\n    return text.strip().lower()\n"


def test_judges_in_order_and_in_batches(server: Server, fresh: str) -> None:
    client = RewardClient(server.url, server.key, batch_size=2)
    codes = [make(f"{fresh}_{number}") for number in range(3) for make in (vulnerable, secure)][:5]
    documents = client.judge([Sample(language="python", code=code) for code in codes])
    assert [document.id for document in documents] == [f"sample-{number}" for number in range(5)]
    assert [document.label for document in documents] == ["static-vulnerable", "clean"] * 2 + [
        "static-vulnerable"
    ]
    for document in documents:
        assert document.valid and document.reward is not None
        assert (document.reward == document.ceiling) == (document.label == "clean")
        assert bool(document.findings) == (document.label != "clean")
    assert client.judge([]) == []


@pytest.mark.parametrize(
    "troubles",
    [
        ["503"],
        ["429", "429"],
        ["drop request"],
        ["drop answer"],
        ["cut answer"],
        ["502", "drop answer", "429", "cut answer", "drop request"],
    ],
    ids=lambda troubles: ", ".join(troubles),
)
def test_gets_its_answer_whatever_happens_on_the_road(
    server: Server, bad_road: BadRoad, fresh: str, troubles: list[str]
) -> None:
    bad_road.troubles = list(troubles)
    judged = server.metric("sbr_reward_cache_misses_total")
    client = RewardClient(bad_road.url, server.key)
    [document] = client.judge([Sample(id="one", language="python", code=vulnerable(fresh))])
    assert (document.id, document.label) == ("one", "static-vulnerable")
    assert len(bad_road.seen) == len(troubles) + 1
    assert len({headers["idempotency-key"] for headers in bad_road.seen}) == 1
    assert server.metric("sbr_reward_cache_misses_total") == judged + 1


def test_gives_up_after_its_attempts(server: Server, bad_road: BadRoad, fresh: str) -> None:
    bad_road.troubles = ["503"] * 3
    client = RewardClient(bad_road.url, server.key, attempts=3)
    with pytest.raises(RewardUnavailableError, match="not now"):
        client.judge([Sample(language="python", code=secure(fresh))])
    nobody = RewardClient("http://127.0.0.1:9", server.key, attempts=2)
    with pytest.raises(RewardUnavailableError):
        nobody.judge([Sample(language="python", code=secure(fresh))])


def test_does_not_repeat_what_is_refused(server: Server, bad_road: BadRoad, fresh: str) -> None:
    sample = Sample(language="python", code=secure(fresh))
    for client, status in [
        (RewardClient(bad_road.url, "wrong"), 401),
        (RewardClient(bad_road.url, server.key, policy="0" * 64), 409),
    ]:
        with pytest.raises(RewardRequestError) as refused:
            client.judge([sample])
        assert refused.value.status == status
    with pytest.raises(RewardRequestError):
        RewardClient(bad_road.url, server.key).judge([Sample(language="klingon", code="nuqneH")])
    assert len(bad_road.seen) == 3


def test_one_client_serves_many_threads_and_each_sample_is_judged_once(server: Server, fresh: str) -> None:
    client = RewardClient(server.url, server.key)
    samples = [Sample(id=str(number), language="python", code=vulnerable(fresh)) for number in range(8)]
    joined = server.metric("sbr_reward_joined_total") + server.metric("sbr_reward_cache_hits_total")
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(client.judge, [samples] * 8))
    assert all([document.id for document in answer] == [str(n) for n in range(8)] for answer in answers)
    assert len({document.reward for answer in answers for document in answer}) == 1
    assert server.metric("sbr_reward_joined_total") + server.metric("sbr_reward_cache_hits_total") == joined + 63


def test_a_sample_without_a_reward_is_neither_0_nor_1(server: Server) -> None:
    client = RewardClient(server.url, server.key)
    # No policy names engines for Ruby: nothing is known about the sample.
    [document] = client.judge([Sample(language="ruby", code="def main\n  puts 1\nend\n")])
    assert not document.valid and document.reward is None
    assert reward_of(document, "drop") is None
    nan = reward_of(document, "nan")
    assert nan is not None and math.isnan(nan)
    with pytest.raises(InvalidRewardError):
        reward_of(document, "raise")


def test_a_sample_has_code_or_a_completion() -> None:
    with pytest.raises(ValueError):
        Sample(language="python")
    with pytest.raises(ValueError):
        Sample(language="python", code="", completion="")
    with pytest.raises(ValueError):
        RewardClient("localhost:7411")
