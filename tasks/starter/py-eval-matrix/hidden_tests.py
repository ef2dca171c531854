import candidate


def test_1():
    assert candidate.parse_matrix('[[1], [2]]') == [[1], [2]]


def test_2():
    assert candidate.parse_matrix('[[0]]') == [[0]]


def test_nested():
    assert candidate.parse_matrix("[[1, 2], [], [3]]") == [[1, 2], [], [3]]
