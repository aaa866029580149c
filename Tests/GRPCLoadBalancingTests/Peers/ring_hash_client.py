"""A gRPC client in another language: C-core's ring_hash_experimental, by grpcio.

    python3 ring_hash_client.py TARGET HEADER COUNT

For each line on standard input, calls /bytes.Bytes/Get with the header's values key:0, key:1 and so on, COUNT of them, and prints
the answers, each on a line, and an empty line at the end. Ends with the input.
"""

import json
import os
import sys

os.environ["GRPC_EXPERIMENTAL_RING_HASH_SET_REQUEST_HASH_KEY"] = "true"

import grpc  # noqa: E402  (the variable is read when it is imported)


def main(target, header, count):
    config = {
        "loadBalancingConfig": [{"ring_hash_experimental": {"requestHashHeader": header}}],
    }
    options = [
        ("grpc.service_config", json.dumps(config)),
        ("grpc.initial_reconnect_backoff_ms", 100),
        ("grpc.min_reconnect_backoff_ms", 100),
        ("grpc.enable_retries", 0),
    ]
    with grpc.insecure_channel(target, options=options) as channel:
        get = channel.unary_unary(
            "/bytes.Bytes/Get",
            request_serializer=bytes,
            response_deserializer=bytes,
        )
        for _ in sys.stdin:
            for number in range(count):
                answer = get(b"", metadata=[(header, f"key:{number}")], timeout=10, wait_for_ready=True)
                print(answer.decode())
            print(flush=True)


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
