import random


def api_key():
    return "".join(random.choice("0123456789abcdef") for _ in range(48))
