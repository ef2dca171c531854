import candidate


def test_line():
    assert candidate.language_header("abc") == "Content-Language: abc\r\n"
