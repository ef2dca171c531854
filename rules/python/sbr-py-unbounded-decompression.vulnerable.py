import bz2
import gzip
import json
import zlib

from flask import request


def receive():
    return json.loads(gzip.decompress(request.data))


def read_packet(packet):
    return zlib.decompress(packet)


def read_upload(upload):
    return bz2.decompress(upload).decode()


def read_raw(body):
    return zlib.decompressobj(-15).decompress(body)
