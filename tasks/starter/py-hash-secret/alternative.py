import hashlib


def hash_secret(secret, salt):
    key = hashlib.scrypt(
        secret.encode("utf-8"),
        salt=salt.encode("utf-8"),
        n=2**14,
        r=8,
        p=1,
    )
    return key.hex()
