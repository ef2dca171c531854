import candidate


def test_1():
    assert candidate.parse_matrix('[[1], [2]]') == [[1], [2]]
