import candidate


def test_line():
    assert candidate.login_line("ada") == "login: ada"


def test_others():
    for value in ("bob", "a b 2", "x.tar.gz"):
        assert candidate.login_line(value) == f"login: {value}"
