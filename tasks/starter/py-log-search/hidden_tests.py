import candidate


def test_line():
    assert candidate.search_line("ada") == "search: ada"


def test_others():
    for value in ("bob", "a b 2", "x.tar.gz"):
        assert candidate.search_line(value) == f"search: {value}"
