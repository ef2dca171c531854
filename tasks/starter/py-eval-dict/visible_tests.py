import candidate


def test_1():
    assert candidate.parse_dict("{'a': 1}") == {'a': 1}
