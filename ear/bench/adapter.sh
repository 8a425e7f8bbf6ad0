#!/usr/bin/env bash
# Measures the resource adapter for docs/benchmarks.md; prints a Markdown table.
#
#   ear/bench/adapter.sh      from a checkout with ear/target/holdfast.jar; needs javac, gcc, curl, Maven's repository and Mosquitto
#
# An application (ear/bench/adapter) publishes to its own message-driven beans in the server; then a bean that is connected with
# Mosquitto over TCP, and a plain Paho client beside it, take what has gathered for them there. Environment: BENCH_ROUNDS (5).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly ROUNDS=${BENCH_ROUNDS:-5} N=200000 REMOTE_N=100000 OUT=$PWD/ear/target/bench/adapter
readonly REPOSITORY=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
readonly PAHO=$REPOSITORY/org/eclipse/paho/org.eclipse.paho.mqttv5.client/1.2.5/org.eclipse.paho.mqttv5.client-1.2.5.jar
readonly JAKARTA=$REPOSITORY/jakarta/platform/jakarta.jakartaee-api/10.0.0/jakarta.jakartaee-api-10.0.0.jar
readonly MQTT=19883 HTTP=19080 OTHER=19884

rm -rf "$OUT"; mkdir -p "$OUT/war/WEB-INF/classes" "$OUT/war/WEB-INF/lib"
javac -proc:none -cp "$JAKARTA:$PAHO:resources/adapter-api/target/classes" -d "$OUT/war/WEB-INF/classes" ear/bench/adapter/*.java
cp "$PAHO" "$OUT/war/WEB-INF/lib"
jar --create --file "$OUT/bench.war" -C "$OUT/war" .
gcc -O2 -o "$OUT/mqload" ear/bench/mqload.c -lm

trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
printf 'listener %s 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n' "$OTHER" >"$OUT/mosquitto.conf"
PATH=$PATH:/usr/sbin mosquitto -c "$OUT/mosquitto.conf" 2>"$OUT/mosquitto.log" &
(cd "$OUT" && BENCH_SERVER_URI=mqtt://127.0.0.1:$OTHER HOLDFAST_MQTT_PORT=$MQTT HOLDFAST_WEBSOCKET_PORT=off \
    exec java -Xmx1g -jar ../../holdfast.jar --port "$HTTP" --deploy "$OUT/bench.war" >holdfast.log 2>&1) &
until grep -q '^  Health' "$OUT/holdfast.log"; do sleep 0.5; done

load() { curl -sf "http://127.0.0.1:$HTTP/bench/load?$1"; }
remote() { # WHO
    load 'gates=close' >/dev/null
    "$OUT/mqload" retpub -p "$OTHER" -T remote -c 1 -n 100 -R $((REMOTE_N / 100)) -q 1 -w 1000 >/dev/null
    load "gates=$1&n=$REMOTE_N"
    load "gates=$([ "$1" = bean ] && echo paho || echo bean)&n=$REMOTE_N" >"$OUT/other"
}
row() { # TEXT FILE
    sort -n "$2" | awk -v text="$1" '{ r[NR] = $1 } END { printf "| %s | %d (%d to %d) |\n", text, r[int((NR + 1) / 2)], r[1], r[NR] }'
}

for round in $(seq 0 "$ROUNDS"); do # the first one warms up
    for bean in plain transacted publishing; do
        load "bean=$bean&n=$N&qos=1" >>"$OUT/$bean.$((round > 0))"
    done
    load "bean=plain&n=$N&qos=0" >>"$OUT/plain0.$((round > 0))"
    if ((round % 2)); then first=bean second=paho; else first=paho second=bean; fi
    remote $first >>"$OUT/$first.$((round > 0))"
    cat "$OUT/other" >>"$OUT/$second.$((round > 0))"
done

printf '| messages per second, median (range) of %s rounds | |\n|---|---|\n' "$ROUNDS"
row 'in-VM, QoS 1, no transaction' "$OUT/plain.1"
row 'the same at QoS 0' "$OUT/plain0.1"
row 'in-VM, QoS 1, a JTA transaction each' "$OUT/transacted.1"
row 'in-VM, QoS 1, a JTA transaction each in which an XA connection publishes' "$OUT/publishing.1"
row 'over TCP from Mosquitto, QoS 1: bean' "$OUT/bean.1"
row 'the same: plain Paho client' "$OUT/paho.1"
printf '\nCold, the first %s messages of the JVM: ' "$N"
paste -sd' ' "$OUT/plain.0" "$OUT/transacted.0" "$OUT/publishing.0" "$OUT/bean.0" "$OUT/paho.0"
