#!/usr/bin/env python3
"""Harvest /oai page by page, with Python's own XML parser.

usage: harvest.py SOCKET VERB [ARGUMENTS [COMMAND]]

Prints a line for each item: its identifier, its datestamp and `deleted` or
its title. COMMAND is run by the shell after each page but the last. Every
page must be an answer of the protocol; what is wrong ends with status 1.
"""
import http.client
import re
import socket
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as tree

OAI = '{http://www.openarchives.org/OAI/2.0/}'
DC = '{http://purl.org/dc/elements/1.1/}'


class Connection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__('localhost')
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def get(path, query):
    connection = Connection(path)
    connection.request('GET', '/oai?' + query)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit('status %d for %s' % (answer.status, query))
    if answer.getheader('content-type') != 'text/xml; charset=UTF-8':
        sys.exit('content type ' + answer.getheader('content-type'))
    root = tree.fromstring(body)
    if root.tag != OAI + 'OAI-PMH':
        sys.exit('root is ' + root.tag)
    if [e.tag for e in root[:2]] != [OAI + 'responseDate', OAI + 'request']:
        sys.exit('does not begin with responseDate and request')
    if len(root) != 3:
        sys.exit('%d parts' % len(root))
    return root[2]


def show(item):
    header = item if item.tag == OAI + 'header' else item.find(OAI + 'header')
    stamp = header.find(OAI + 'datestamp').text
    if not re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', stamp):
        sys.exit('datestamp ' + stamp)
    deleted = header.get('status') == 'deleted'
    if deleted and item.find(OAI + 'metadata') is not None:
        sys.exit('a deleted record has metadata')
    title = item.find('.//' + DC + 'title')
    print(header.find(OAI + 'identifier').text, stamp,
          'deleted' if deleted else title.text if title is not None else '-')


def main():
    path, verb = sys.argv[1:3]
    query = sys.argv[3] if len(sys.argv) > 3 else 'metadataPrefix=oai_dc'
    while True:
        answer = get(path, 'verb=%s&%s' % (verb, query))
        if answer.tag == OAI + 'error':
            print('error', answer.get('code'))
            return
        if answer.tag != OAI + verb:
            sys.exit('answer is ' + answer.tag)
        token = None
        for item in answer:
            if item.tag == OAI + 'resumptionToken':
                token = item.text
            else:
                show(item)
        if not token:
            return
        query = 'resumptionToken=' + urllib.parse.quote(token)
        if len(sys.argv) > 4:
            subprocess.run(sys.argv[4], shell=True, check=True,
                           stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)


main()
