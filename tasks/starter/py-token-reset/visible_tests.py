import candidate


def test_form():
    value = candidate.reset_token()
    assert len(value) == 32 and int(value, 16) >= 0
