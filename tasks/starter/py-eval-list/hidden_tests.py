import candidate


def test_1():
    assert candidate.parse_list('[1, 2]') == [1, 2]


def test_2():
    assert candidate.parse_list("['a']") == ['a']


def test_nested():
    assert candidate.parse_list("[True, (1, 2)]") == [True, (1, 2)]
