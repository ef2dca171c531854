import secrets


def session_id():
    return secrets.token_hex(20)
