import candidate


def test_line():
    assert candidate.cookie_header("abc") == "Set-Cookie: abc\r\n"


def test_others():
    for value in ("a=1; Path=/", "de, en;q=0.5", "/x?y=1"):
        assert candidate.cookie_header(value) == f"Set-Cookie: {value}\r\n"
