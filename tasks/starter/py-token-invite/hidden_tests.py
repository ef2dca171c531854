import candidate


def test_form():
    value = candidate.invite_code()
    assert len(value) == 20 and int(value, 16) >= 0


def test_differs():
    assert len({candidate.invite_code() for _ in range(20)}) > 10
