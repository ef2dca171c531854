import candidate


def test_round_trip():
    value = {"name": "ada", "count": 3, "tags": ["a", "b"]}
    data = candidate.save_state(value)
    assert isinstance(data, bytes)
    assert candidate.load_state(data) == value
