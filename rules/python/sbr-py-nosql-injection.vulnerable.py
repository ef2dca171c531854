import json

from flask import request


def sign_in(users):
    given = request.get_json()
    return users.find_one({"name": given["name"], "password": given["password"]})


def remove(notes, body):
    wanted = json.loads(body)
    notes.delete_one({"owner": wanted["owner"]})


def search(books, body):
    wanted = json.loads(body)
    query = {"public": True}
    for field in ("author", "year"):
        if field in wanted:
            query[field] = wanted[field]
    return list(books.find(query))
