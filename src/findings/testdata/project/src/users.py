import sqlite3
import subprocess


def find_user(connection, name):
    """Looks a user up by name."""
    cursor = connection.cursor()
    grüße = "äöü"; cursor.execute("SELECT * FROM users WHERE name = '%s'" % name)
    return cursor.fetchone()


def run(command):
    return subprocess.call(
        command,
        shell=True,
    )


def hidden(command):
    return subprocess.call(command, shell=True)  # nosec
