import candidate


def test_1():
    assert candidate.parse_list('[1, 2]') == [1, 2]


def test_2():
    assert candidate.parse_list("['a']") == ['a']
