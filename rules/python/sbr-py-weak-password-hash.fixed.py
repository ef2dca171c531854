import hashlib
import os


def register(user, password):
    salt = os.urandom(16)
    return user, salt, hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def check(stored, salt, user_password):
    return stored == hashlib.pbkdf2_hmac("sha256", user_password.encode(), salt, 600_000)


def fingerprint(content):
    return hashlib.sha256(content).hexdigest()
