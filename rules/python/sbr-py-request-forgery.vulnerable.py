import urllib.request

import requests
from flask import Flask, request

app = Flask(__name__)


@app.route("/proxy")
def proxy():
    return requests.get(request.args["u"], timeout=5).text


def fetch(url):
    with urllib.request.urlopen(url, timeout=5) as answer:
        return answer.read()


def status(host):
    return requests.get(f"http://{host}/status", timeout=5).json()
