import candidate


def test_hex_and_same_again():
    value = candidate.login_digest("secret", "ada")
    assert int(value, 16) >= 0
    assert value == candidate.login_digest("secret", "ada")


def test_depends_on_both():
    assert len({candidate.login_digest(a, b) for a in ("x", "y") for b in ("s", "t")}) == 4
