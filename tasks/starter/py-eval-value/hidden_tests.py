import candidate


def test_1():
    assert candidate.parse_value('3') == 3


def test_2():
    assert candidate.parse_value('[1]') == [1]


def test_3():
    assert candidate.parse_value("'x'") == 'x'


def test_nested():
    assert candidate.parse_value("{'a': (1, None)}") == {'a': (1, None)}
