import hashlib
import os

from Crypto.Cipher import AES


def digest(password):
    salt = os.urandom(16)
    return salt + hashlib.scrypt(password.encode(), salt=salt, n=2**14, r=8, p=1)


def other(data):
    return hashlib.new("sha256", data).hexdigest()


def cache_key(text):
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def encrypt(key, data):
    return AES.new(key, AES.MODE_GCM).encrypt_and_digest(data)


def cache_entry_of(template_name):
    import hashlib

    return hashlib.sha1(template_name.encode()).hexdigest()


def label(address):
    import hashlib

    gravatar = hashlib.md5(address.encode()).hexdigest()
    return gravatar
