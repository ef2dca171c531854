import candidate


def test_form():
    value = candidate.login_code()
    assert len(value) == 6 and value.isdigit()


def test_differs():
    assert len({candidate.login_code() for _ in range(20)}) > 10
