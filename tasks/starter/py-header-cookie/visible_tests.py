import candidate


def test_line():
    assert candidate.cookie_header("abc") == "Set-Cookie: abc\r\n"
