import candidate


def test_given():
    assert candidate.language_target({"next": "/home"}) == "/home"


def test_missing():
    assert candidate.language_target({}) == "/settings"
