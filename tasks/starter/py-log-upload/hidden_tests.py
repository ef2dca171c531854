import candidate


def test_line():
    assert candidate.upload_line("ada") == "upload: ada"


def test_others():
    for value in ("bob", "a b 2", "x.tar.gz"):
        assert candidate.upload_line(value) == f"upload: {value}"
