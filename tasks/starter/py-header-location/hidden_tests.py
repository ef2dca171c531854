import candidate


def test_line():
    assert candidate.location_header("abc") == "Location: abc\r\n"


def test_others():
    for value in ("a=1; Path=/", "de, en;q=0.5", "/x?y=1"):
        assert candidate.location_header(value) == f"Location: {value}\r\n"
