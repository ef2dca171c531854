import os

SECRET_KEY = os.environ.get("SECRET_KEY", "development")


def database():
    return {"user": "shop", "password": os.getenv("DB_PASSWORD", "shop")}


def signing_key():
    return os.environ.get("JWT_SECRET") or "change-me"
