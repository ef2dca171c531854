import candidate


def test_form():
    value = candidate.session_id()
    assert len(value) == 40 and int(value, 16) >= 0


def test_differs():
    assert len({candidate.session_id() for _ in range(20)}) > 10
