import defusedxml.ElementTree as ET
from defusedxml import minidom
from lxml import etree


def titles(text):
    return [node.text for node in ET.fromstring(text).iter("title")]


def document(text):
    return minidom.parseString(text)


def tree(data):
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(data, parser)
