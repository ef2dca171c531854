import candidate


def test_form():
    value = candidate.api_key()
    assert len(value) == 48 and int(value, 16) >= 0


def test_differs():
    assert len({candidate.api_key() for _ in range(20)}) > 10
