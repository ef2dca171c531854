import hashlib


def login_digest(password, user):
    return hashlib.sha1(f"{user}:{password}".encode()).hexdigest()
