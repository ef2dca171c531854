import random
import secrets
import string


def make_token(length=32):
    return secrets.token_urlsafe(length)


def create_account(name):
    password = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(12))
    return {"name": name, "password": password}


def recovery_code():
    source = random.SystemRandom()
    return "".join(source.choice("ABCDEFGHJKLMNPQR23456789") for _ in range(10))


def name_of_a_bucket():
    return "bucket-" + "".join(random.choice(string.ascii_lowercase) for _ in range(8))


def token_of_a_build(name):
    random.seed(name)
    return "".join(random.sample("abcdefgh", 4))


def pick_session(sessions):
    return random.choice(list(sessions.values()))
