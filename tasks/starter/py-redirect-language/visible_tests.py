import candidate


def test_given():
    assert candidate.language_target({"next": "/home"}) == "/home"
