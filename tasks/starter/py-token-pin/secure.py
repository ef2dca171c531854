import secrets


def login_code():
    return "".join(secrets.choice("0123456789") for _ in range(6))
