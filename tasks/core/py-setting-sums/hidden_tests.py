import candidate


def refused(text):
    try:
        candidate.load_settings(text)
    except ValueError:
        return True
    return False


def test_precedence_and_brackets():
    assert candidate.load_settings("a = 2 + 3 * 4\nb = (2 + 3) * 4\nc = 10 - 4 - 3\nd = 24 / 4 / 2") == {
        "a": 14, "b": 20, "c": 3, "d": 3,
    }


def test_constants_and_minus():
    assert candidate.load_settings("a = DAY + HOUR + MINUTE + SECOND\nb = -5\nc = 3 * -(2 + b)") == {
        "a": 90061, "b": -5, "c": 9,
    }


def test_later_lines_win():
    assert candidate.load_settings("  a=1.5 \n a = a * 2\n") == {"a": 3.0}
    assert candidate.load_settings("# nothing = 1\n\n   # a = 2\nb_2 = 1") == {"b_2": 1}


def test_what_cannot_be_read():
    assert candidate.load_settings("a = 1") == {"a": 1}
    for text in ("a = ", "a", "a = 2 *", "a = (1", "a = unknown", "= 3", "a = 1 / 0", "a = b\nb = 1", "a = 1 2"):
        assert refused(text), text
