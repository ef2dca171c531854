import os


def invite_code():
    return os.urandom(10).hex()
