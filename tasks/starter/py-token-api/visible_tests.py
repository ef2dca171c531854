import candidate


def test_form():
    value = candidate.api_key()
    assert len(value) == 48 and int(value, 16) >= 0
