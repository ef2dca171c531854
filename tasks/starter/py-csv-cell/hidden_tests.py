import candidate


def test_quotes():
    assert candidate.csv_cell("abc") == '"abc"'


def test_doubles():
    assert candidate.csv_cell('a"b') == '"a""b"'


def test_others():
    assert candidate.csv_cell("a, b") == '"a, b"'
    assert candidate.csv_cell("") == '""'
