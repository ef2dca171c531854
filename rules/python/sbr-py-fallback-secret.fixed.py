import os
import secrets

SECRET_KEY = os.environ["SECRET_KEY"]
KEY_FILE = os.environ.get("SECRET_KEY_FILE", "/run/secrets/key")


def database():
    return {"user": os.getenv("DB_USER", "shop"), "password": os.getenv("DB_PASSWORD", "")}


def signing_key():
    return os.environ.get("JWT_SECRET") or secrets.token_hex(32)


def header_name():
    return os.environ.get("API_KEY_HEADER", "X-Api-Key")
