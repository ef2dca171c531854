import candidate


def test_accepts():
    for text in ['ab cd', 'a']:
        assert candidate.is_words(text) is True
