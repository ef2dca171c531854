import candidate


def test_hex_and_same_again():
    value = candidate.hash_pin("secret", "s1")
    assert int(value, 16) >= 0
    assert value == candidate.hash_pin("secret", "s1")


def test_depends_on_both():
    assert len({candidate.hash_pin(a, b) for a in ("x", "y") for b in ("s", "t")}) == 4
