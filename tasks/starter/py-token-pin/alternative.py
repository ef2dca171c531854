import secrets


def login_code():
    return f"{secrets.randbelow(10**6):06d}"
