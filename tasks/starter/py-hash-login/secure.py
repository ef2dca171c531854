import hashlib


def login_digest(password, user):
    return hashlib.scrypt(password.encode(), salt=user.encode(), n=2**14, r=8, p=1).hex()
