import candidate


def test_quotes():
    assert candidate.csv_name("abc") == '"abc"'
