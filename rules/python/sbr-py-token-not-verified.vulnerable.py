import jwt
from jwt import decode as read_token


def read_user(token):
    return jwt.decode(token, options={"verify_signature": False})["sub"]


def read_old(token, key):
    return jwt.decode(token, key, verify=False)


def read_any(token, key):
    return jwt.decode(token, key, algorithms=["HS256", "none"])


def read_renamed(token):
    return read_token(token, options={"verify_exp": True, "verify_signature": False})


def write(claims):
    return jwt.encode(claims, None, algorithm="none")


def read_as_told(token, key):
    header = jwt.get_unverified_header(token)
    return jwt.decode(token, key, algorithms=[header["alg"]])
