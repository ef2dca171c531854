import candidate


def test_reads_settings():
    text = "# times\ngrace = 90\n\ntimeout = 2 * HOUR + grace\nshare = 1 / 4\n"
    assert candidate.load_settings(text) == {"grace": 90, "timeout": 7290, "share": 0.25}
