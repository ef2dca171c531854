import hashlib


def hash_pin(pin, salt):
    return hashlib.md5((salt + pin).encode()).hexdigest()
