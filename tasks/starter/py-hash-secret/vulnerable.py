import hashlib


def hash_secret(secret, salt):
    return hashlib.md5((salt + secret).encode()).hexdigest()
