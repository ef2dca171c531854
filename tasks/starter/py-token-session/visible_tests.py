import candidate


def test_form():
    value = candidate.session_id()
    assert len(value) == 40 and int(value, 16) >= 0
