import json

from flask import request


def sign_in(users):
    given = request.get_json()
    return users.find_one({"name": str(given["name"]), "token": {"$eq": given["token"]}})


def remove(notes, body):
    wanted = json.loads(body)
    if not isinstance(wanted["owner"], str):
        raise TypeError("owner")
    notes.delete_one({"owner": wanted["owner"]})


def search(books, body):
    wanted = json.loads(body)
    query = {"public": True}
    for field in ("author", "year"):
        if field in wanted:
            query[field] = str(wanted[field])
    return list(books.find(query))


def place(text, body):
    return text.find(json.loads(body)["part"])
