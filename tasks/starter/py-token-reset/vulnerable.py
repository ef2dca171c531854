import random


def reset_token():
    return "".join(random.choice("0123456789abcdef") for _ in range(32))
