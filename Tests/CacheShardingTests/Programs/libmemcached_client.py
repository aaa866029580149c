"""Writes and reads keys as pylibmc (libmemcached) does: `write|read behaviour server... < lines`.

`write` stores each line's key with the value after the tab; `read` writes each key's value, or nothing, one a line.
"""

import sys

import pylibmc

mode, distribution, *servers = sys.argv[1:]
client = pylibmc.Client(servers, binary=False)
if distribution == "ketama":
    client.behaviors = {"ketama": True}
elif distribution == "weighted":
    client.behaviors = {"ketama_weighted": True}
else:
    sys.exit("unknown distribution " + distribution)

for line in sys.stdin.buffer:
    key, _, value = line.rstrip(b"\n").decode().partition("\t")
    if mode == "write":
        if not client.set(key, value.encode()):
            sys.exit("not stored: " + key)
    else:
        value = client.get(key)
        sys.stdout.buffer.write((value or b"") + b"\n")
