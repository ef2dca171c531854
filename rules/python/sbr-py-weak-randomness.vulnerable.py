import random
import string


def make_token(length=32):
    return "".join(random.choice(string.ascii_letters) for _ in range(length))


def login(user):
    session_id = random.getrandbits(64)
    return {"user": user, "session": session_id}


def reset_code():
    return f"{random.randint(0, 999999):06d}"


def recovery_code():
    return "".join(random.choices("ABCDEFGH23456789", k=10))
