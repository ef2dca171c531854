import candidate


def test_line():
    assert candidate.location_header("abc") == "Location: abc\r\n"
