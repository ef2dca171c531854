import secrets


def api_key():
    return secrets.token_hex(24)
