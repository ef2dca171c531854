import json
from http.server import BaseHTTPRequestHandler


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.accept(json.loads(self.rfile.read(length)))

    def do_PUT(self):
        self.server.accept(self.rfile.read(int(self.headers.get("Content-Length", 0))))


def application(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH", 0)))
    start_response("200 OK", [])
    return [body]
