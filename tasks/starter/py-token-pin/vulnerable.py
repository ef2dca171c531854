import random


def login_code():
    return "".join(random.choice("0123456789") for _ in range(6))
