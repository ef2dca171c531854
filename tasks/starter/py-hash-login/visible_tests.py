import candidate


def test_hex_and_same_again():
    value = candidate.login_digest("secret", "ada")
    assert int(value, 16) >= 0
    assert value == candidate.login_digest("secret", "ada")
