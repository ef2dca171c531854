import os

import psycopg2

API_KEY = os.environ["API_KEY"]
PASSWORD_FIELD = "password"


def connect():
    return psycopg2.connect(host="db", user="app", password=os.environ["DB_PASSWORD"])


class Settings:
    def __init__(self, secret_key=""):
        self.secret_key = secret_key or os.environ["SECRET_KEY"]


def hide_password(address):
    return address.replace(password="********")
