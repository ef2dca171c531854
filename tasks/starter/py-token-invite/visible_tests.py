import candidate


def test_form():
    value = candidate.invite_code()
    assert len(value) == 20 and int(value, 16) >= 0
