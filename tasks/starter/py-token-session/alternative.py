import os


def session_id():
    return os.urandom(20).hex()
