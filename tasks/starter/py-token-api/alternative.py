import os


def api_key():
    return os.urandom(24).hex()
