import xml.etree.ElementTree as ET
from xml.dom import minidom

from lxml import etree


def titles(text):
    return [node.text for node in ET.fromstring(text).iter("title")]


def document(text):
    return minidom.parseString(text)


def tree(data):
    parser = etree.XMLParser(resolve_entities=True)
    return etree.fromstring(data, parser)


def short(data):
    return etree.fromstring(data)
