import candidate


def test_accepts():
    for text in ['12-3', '4']:
        assert candidate.is_digit_groups(text) is True
