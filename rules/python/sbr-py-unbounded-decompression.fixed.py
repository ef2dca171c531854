import bz2
import gzip
import io
import json
import zlib

from flask import request

LIMIT = 1_000_000


def receive():
    with gzip.GzipFile(fileobj=io.BytesIO(request.data)) as stream:
        return json.loads(stream.read(LIMIT))


def read_packet(packet):
    return zlib.decompressobj().decompress(packet, LIMIT)


def read_upload(upload):
    return bz2.BZ2Decompressor().decompress(upload, max_length=LIMIT).decode()


def read_table():
    return gzip.decompress(open("table.gz", "rb").read())
