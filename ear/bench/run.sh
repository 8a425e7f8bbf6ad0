#!/usr/bin/env bash
# Runs the benchmarks of docs/benchmarks.md, Holdfast and (where installed) Mosquitto in turn; prints a Markdown table.
#
#   ear/bench/run.sh          from a checkout with ear/target/holdfast.jar; needs bash 5, gcc, java and Linux's /proc
#
# A round writes rows to a database by JDBC alone; then it starts each server on an empty data folder and publishes the
# topics (a cold start), restarts the server and subscribes to all of them. Then, warmed up by publishes to other topics, the
# server gets new topics, then 50 updates of each of a tenth as many, and after a pause publishes at a fixed rate, twice.
# Environment: BENCH_ROUNDS (3), BENCH_TOPICS (100000), BENCH_IDLE_SECONDS between ready and the reading of resident
# memory (10), BENCH_JAR; HOLDFAST_* goes to the broker and is named under the table. Raw figures, one JSON object to a
# line, are left in ear/target/bench/results.jsonl, the servers' output in ear/target/bench/logs.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly ROUNDS=${BENCH_ROUNDS:-3} TOPICS=${BENCH_TOPICS:-100000} IDLE_SECONDS=${BENCH_IDLE_SECONDS:-10}
readonly JAR=${BENCH_JAR:-ear/target/holdfast.jar}
readonly OUT=$PWD/ear/target/bench
readonly RAW=$OUT/results.jsonl LOGS=$OUT/logs DATA=$OUT/data MQLOAD=$OUT/mqload
readonly COLD=(retpub -c 20 -n "$TOPICS" -q 1 -w 200) SUBALL=(suball -n "$TOPICS")
readonly WARM_UP=(retpub -T warm -c 20 -n $((TOPICS / 10)) -R 100 -q 1 -w 1000)
readonly NEW=(retpub -T new -c 20 -n "$TOPICS" -q 1 -w 1000)
readonly UPDATE=(retpub -T warm -c 20 -n $((TOPICS / 10)) -R 50 -q 1 -w 1000)
readonly SLOW_DOWN=(retpub -T slow -c 20 -n 5000 -r 1000 -q 1)
readonly PACED=(retpub -T paced -c 20 -n 10000 -r 1000 -q 1)
readonly JDBC_COMMITS=(1000 10000)
readonly SETTLE_SECONDS=5 SUBALLS_PER_START=3 START_LIMIT_US=120000000 STOP_LIMIT_SECONDS=30 POLL_SECONDS=0.02

pid=                # the server that runs now, if any
mqtt_port= http_port=
last_port=$((20000 + RANDOM % 10000))

say() { printf '%s\n' "$*" >&2; }
die() { say "run.sh: $*"; exit 1; }
micros() { printf '%s' "${EPOCHREALTIME/./}"; }

# ------------------------------------------------------------------------------------------------- servers: life cycle

# Sets last_port to the next port that no socket of this host uses.
take_port() {
    local hex
    while printf -v hex ':%04X ' $((++last_port)); grep -qsF "$hex" /proc/net/tcp /proc/net/tcp6; do :; done
}

# Writes before each line of input the time it came.
stamp_lines() {
    local line
    while IFS= read -r line; do printf '%s %s\n' "${EPOCHREALTIME/./}" "$line"; done
}

launch_holdfast() { # LOG
    HOLDFAST_MQTT_PORT=$mqtt_port HOLDFAST_WEBSOCKET_PORT=off HOLDFAST_SQLITE_MOUNTED_FILE_PATH=$DATA \
        java -Xmx512m -jar "$JAR" --port "$http_port" > >(stamp_lines >"$1.out") 2>"$1.err" &
    pid=$!
}

launch_mosquitto() { # LOG
    printf '%s\n' "listener $mqtt_port 127.0.0.1" 'allow_anonymous true' "user $(id -un)" \
        'persistence true' "persistence_location $DATA/" \
        'max_queued_messages 0' 'max_inflight_messages 0' >"$OUT/mosquitto.conf"
    mosquitto -c "$OUT/mosquitto.conf" >"$1.out" 2>"$1.err" &
    pid=$!
}

mqtt_open() { (exec 3<>"/dev/tcp/127.0.0.1/$mqtt_port") 2>/dev/null; }

health_ready() (
    exec 2>/dev/null 3<>"/dev/tcp/127.0.0.1/$http_port" || exit 1
    printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
    read -r -t 2 status <&3 && [[ $status == HTTP/*' 200 '* ]]
)

# Both open the listener after the retained messages are loaded. Health alone will not do: it may answer 200 for a
# server into which the EAR has not been deployed yet.
ready_holdfast() { health_ready && mqtt_open; }
ready_mosquitto() { mqtt_open; }

# The time of the first line on standard output with the MQTT port: the banner.
banner_at() { sed -n -E "/:$mqtt_port([^0-9]|\$)/{s/ .*//p;q}" "$1.out"; }

# Waits until the rest of the line is a command that succeeds; ends the run if the server dies or takes too long.
await() { # LOG SINCE COMMAND...
    local log=$1 since=$2
    shift 2
    until "$@"; do
        kill -0 "$pid" 2>/dev/null || die "the server ended before '$*'; see $log.err: $(tail -n 3 "$log.err")"
        (($(micros) - since < START_LIMIT_US)) || die "no '$*' within $((START_LIMIT_US / 1000000)) s; see $log.out"
        sleep "$POLL_SECONDS"
    done
}

has_banner() { [[ $(banner_at "$1") ]]; }

# Starts the server on $DATA, and records the times from the start of its process and its idle resident memory.
start() { # SERVER ROUND RETAINED
    local log=$LOGS/$1-$2-$3 began ready banner=null rss
    take_port; mqtt_port=$last_port
    take_port; http_port=$last_port
    began=$(micros)
    "launch_$1" "$log"
    await "$log" "$began" "ready_$1"
    ready=$(($(micros) - began))
    if [[ $1 == holdfast ]]; then
        await "$log" "$began" has_banner "$log"
        banner=$((($(banner_at "$log") - began) / 1000))
    fi
    sleep "$IDLE_SECONDS"
    rss=$(awk '/^VmRSS:/ { print $2 }' "/proc/$pid/status")
    record "$1" "$2" 1 \
        "{\"mode\":\"start\",\"stored\":$3,\"ready_ms\":$((ready / 1000)),\"banner_ms\":$banner,\"rss_kib\":$rss}"
}

# Ends the server in order (SIGTERM) and waits for its end; false if it had to be killed.
stop() {
    local ending=$pid i
    pid=
    kill -TERM "$ending" 2>/dev/null || return 0
    for ((i = 0; i < STOP_LIMIT_SECONDS * 10; i++)); do
        kill -0 "$ending" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL "$ending"
    return 1
}

clean_up() {
    [[ -z $pid ]] || stop || true
    rm -rf "$DATA"
}

# -------------------------------------------------------------------------------------------------------- measurements

record() { # SERVER ROUND RUN JSON
    printf '{"server":"%s","round":%d,"run":%d,%s\n' "$1" "$2" "$3" "${4#\{}" >>"$RAW"
    say "$1, round $2: $4"
}

publish() { # SERVER ROUND NAME COMMAND...
    local server=$1 round=$2 name=$3 json
    shift 3
    json=$("$MQLOAD" "$@" -p "$mqtt_port") || die "$server: $* failed ($?): ${json:-}"
    record "$server" "$round" 1 "{\"load\":\"$name\",${json#\{}"
}

# The raw limit: rows committed per second by a JDBC batch writer and nothing else.
jdbc_limit() { # ROUND
    local rows_of_commit
    for rows_of_commit in "${JDBC_COMMITS[@]}"; do
        rm -rf "$DATA"
        mkdir -p "$DATA"
        record jdbc "$1" 1 "$(java -cp "$JDBC_LIB/*" ear/bench/JdbcLimit.java \
            "$DATA/holdfast.db" "$TOPICS" "$rows_of_commit" FULL)"
    done
}

subscribe() { # SERVER ROUND RUN
    local json all="\"got\":$TOPICS,\"retained\":$TOPICS,\"distinct\":$TOPICS,\"duplicates\":0,"
    json=$("$MQLOAD" "${SUBALL[@]}" -p "$mqtt_port") || die "$1: ${SUBALL[*]} failed ($?): ${json:-}"
    [[ $json == *"$all"* ]] || die "$1: not each topic exactly once: $json"
    record "$1" "$2" "$3" "$json"
}

measure() { # SERVER ROUND
    local run
    rm -rf "$DATA"
    mkdir -p "$DATA"
    start "$1" "$2" 0
    publish "$1" "$2" cold "${COLD[@]}"
    stop || die "$1: no end within $STOP_LIMIT_SECONDS s of SIGTERM"
    start "$1" "$2" "$TOPICS"
    for ((run = 1; run <= SUBALLS_PER_START; run++)); do subscribe "$1" "$2" "$run"; done
    publish "$1" "$2" warm-up "${WARM_UP[@]}"
    publish "$1" "$2" new "${NEW[@]}"
    publish "$1" "$2" update "${UPDATE[@]}"
    sleep "$SETTLE_SECONDS" # the disk is still at work on what the loads have left
    publish "$1" "$2" slow-down "${SLOW_DOWN[@]}"
    publish "$1" "$2" paced "${PACED[@]}"
    stop || die "$1: no end within $STOP_LIMIT_SECONDS s of SIGTERM"
}

# --------------------------------------------------------------------------------------------------------------- table

# The values of KEY in the raw lines of SERVER that match PATTERN, in order of the rounds.
values() { # SERVER PATTERN KEY
    sed -n -E "/\"server\":\"$1\"/{/$2/s/.*\"$3\":([0-9.]+).*/\1/p}" "$RAW"
}

# Median and range of the numbers on standard input, divided by DIVISOR.
summary() { # DIVISOR DECIMALS
    sort -g | awk -v divisor="$1" -v decimals="$2" '
        function grouped(value,    text, tail) {
            text = sprintf("%." decimals "f", value / divisor)
            tail = ""
            if (match(text, /\./)) { tail = substr(text, RSTART); text = substr(text, 1, RSTART - 1) }
            while (match(text, /[0-9][0-9][0-9][0-9]$/)) {
                tail = "," substr(text, length(text) - 2) tail
                text = substr(text, 1, length(text) - 3)
            }
            return text tail
        }
        { v[NR] = $1 }
        END {
            if (!NR) { print "–"; exit }
            median = (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2
            print grouped(median) " (" grouped(v[1]) " to " grouped(v[NR]) ")"
        }'
}

row() { # LABEL GOAL PATTERN KEY DIVISOR DECIMALS
    local server line="| $1 | $2 |"
    for server in "${servers[@]}"; do line+=" $(values "$server" "$3" "$4" | summary "$5" "$6") |"; done
    printf '%s\n' "$line"
}

# The medians of KEY in two patterns, one divided by the other.
ratio() { # SERVER PATTERN KEY OTHER_SERVER OTHER_PATTERN
    paste -d ' ' <(values "$1" "$2" "$3") <(values "$4" "$5" "$3") | awk 'NF == 2 { print $1 / $2 }' | summary 1 2
}

row_of_ratio() { # LABEL GOAL PATTERN OTHER_PATTERN [OTHER_SERVER]
    local server line="| $1 | $2 |"
    for server in "${servers[@]}"; do line+=" $(ratio "$server" "$3" rate "${5:-$server}" "$4") |"; done
    printf '%s\n' "$line"
}

# How much later a start with all topics stored is ready than the start with none in the same round.
row_of_load_time() { # LABEL GOAL
    local server line="| $1 | $2 |"
    for server in "${servers[@]}"; do
        line+=" $(paste -d ' ' <(values "$server" "$FULL" ready_ms) <(values "$server" "$EMPTY" ready_ms) |
            awk '{ print $1 - $2 }' | summary 1000 2) |"
    done
    printf '%s\n' "$line"
}

readonly OF_COLD='"load":"cold",' OF_NEW='"load":"new",' OF_UPDATE='"load":"update",' OF_PACED='"load":"paced",'
readonly EMPTY='"mode":"start","stored":0,' FULL='"mode":"start","stored":[1-9]'

print_environment() {
    local changed= cpu memory settings
    git diff --quiet HEAD 2>/dev/null || changed=' with changes'
    cpu=$(sed -n '/^model name/{s/.*: //p;q}' /proc/cpuinfo)
    memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
    settings=$(env | sed -n -E '/^HOLDFAST_/{s/^([^=]*(PASSWORD|SECRET)[^=]*=).*/\1.../;s/.*/`&`/p}' | paste -sd ' ')
    printf '%s, commit %s%s, %d cores (%s), %d MiB, Linux %s, %s.\n' "$(date -u +%F)" \
        "$(git rev-parse --short HEAD)" "$changed" "$(nproc)" "$cpu" "$memory" "$(uname -r)" \
        "$(java -version 2>&1 | sed -n 1p)"
    printf 'Median (range) of %d rounds. Holdfast: `java -Xmx512m -jar %s`, settings: %s.\n' \
        "$ROUNDS" "$JAR" "${settings:-defaults}"
    printf 'Cold: `mqload %s`, `mqload %s`. Warm: `mqload %s`, then `%s`, `%s`, `%s`, `%s`. Payload 128 bytes.\n' \
        "${COLD[*]}" "${SUBALL[*]}" "${WARM_UP[*]}" "${NEW[*]}" "${UPDATE[*]}" "${SLOW_DOWN[*]}" "${PACED[*]}"
    printf 'JDBC alone: %s rows/s in commits of %s rows, %s rows/s in commits of %s (`ear/bench/JdbcLimit.java`).\n' \
        "$(values jdbc "\"commit\":${JDBC_COMMITS[0]}," rate | summary 1 0)" "${JDBC_COMMITS[0]}" \
        "$(values jdbc "\"commit\":${JDBC_COMMITS[1]}," rate | summary 1 0)" "${JDBC_COMMITS[1]}"
    [[ -z $mosquitto_name ]] || printf '%s acknowledges from memory: %s.\n' "$mosquitto_name" \
        'persistence on, saved every 30 minutes and at its end; queue and in-flight window unlimited'
}

print_table() {
    printf '| measure | to reach | Holdfast |%s\n' "${mosquitto_name:+ $mosquitto_name |}"
    printf '|---|---|---|%s\n' "${mosquitto_name:+---|}"
    row 'cold, new topics: retained publishes acknowledged per second' 'at least 30,000' "$OF_COLD" rate 1 0
    row 'acknowledgement, median, ms' '' "$OF_COLD" ack_p50_ms 1 1
    row 'acknowledgement, 99 of 100, ms' '' "$OF_COLD" ack_p99_ms 1 1
    row 'warm, new topics: acknowledged per second' "at least the other's" "$OF_NEW" rate 1 0
    row_of_ratio "of JDBC alone, commits of ${JDBC_COMMITS[1]} rows" 'at least 0.60' "$OF_NEW" \
        "\"commit\":${JDBC_COMMITS[1]}," jdbc
    row 'warm, updates of a tenth as many topics round robin, acknowledged per second' '' "$OF_UPDATE" rate 1 0
    row_of_ratio 'of the rate of new topics' 'at least 1.50' "$OF_UPDATE" "$OF_NEW"
    row 'warm, 1,000 publishes per second: acknowledgement, median, ms' '' "$OF_PACED" ack_p50_ms 1 1
    row 'the same, 99 of 100, ms' 'under 15' "$OF_PACED" ack_p99_ms 1 1
    row 'cold, retained messages received per second, first time after a restart' 'at least 100,000' \
        '"run":1,"mode":"suball"' rate 1 0
    row 'the same, again' '' '"run":[2-9],"mode":"suball"' rate 1 0
    row 'process start to ready, none stored, s' '' "$EMPTY" ready_ms 1000 2
    row "process start to ready, $TOPICS stored, s" '' "$FULL" ready_ms 1000 2
    row_of_load_time 'the difference in each round, s' 'at most 3'
    row 'process start to banner, none stored, s' 'at most 15' "$EMPTY" banner_ms 1000 2
    row "process start to banner, $TOPICS stored, s" '' "$FULL" banner_ms 1000 2
    row "resident memory, idle, none stored, MB" 'at most 450' "$EMPTY" rss_kib 976.5625 0
    row "resident memory, idle, $TOPICS stored, MB" 'at most 450' "$FULL" rss_kib 976.5625 0
}

# ---------------------------------------------------------------------------------------------------------------- main

[[ -f $JAR ]] || die "$JAR is missing: build the project first (see README.md)"
mkdir -p "$LOGS"
rm -f "$RAW" "$OUT/table.md" "$LOGS"/*
gcc -O2 -Wall -Wextra -o "$MQLOAD" ear/bench/mqload.c
readonly JDBC_LIB=$OUT/lib
rm -rf "$JDBC_LIB"
mkdir -p "$JDBC_LIB"
(cd "$JDBC_LIB" && jar -xf "$OUT/../holdfast.ear" lib && mv lib/*sqlite-jdbc*.jar lib/*slf4j-api*.jar . && rm -r lib)

PATH=$PATH:/usr/sbin
servers=(holdfast)
mosquitto_name=
if command -v mosquitto >/dev/null; then
    servers+=(mosquitto)
    mosquitto_name=$(mosquitto -h | sed -n '1s/mosquitto version/Mosquitto/p' || true)
else
    say 'mosquitto is not installed: no comparison'
fi

trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
for ((round = 1; round <= ROUNDS; round++)); do
    jdbc_limit "$round"
    for server in "${servers[@]}"; do measure "$server" "$round"; done
done
{ print_environment; echo; print_table; } | tee "$OUT/table.md"
