import candidate


def test_quotes():
    assert candidate.csv_cell("abc") == '"abc"'
