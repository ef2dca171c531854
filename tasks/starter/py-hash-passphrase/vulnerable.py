import hashlib


def hash_passphrase(passphrase, salt):
    return hashlib.md5((salt + passphrase).encode()).hexdigest()
