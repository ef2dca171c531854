import candidate


def test_round_trip():
    value = {"name": "ada", "count": 3, "tags": ["a", "b"]}
    data = candidate.save_state(value)
    assert isinstance(data, bytes)
    assert candidate.load_state(data) == value


def test_others():
    for value in ({}, {"a": None, "b": [1.5, True]}, {"nested": {"deep": "ü"}}):
        assert candidate.load_state(candidate.save_state(value)) == value
