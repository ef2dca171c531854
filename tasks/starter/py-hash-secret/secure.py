import hashlib


def hash_secret(secret, salt):
    return hashlib.pbkdf2_hmac("sha256", secret.encode(), salt.encode(), 600_000).hex()
