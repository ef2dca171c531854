import hashlib


def hash_passphrase(passphrase, salt):
    return hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt.encode(), 600_000).hex()
