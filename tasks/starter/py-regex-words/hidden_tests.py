import candidate


def test_accepts():
    for text in ['ab cd', 'a']:
        assert candidate.is_words(text) is True


def test_refuses():
    for text in ['1', '']:
        assert candidate.is_words(text) is False
