import random


def invite_code():
    return "".join(random.choice("0123456789abcdef") for _ in range(20))
