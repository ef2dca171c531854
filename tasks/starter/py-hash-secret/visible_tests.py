import candidate


def test_hex_and_same_again():
    value = candidate.hash_secret("secret", "s1")
    assert int(value, 16) >= 0
    assert value == candidate.hash_secret("secret", "s1")
