import candidate


def test_page():
    assert candidate.after_logout("/home") == "/home"
