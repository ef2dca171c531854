from hashlib import pbkdf2_hmac

ROUNDS = 600_000


def login_digest(password, user):
    digest = pbkdf2_hmac("sha512", password.encode("utf-8"), user.encode("utf-8"), ROUNDS)
    return digest.hex()
