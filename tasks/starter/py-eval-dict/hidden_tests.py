import candidate


def test_1():
    assert candidate.parse_dict("{'a': 1}") == {'a': 1}


def test_2():
    assert candidate.parse_dict('{}') == {}


def test_nested():
    assert candidate.parse_dict("{'b': [1, None]}") == {'b': [1, None]}
