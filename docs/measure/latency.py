"""Latency of POST / over one connection: 200 calls to warm up, then 1,000 measured one after the other.

Prints the reply, so that a wrong answer does not pass for a fast one. Needs Python 3 and a running service.
"""
import http.client
import json
import sys
import time

HOST = sys.argv[1] if len(sys.argv) > 1 else "localhost:8080"
BODY = json.dumps({
    "customer_id": 1044034, "rating_date": "2005-02-03", "movie_id": 12031, "release_year": 2002, "title": "Scotland",
})

connection = http.client.HTTPConnection(HOST)
millis = []
for _ in range(1200):
    begun = time.perf_counter()
    connection.request("POST", "/", BODY, {"content-type": "application/json"})
    reply = connection.getresponse()
    text = reply.read().decode()
    millis.append((time.perf_counter() - begun) * 1000)
    if reply.status != 200:
        sys.exit(f"status {reply.status}: {text}")
measured = sorted(millis[200:])
print(text)
print(f"n={len(measured)} p50={measured[500]:.2f} ms p99={measured[990]:.2f} ms max={measured[-1]:.2f} ms")
