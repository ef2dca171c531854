import candidate


def test_page():
    assert candidate.after_login("/home") == "/home"
