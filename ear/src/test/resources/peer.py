"""A client of Eclipse Paho that does what a test says: commands come on standard input, events go to standard output.

Each is a line of words, and texts are in base64. The process ends with its connection.
"""

import base64
import os
import sys
import threading

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

answers = {}
answered = threading.Condition()
output = threading.Lock()


def say(*words):
    with output:
        sys.stdout.write(" ".join(str(word) for word in words) + "\n")
        sys.stdout.flush()


def encode(data):
    return base64.b64encode(data).decode() or "="


def decode(word):
    return base64.b64decode(word) if word != "=" else b""


def text(word):
    return decode(word).decode("utf-8")


def new_client(**options):
    if hasattr(mqtt, "CallbackAPIVersion"):  # since Paho 2
        return mqtt.Client(mqtt.CallbackAPIVersion.VERSION1, **options)
    return mqtt.Client(**options)


def on_connect(client, userdata, flags, code, properties=None):
    say("connected", int(flags["session present"]), code if isinstance(code, int) else code.value)


def on_message(client, userdata, message):
    expiry = getattr(getattr(message, "properties", None), "MessageExpiryInterval", -1)
    say("message", encode(message.topic.encode("utf-8")), message.qos, int(message.retain), expiry, encode(message.payload))


def on_answer(client, userdata, mid, *rest):
    with answered:
        answers[mid] = True
        answered.notify_all()


def on_disconnect(client, userdata, code, properties=None):
    say("disconnected")
    os._exit(0)


def await_answer(mid):
    with answered:
        answered.wait_for(lambda: answers.pop(mid, False))


def properties(packet_type, **values):
    if not is_mqtt5:
        return None
    result = Properties(packet_type)
    for name, value in values.items():
        if value >= 0:
            setattr(result, name, value)
    return result


def subscribe(client, topic_filter, options):
    bits = int(options)
    if is_mqtt5:
        granted = SubscribeOptions(bits & 3, bool(bits & 4), bool(bits & 8), bits >> 4)
        await_answer(client.subscribe(text(topic_filter), options=granted)[1])
    else:
        await_answer(client.subscribe(text(topic_filter), bits & 3)[1])


def publish(client, topic, qos, retain, expiry, payload):
    info = client.publish(
        text(topic), decode(payload), int(qos), retain == "1",
        properties(PacketTypes.PUBLISH, MessageExpiryInterval=int(expiry)))
    info.wait_for_publish()


port, version, client_id, clean, will_topic, will_qos, will_retain, will_payload = sys.argv[1:]
is_mqtt5 = version == "5"
if is_mqtt5:
    client = new_client(client_id=client_id, protocol=mqtt.MQTTv5)
else:
    client = new_client(client_id=client_id, clean_session=clean == "1", protocol=mqtt.MQTTv311)
client.on_connect = on_connect
client.on_message = on_message
client.on_subscribe = on_answer
client.on_unsubscribe = on_answer
client.on_disconnect = on_disconnect
if will_topic != "=":
    client.will_set(text(will_topic), decode(will_payload), int(will_qos), will_retain == "1")
if is_mqtt5:
    never = 0xFFFFFFFF
    client.connect("127.0.0.1", int(port), 30, clean_start=clean == "1",
                   properties=properties(PacketTypes.CONNECT, SessionExpiryInterval=0 if clean == "1" else never))
else:
    client.connect("127.0.0.1", int(port), 30)
client.loop_start()
for line in sys.stdin:
    command, *words = line.split()
    if command == "subscribe":
        subscribe(client, *words)
    elif command == "unsubscribe":
        await_answer(client.unsubscribe(text(words[0]))[1])
    elif command == "publish":
        publish(client, *words)
    elif command == "disconnect":
        client.disconnect()
    say("done")
