import hashlib
import hmac
import secrets

import requests


def check(body, signature, key):
    return hmac.compare_digest(hmac.new(key, body, hashlib.sha256).hexdigest(), signature)


def check_later(body, signature, key):
    expected = hmac.new(key, body, "sha256").hexdigest()
    if not hmac.compare_digest(signature, expected):
        raise ValueError("bad signature")
    return True


def check_length(body, signature, key):
    expected = hmac.digest(key, body, "sha256")
    return len(expected) == len(signature) and secrets.compare_digest(expected, signature)


def same_file(first, second):
    return hashlib.sha256(first).digest() == hashlib.sha256(second).digest()


def list_devices(key, message, session):
    signature = hmac.new(key, message, "sha256").hexdigest()
    answer = requests.post("https://example.com/devices", headers={"sign": signature}, timeout=5).json()
    return [device for device in answer if device["id"] != session["id"]]


def to_bytes(key, number):
    value = int.from_bytes(hmac.digest(key, number, "sha1"), "big")
    return value != 0
