import os


def reset_token():
    return os.urandom(16).hex()
