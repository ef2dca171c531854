import jwt
from jwt import decode as read_token


def read_user(token, key):
    return jwt.decode(token, key, algorithms=["HS256"])["sub"]


def read_without_expiry(token, key):
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_exp": False, "verify_signature": True})


def read_renamed(token, key):
    return read_token(token, key, algorithms=["EdDSA"])


def read_key_id(token):
    return jwt.get_unverified_header(token)["kid"]


def write(claims, key):
    return jwt.encode(claims, key, algorithm="HS256")


def read_as_configured(token, key, settings):
    return jwt.decode(token, key, algorithms=[settings.algorithm])
