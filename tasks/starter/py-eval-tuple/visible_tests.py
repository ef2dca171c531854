import candidate


def test_1():
    assert candidate.parse_point('(1, 2)') == (1, 2)
