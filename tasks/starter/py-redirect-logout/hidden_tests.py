import candidate


def test_page():
    assert candidate.after_logout("/home") == "/home"


def test_empty():
    assert candidate.after_logout("") == "/"
