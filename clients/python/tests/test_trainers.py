import json
import math
from collections.abc import Iterator

import pytest
from conftest import Server

import sbr_reward.verl
from sbr_reward import InvalidRewardError, RewardClient, trl_reward

RUBY = "```ruby\ndef main\n  puts 1\nend\n```"


def answer(name: str, call: str) -> str:
    return f'Here you are:\n```python\nimport os\n\n\ndef {name}(file):\n    return {call}("wc " + file)\n```\n'


@pytest.fixture
def verl(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """verl configures by name alone, so the client's settings come from the environment."""
    monkeypatch.setenv("SBR_REWARD_URL", server.url)
    monkeypatch.setenv("SBR_REWARD_KEY", server.key)
    sbr_reward.verl._client.cache_clear()
    yield
    sbr_reward.verl._client.cache_clear()


def test_trl_calls_with_columns_and_reads_none_as_left_out(server: Server, fresh: str) -> None:
    reward = trl_reward(RewardClient(server.url, server.key))
    metrics: dict[str, float] = {}
    extras: dict[str, list[str]] = {}
    conversation = [
        {"role": "assistant", "content": answer(fresh, "len")},
        {"role": "tool", "content": "ignored"},
    ]
    rewards = reward(
        prompts=["a", "b", "c"],
        completions=[answer(fresh, "os.system"), conversation, RUBY],
        completion_ids=[[1], [2], [3]],
        language=["python", "python", "ruby"],
        before=[None, None, None],
        unrelated=[1, 2, 3],
        trainer_state=object(),
        log_metric=metrics.__setitem__,
        log_extra=extras.__setitem__,
    )
    assert rewards[0] is not None and rewards[0] < 0.01
    assert rewards[1] is not None and rewards[1] > 0.5
    assert rewards[2] is None
    assert metrics == {"sbr/valid": pytest.approx(2 / 3), "sbr/clean": pytest.approx(1 / 3)}
    assert len(extras["sbr_reason"]) == 3
    assert reward.__name__ == "sbr_reward"


def test_trl_needs_a_language_and_can_be_told_to_stop(server: Server) -> None:
    client = RewardClient(server.url, server.key)
    with pytest.raises(ValueError, match="language"):
        trl_reward(client)(prompts=["a"], completions=[RUBY])
    with pytest.raises(InvalidRewardError):
        trl_reward(client, language="ruby", on_invalid="raise")(prompts=["a"], completions=[RUBY])


def test_verl_scores_one_completion(verl: None, fresh: str) -> None:
    score = sbr_reward.verl.compute_score(
        data_source="ours",
        solution_str=answer(fresh, "os.system"),
        ground_truth=json.dumps({"language": "python"}),
        extra_info={"num_turns": None, "rollout_reward_scores": {}},
        reward_router_address=None,
    )
    assert score["score"] < 0.01 and score["sbr_valid"] == 1.0 and score["sbr_clean"] == 0.0
    with pytest.raises(InvalidRewardError):
        sbr_reward.verl.compute_score("ours", RUBY, None, None, language="ruby")
    assert math.isnan(sbr_reward.verl.compute_score("ours", RUBY, None, None, language="ruby", on_invalid="nan")["score"])


def test_verl_gives_an_unjudged_completion_the_mean_of_its_group(verl: None, fresh: str) -> None:
    infos = [{"index": 0}, {"index": 0}, {"index": 0, "language": "ruby"}, {"index": 1}]
    solutions = [answer(fresh, "os.system"), answer(fresh, "len"), RUBY, answer(fresh, "len")]
    batch = sbr_reward.verl.compute_score_batch(
        ["ours"] * 4, solutions, [None] * 4, infos, language="python", on_invalid="group-mean"
    )
    scores = [each["score"] for each in batch]
    assert scores[2] == pytest.approx((scores[0] + scores[1]) / 2)
    assert [each["sbr_valid"] for each in batch] == [1.0, 1.0, 0.0, 1.0]
    assert {frozenset(each) for each in batch} == {frozenset(batch[0])}
    alone = [{"index": 7, "language": "ruby"}]
    with pytest.raises(InvalidRewardError, match="7"):
        sbr_reward.verl.compute_score_batch(["ours"], [RUBY], [None], alone, on_invalid="group-mean")
