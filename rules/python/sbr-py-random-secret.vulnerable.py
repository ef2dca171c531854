import random
import string


def make_token(length=32):
    return "".join(random.choice(string.ascii_letters) for _ in range(length))


def create_account(name):
    password = "".join(random.choices(string.ascii_letters + string.digits, k=12))
    return {"name": name, "password": password}


class Sessions:
    def __init__(self):
        self.session_id = "".join([random.choice("0123456789abcdef") for _ in range(16)])


def recovery_code():
    return "".join(random.sample("ABCDEFGHJKLMNPQR23456789", 10))


def one_time_otp():
    return "".join(str(random.randint(0, 9)) for _ in range(6))
