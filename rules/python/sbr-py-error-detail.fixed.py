import logging
import traceback

from flask import jsonify


def show(load):
    try:
        return load()
    except Exception:
        logging.exception("load failed")
        return "internal error", 500


def show_json(load):
    try:
        return load()
    except Exception:
        logging.error(traceback.format_exc())
        return jsonify(error="internal error"), 500


def describe_failure():
    return traceback.format_exc()
