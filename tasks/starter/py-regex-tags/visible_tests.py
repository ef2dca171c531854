import candidate


def test_accepts():
    for text in ['a,b', 'abc']:
        assert candidate.is_tags(text) is True
