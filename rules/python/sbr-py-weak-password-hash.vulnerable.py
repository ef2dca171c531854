import hashlib


def register(user, password):
    return user, hashlib.sha256(password.encode()).hexdigest()


def check(stored, salt, user_password):
    return stored == hashlib.md5((salt + user_password).encode()).hexdigest()


def digest(name, passphrase):
    return hashlib.sha1(f"{name}:{passphrase}".encode()).hexdigest()
