import candidate


def test_line():
    assert candidate.upload_line("ada") == "upload: ada"
