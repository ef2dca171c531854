import traceback

from django.http import HttpResponse
from flask import jsonify


def show(load):
    try:
        return load()
    except Exception:
        return traceback.format_exc(), 500


def show_json(load):
    try:
        return load()
    except Exception:
        return jsonify(error=traceback.format_exc()), 500


def view(request):
    try:
        return HttpResponse(request.load())
    except Exception:
        return HttpResponse("<pre>" + traceback.format_exc() + "</pre>", status=500)
