import secrets


def invite_code():
    return secrets.token_hex(10)
