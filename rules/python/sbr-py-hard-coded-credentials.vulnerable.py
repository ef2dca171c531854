import psycopg2

API_KEY = "q8Vb2LrT0nYw5ZkD"


def connect():
    return psycopg2.connect(host="db", user="app", password="hunter2-prod")


class Settings:
    def __init__(self):
        self.secret_key = "9f8e7d6c5b4a3210"
