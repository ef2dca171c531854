import candidate


def test_line():
    assert candidate.login_line("ada") == "login: ada"
