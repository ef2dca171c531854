import hashlib

from Crypto.Cipher import AES, DES


def digest(password):
    return hashlib.md5(password.encode()).hexdigest()


def other(password):
    return hashlib.new("sha1", password.encode()).hexdigest()


def encrypt(key, data):
    return DES.new(key, DES.MODE_CBC).encrypt(data)


def blocks(key, data):
    return AES.new(key, AES.MODE_ECB).encrypt(data)
