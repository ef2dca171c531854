import candidate


def test_accepts():
    for text in ['a,b', 'abc']:
        assert candidate.is_tags(text) is True


def test_refuses():
    for text in ['1', '']:
        assert candidate.is_tags(text) is False
