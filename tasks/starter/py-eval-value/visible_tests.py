import candidate


def test_1():
    assert candidate.parse_value('3') == 3
