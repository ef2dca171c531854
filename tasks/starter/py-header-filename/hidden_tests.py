import candidate


def test_line():
    assert candidate.language_header("abc") == "Content-Language: abc\r\n"


def test_others():
    for value in ("a=1; Path=/", "de, en;q=0.5", "/x?y=1"):
        assert candidate.language_header(value) == f"Content-Language: {value}\r\n"
