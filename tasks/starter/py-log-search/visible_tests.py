import candidate


def test_line():
    assert candidate.search_line("ada") == "search: ada"
