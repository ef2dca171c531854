import candidate


def test_form():
    value = candidate.login_code()
    assert len(value) == 6 and value.isdigit()
