import candidate


def test_form():
    value = candidate.reset_token()
    assert len(value) == 32 and int(value, 16) >= 0


def test_differs():
    assert len({candidate.reset_token() for _ in range(20)}) > 10
