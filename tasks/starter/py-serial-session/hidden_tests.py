import candidate


def test_round_trip():
    value = {"name": "ada", "count": 3, "tags": ["a", "b"]}
    data = candidate.save_session(value)
    assert isinstance(data, bytes)
    assert candidate.load_session(data) == value


def test_others():
    for value in ({}, {"a": None, "b": [1.5, True]}, {"nested": {"deep": "ü"}}):
        assert candidate.load_session(candidate.save_session(value)) == value
