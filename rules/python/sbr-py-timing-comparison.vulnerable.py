import hashlib
import hmac


def check(body, signature, key):
    return hmac.new(key, body, hashlib.sha256).hexdigest() == signature


def check_later(body, signature, key):
    expected = hmac.new(key, body, "sha256").hexdigest()
    if signature != expected:
        raise ValueError("bad signature")
    return True


def check_digest(body, signature, key):
    expected = hmac.digest(key, body, "sha256")
    return expected == signature
