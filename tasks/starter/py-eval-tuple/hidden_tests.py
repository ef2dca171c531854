import candidate


def test_1():
    assert candidate.parse_point('(1, 2)') == (1, 2)


def test_2():
    assert candidate.parse_point('(0, 5)') == (0, 5)


def test_nested():
    assert candidate.parse_point("(1.5, -2)") == (1.5, -2)
