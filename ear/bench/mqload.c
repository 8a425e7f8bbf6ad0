// mqload: a load generator for MQTT 3.1.1 and 5.0 brokers on this host. One thread, one epoll instance, and no library
// but libc, so that what it measures is the broker. Each run prints one line of JSON (conn: two) on standard output.
//
// Build:  gcc -O2 -Wall -Wextra -o mqload mqload.c
// Use:    mqload -h
//
// In the order of the text: settings, clock and latencies, set of topics, buffers, connections, packets written,
// packets read, event loop, commands.
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_USAGE = 2, EXIT_CONNECT = 3, EXIT_PROTOCOL = 4, EXIT_SETUP = 5, EXIT_INCOMPLETE = 6 };

static const char USAGE[] =
    "usage: mqload COMMAND [OPTION]...\n"
    "\n"
    "  retpub  publish retained messages on distinct topics; ends when all are acknowledged\n"
    "  suball  subscribe once; ends when retained messages of -n distinct topics have arrived\n"
    "  pair    live traffic from -P publishers to -S subscribers; ends when all has arrived\n"
    "  conn    open -c connections, hold them for -H seconds\n"
    "\n"
    "  -5         MQTT 5.0 instead of 3.1.1\n"
    "  -p PORT    broker's port on 127.0.0.1 (1883)\n"
    "  -c COUNT   retpub, conn: connections (1)\n"
    "  -n COUNT   retpub, suball: topics; pair: messages of each publisher (1000)\n"
    "  -s BYTES   payload; pair needs 16 or more (128)\n"
    "  -q QOS     0, 1 or 2, of publishes and subscriptions (1)\n"
    "  -w COUNT   retpub, pair: unacknowledged messages of one connection (100)\n"
    "  -R COUNT   retpub: rounds over the same topics (1)\n"
    "  -r COUNT   retpub: publishes per second of all connections together; 0 is as many as the broker takes (0)\n"
    "  -T PREFIX  retpub, pair: first level of the topics (bench)\n"
    "  -f FILTER  suball: Topic Filter (#)\n"
    "  -t MS      a run without progress for so long ends (60000)\n"
    "  -P COUNT   pair: publishers (1)\n"
    "  -S COUNT   pair: subscribers (1)\n"
    "  -m MODE    pair: who receives what: fanin (every subscriber everything), fanout (all on one topic)\n"
    "             or pair (subscriber i from publisher i, -P equal to -S) (pair)\n"
    "  -H SECONDS conn: time to hold the connections (0)\n"
    "  -I PREFIX  start of the Client Identifiers (mql)\n"
    "  -u NAME    User Name    -k WORD  Password (with -u)\n"
    "  -h         this text\n"
    "\n"
    "exit: 0 complete, 2 bad usage, 3 not connected, 4 refused or protocol broken, 5 set-up timed out, 6 incomplete\n";

// Ends the process with one line on standard error.
__attribute__((format(printf, 2, 3), noreturn)) static void fail(int status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("mqload: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(status);
}

static void *checked(void *memory) {
    if (!memory) fail(EXIT_FAILURE, "out of memory");
    return memory;
}

// ---------------------------------------------------------------------------------------------------------- settings

// The command line. Text is never longer than its limit in TEXTS.
static struct {
    bool v5;
    long port, conns, count, payload, qos, window, rounds, rate, idle_ms, pubs, subs, hold;
    const char *filter, *mode, *topic_prefix, *id_prefix, *user, *password;
} opt = {.port = 1883, .conns = 1, .count = 1000, .payload = 128, .qos = 1, .window = 100, .rounds = 1,
         .idle_ms = 60000, .pubs = 1, .subs = 1, .filter = "#", .mode = "pair", .topic_prefix = "bench",
         .id_prefix = "mql"};

enum { MAX_CONNS = 1000000, MAX_PAYLOAD = 1 << 24, MAX_PREFIX = 128, MAX_STRING = 65535, STAMP_SIZE = 16 };

static const char LETTERS[] = ":5hp:c:n:s:q:w:R:r:T:f:t:P:S:m:H:I:u:k:";

static const struct { char letter; long *value, min, max; } NUMBERS[] = {
    {'p', &opt.port, 1, 65535},         {'c', &opt.conns, 1, MAX_CONNS},  {'n', &opt.count, 1, 1000000000},
    {'s', &opt.payload, 0, MAX_PAYLOAD}, {'q', &opt.qos, 0, 2},            {'w', &opt.window, 1, 65535},
    {'R', &opt.rounds, 1, 1000000},     {'t', &opt.idle_ms, 1, 86400000}, {'P', &opt.pubs, 1, MAX_CONNS},
    {'r', &opt.rate, 0, 1000000},        {'S', &opt.subs, 1, MAX_CONNS},     {'H', &opt.hold, 0, 65535},
};

static const struct { char letter; const char **value; size_t max; } TEXTS[] = {
    {'T', &opt.topic_prefix, MAX_PREFIX}, {'I', &opt.id_prefix, MAX_PREFIX}, {'f', &opt.filter, MAX_STRING},
    {'u', &opt.user, MAX_STRING},         {'k', &opt.password, MAX_STRING},  {'m', &opt.mode, MAX_PREFIX},
};

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static bool mode_is(const char *mode) { return !strcmp(opt.mode, mode); }

static void set_number(size_t i, const char *text) {
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < NUMBERS[i].min || value > NUMBERS[i].max)
        fail(EXIT_USAGE, "-%c %s: not a number from %ld to %ld", NUMBERS[i].letter, text, NUMBERS[i].min,
             NUMBERS[i].max);
    *NUMBERS[i].value = value;
}

static void set_text(size_t i, const char *text) {
    if (strlen(text) > TEXTS[i].max) fail(EXIT_USAGE, "-%c: over %zu bytes", TEXTS[i].letter, TEXTS[i].max);
    *TEXTS[i].value = text;
}

static void set_option(int letter, const char *text) {
    for (size_t i = 0; i < LENGTH(NUMBERS); i++)
        if (NUMBERS[i].letter == letter) set_number(i, text);
    for (size_t i = 0; i < LENGTH(TEXTS); i++)
        if (TEXTS[i].letter == letter) set_text(i, text);
}

static void show_usage(void) {
    fputs(USAGE, stdout);
    exit(EXIT_SUCCESS);
}

static void read_options(int argc, char **argv) {
    optind = 2;
    for (int letter; (letter = getopt(argc, argv, LETTERS)) != -1;) switch (letter) {
        case '?': fail(EXIT_USAGE, "unknown option -%c (mqload -h lists all)", optopt);
        case ':': fail(EXIT_USAGE, "-%c: value missing", optopt);
        case 'h': show_usage(); break;
        case '5': opt.v5 = true; break;
        default: set_option(letter, optarg);
        }
    if (optind < argc) fail(EXIT_USAGE, "%s: not an option", argv[optind]);
    if (opt.password && !opt.user) fail(EXIT_USAGE, "-k: needs -u");
    if (!mode_is("fanin") && !mode_is("fanout") && !mode_is("pair"))
        fail(EXIT_USAGE, "-m %s: not fanin, fanout or pair", opt.mode);
}

// ----------------------------------------------------------------------------------------------- clock and latencies

// Nanoseconds of the monotonic clock; never 0.
static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static struct { uint64_t *nanos; size_t count, capacity; } latencies;

static void add_latency(uint64_t nanos) {
    if (latencies.count == latencies.capacity) {
        latencies.capacity = latencies.capacity ? latencies.capacity * 2 : 1 << 16;
        latencies.nanos = checked(realloc(latencies.nanos, latencies.capacity * sizeof *latencies.nanos));
    }
    latencies.nanos[latencies.count++] = nanos;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void sort_latencies(void) {
    if (latencies.count) qsort(latencies.nanos, latencies.count, sizeof *latencies.nanos, by_value);
}

// Milliseconds that the given fraction of the sorted latencies does not exceed; 0 when there are none.
static double percentile(double fraction) {
    if (!latencies.count) return 0;
    return (double)latencies.nanos[(size_t)(fraction * (double)(latencies.count - 1))] / 1e6;
}

// ------------------------------------------------------------------------------------------------------ set of topics

// The first opt.count distinct topics that arrived, as 64-bit FNV-1a hashes in open addressing, at most half full.
// Two of a million topics share a hash with a chance of 3 in 100 million. An unused slot is 0.
static struct { uint64_t *slots, mask; long distinct, duplicates; } topics;

static void topics_open(void) {
    uint64_t capacity = 2;
    while (capacity < 2 * (uint64_t)opt.count) capacity *= 2;
    topics.slots = checked(calloc(capacity, sizeof *topics.slots));
    topics.mask = capacity - 1;
}

static uint64_t fnv1a(const uint8_t *bytes, size_t length) {
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ bytes[i]) * 0x100000001b3u;
    return hash ? hash : 1;
}

static void topics_add(const uint8_t *topic, size_t length) {
    uint64_t hash = fnv1a(topic, length), slot = hash & topics.mask;
    while (topics.slots[slot] && topics.slots[slot] != hash) slot = (slot + 1) & topics.mask;
    if (topics.slots[slot]) {
        topics.duplicates++;
    } else if (topics.distinct < opt.count) {
        topics.slots[slot] = hash;
        topics.distinct++;
    }
}

// ------------------------------------------------------------------------------------------------------------ buffers

// Bytes from start to end wait; those before start are done with.
typedef struct { uint8_t *bytes; size_t start, end, capacity; } Buffer;

static size_t waiting(const Buffer *b) { return b->end - b->start; }

// Makes room for that many bytes after end.
static void reserve(Buffer *b, size_t room) {
    if (b->capacity - b->end >= room) return;
    if (b->start) memmove(b->bytes, b->bytes + b->start, waiting(b));
    b->end -= b->start;
    b->start = 0;
    if (b->capacity - b->end >= room) return;
    if (!b->capacity) b->capacity = 64;
    while (b->capacity - b->end < room) b->capacity *= 2;
    b->bytes = checked(realloc(b->bytes, b->capacity));
}

static void consume(Buffer *b, size_t count) {
    b->start += count;
    if (b->start == b->end) b->start = b->end = 0;
}

static void put_bytes(Buffer *b, const void *bytes, size_t count) {
    reserve(b, count);
    memcpy(b->bytes + b->end, bytes, count);
    b->end += count;
}

static void put8(Buffer *b, unsigned value) { put_bytes(b, &(uint8_t){(uint8_t)value}, 1); }

static void put16(Buffer *b, unsigned value) { put_bytes(b, (uint8_t[]){(uint8_t)(value >> 8), (uint8_t)value}, 2); }

static void put_variable(Buffer *b, size_t value) {
    for (; value > 127; value >>= 7) put8(b, (value & 127) | 128);
    put8(b, (unsigned)value);
}

static void put_string(Buffer *b, const char *text) {
    size_t length = strlen(text);
    put16(b, (unsigned)length);
    put_bytes(b, text, length);
}

static size_t string_size(const char *text) { return 2 + strlen(text); }

// -------------------------------------------------------------------------------------------------------- connections

typedef enum { PUBLISHER, SUBSCRIBER, HOLDER } Role;

typedef struct {
    int fd;                // -1 once closed
    long id;               // index in conns
    Role role;
    bool up, wants_write;  // CONNACK has come; EPOLLOUT is asked for
    Buffer in, out;
    // Of publishers only:
    long first_topic, topic_count;        // its share of the topics (retpub); its own topic (pair)
    long to_publish, published, delivered;
    long outstanding, window;             // unacknowledged now, and at most
    uint64_t *sent_at;                    // by Packet Identifier; 0: not in use
    uint16_t last_packet_id;
    bool barrier_sent;
} Conn;

static Conn *conns;
static int epoll_fd;

// The state of the run. Counters grow only.
static struct {
    bool retained_publishes, started;  // retpub; publishers may publish
    long opened, up, subscribed, acked, received, retained, closed, bytes_sent;
    long fan;                          // pair: deliveries of one publish
    long published;                    // retpub: so far, for the rate
    uint64_t started_at;               // when publishing began
    uint64_t first_at, last_at;        // first delivery; last delivery or acknowledgement
} run;

enum { PORTS_OF_ONE_ADDRESS = 20000, OUT_LIMIT = 1 << 20, READ_SIZE = 1 << 17, HOLDER_READ_SIZE = 256 };

static void close_conn(Conn *c) {
    close(c->fd);
    c->fd = -1;
    run.closed++;
}

static void want_write(Conn *c, bool wanted) {
    if (c->wants_write == wanted) return;
    c->wants_write = wanted;
    struct epoll_event event = {.events = EPOLLIN | (wanted ? EPOLLOUT : 0u), .data.ptr = c};
    epoll_ctl(epoll_fd, EPOLL_CTL_MOD, c->fd, &event);
}

// Sends what the socket takes now; the rest waits for EPOLLOUT.
static void send_waiting(Conn *c) {
    while (waiting(&c->out)) {
        ssize_t count = send(c->fd, c->out.bytes + c->out.start, waiting(&c->out), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0) {
            if (errno == EAGAIN) want_write(c, true);
            else close_conn(c);
            return;
        }
        run.bytes_sent += count;
        consume(&c->out, (size_t)count);
    }
    want_write(c, false);
}

// A socket to 127.0.0.1; its own loopback address changes every so many connections, lest ports run out.
static int open_socket(long id) {
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (fd < 0) fail(EXIT_CONNECT, "socket %ld: %s", id, strerror(errno));
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    struct sockaddr_in from = {.sin_family = AF_INET};
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + (uint32_t)(id / PORTS_OF_ONE_ADDRESS));
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)opt.port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (struct sockaddr *)&from, sizeof from) || connect(fd, (struct sockaddr *)&to, sizeof to))
        fail(EXIT_CONNECT, "connection %ld to 127.0.0.1:%ld: %s", id, opt.port, strerror(errno));
    return fd;
}

// ---------------------------------------------------------------------------------------------------- packets written

enum PacketType { CONNECT = 1, CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, SUBACK,
                  PINGREQ = 12, PINGRESP, DISCONNECT };
enum { RETAIN_FLAG = 1, RESERVED_FLAGS = 2, CLEAN_START = 0x02, USER_NAME_FLAG = 0x80, PASSWORD_FLAG = 0x40 };
enum { NO_PROPERTIES = 0, FIRST_FAILURE = 0x80, RECEIVE_MAXIMUM = 0x21, SUBSCRIBE_PACKET_ID = 1 };
enum { KEEP_ALIVE_SECONDS = 65535, TOPIC_SIZE = 256 };

static void put_header(Buffer *b, enum PacketType type, unsigned flags, size_t remaining_length) {
    put8(b, (unsigned)type << 4 | flags);
    put_variable(b, remaining_length);
}

// MQTT 5 only: an empty property list.
static void put_no_properties(Buffer *b) {
    if (opt.v5) put8(b, NO_PROPERTIES);
}

static void write_connect(Conn *c) {
    char client_id[TOPIC_SIZE];
    snprintf(client_id, sizeof client_id, "%s-%d-%ld", opt.id_prefix, (int)getpid(), c->id);
    size_t login = (opt.user ? string_size(opt.user) : 0) + (opt.password ? string_size(opt.password) : 0);
    put_header(&c->out, CONNECT, 0, 10 + opt.v5 + string_size(client_id) + login);
    put_string(&c->out, "MQTT");
    put8(&c->out, opt.v5 ? 5 : 4);
    put8(&c->out, CLEAN_START | (opt.user ? USER_NAME_FLAG : 0) | (opt.password ? PASSWORD_FLAG : 0));
    put16(&c->out, KEEP_ALIVE_SECONDS);
    put_no_properties(&c->out);
    put_string(&c->out, client_id);
    if (opt.user) put_string(&c->out, opt.user);
    if (opt.password) put_string(&c->out, opt.password);
}

static void write_subscribe(Conn *c, const char *filter) {
    put_header(&c->out, SUBSCRIBE, RESERVED_FLAGS, 2 + opt.v5 + string_size(filter) + 1);
    put16(&c->out, SUBSCRIBE_PACKET_ID);
    put_no_properties(&c->out);
    put_string(&c->out, filter);
    put8(&c->out, (unsigned)opt.qos);
}

static void write_ack(Conn *c, enum PacketType type, unsigned packet_id) {
    put_header(&c->out, type, type == PUBREL ? RESERVED_FLAGS : 0, 2);
    put16(&c->out, packet_id);
}

static void live_topic(long number, char *topic) {
    snprintf(topic, TOPIC_SIZE, "%s/%ld/data", opt.topic_prefix, number);
}

static void next_topic(const Conn *c, char *topic) {
    if (!run.retained_publishes) {
        live_topic(c->first_topic, topic);
        return;
    }
    long k = c->first_topic + c->published % c->topic_count;
    snprintf(topic, TOPIC_SIZE, "%s/site%ld/line%ld/dev%ld/state", opt.topic_prefix, k % 10, k / 10 % 100, k);
}

// Takes the next Packet Identifier that is not in use; the window leaves one free. [MQTT-2.2.1-3]
static uint16_t take_packet_id(Conn *c, uint64_t at) {
    do c->last_packet_id++;
    while (!c->last_packet_id || c->sent_at[c->last_packet_id]);
    c->sent_at[c->last_packet_id] = at;
    return c->last_packet_id;
}

// The payload: time of sending and publisher's id, 8 bytes each in this host's order, then 'x'; under 16 bytes all 'x'.
static void put_payload(Buffer *b, long id, uint64_t at) {
    size_t size = (size_t)opt.payload;
    reserve(b, size);
    memset(b->bytes + b->end, 'x', size);
    if (size >= STAMP_SIZE) memcpy(b->bytes + b->end, (uint64_t[]){at, (uint64_t)id}, STAMP_SIZE);
    b->end += size;
}

static void write_publish(Conn *c) {
    char topic[TOPIC_SIZE];
    next_topic(c, topic);
    size_t remaining = string_size(topic) + (opt.qos ? 2 : 0) + opt.v5 + (size_t)opt.payload;
    put_header(&c->out, PUBLISH, (unsigned)opt.qos << 1 | (run.retained_publishes ? RETAIN_FLAG : 0), remaining);
    put_string(&c->out, topic);
    uint64_t at = now();
    if (opt.qos) put16(&c->out, take_packet_id(c, at));
    put_no_properties(&c->out);
    put_payload(&c->out, c->id, at);
    c->published++;
    c->outstanding++;
}

// Nothing acknowledges a retained publish at QoS 0:
// a PINGRESP to a PINGREQ behind the last one shows that all were read.
static bool needs_barrier(void) { return run.retained_publishes && !opt.qos; }

// Whether the rate leaves room for a publish; always when none is set.
static bool is_due(void) {
    return !opt.rate || (double)run.published < (double)(now() - run.started_at) / 1e9 * (double)opt.rate;
}

// Publishes as much as window and output buffer allow; with a rate one message, if it is due.
static void pump(Conn *c) {
    if (c->fd < 0) return;
    while (c->published < c->to_publish && (needs_barrier() || c->outstanding < c->window)
           && waiting(&c->out) < OUT_LIMIT && is_due()) {
        write_publish(c);
        run.published++;
        if (opt.rate) break;
    }
    if (needs_barrier() && !c->barrier_sent && c->published == c->to_publish) {
        put_header(&c->out, PINGREQ, 0, 0);
        c->barrier_sent = true;
    }
    if (!c->wants_write && waiting(&c->out)) send_waiting(c);
}

// ------------------------------------------------------------------------------------------------------- packets read

// What is left of one packet's body. Reading past its end is a protocol violation.
typedef struct { const uint8_t *at, *end; } Body;

static const uint8_t *take(Body *body, size_t count) {
    if ((size_t)(body->end - body->at) < count) fail(EXIT_PROTOCOL, "malformed packet from the broker");
    body->at += count;
    return body->at - count;
}

static size_t left(const Body *body) { return (size_t)(body->end - body->at); }

static unsigned take8(Body *body) { return *take(body, 1); }

static unsigned take16(Body *body) {
    const uint8_t *b = take(body, 2);
    return (unsigned)b[0] << 8 | b[1];
}

static size_t take_variable(Body *body) {
    size_t value = 0;
    for (int shift = 0; shift <= 21; shift += 7) {
        unsigned byte = take8(body);
        value |= (size_t)(byte & 127) << shift;
        if (byte < 128) return value;
    }
    fail(EXIT_PROTOCOL, "malformed Variable Byte Integer from the broker");
}

static Body take_properties(Body *body) {
    size_t length = take_variable(body);
    const uint8_t *start = take(body, length);
    return (Body){start, start + length};
}

// Skips the value of a CONNACK property. (MQTT 5.0, 2.2.2.2)
static void skip_property(Body *properties, unsigned property) {
    switch (property) {
    case 0x24: case 0x25: case 0x28: case 0x29: case 0x2A: take(properties, 1); break;
    case 0x13: case 0x21: case 0x22: take(properties, 2); break;
    case 0x11: case 0x27: take(properties, 4); break;
    case 0x26: take(properties, take16(properties)); take(properties, take16(properties)); break;
    case 0x12: case 0x15: case 0x16: case 0x1A: case 0x1C: case 0x1F: take(properties, take16(properties)); break;
    default: fail(EXIT_PROTOCOL, "property 0x%02x in CONNACK", property);
    }
}

// Keeps the window within the broker's Receive Maximum. [MQTT-3.3.4-7]
static void limit_window(Conn *c, unsigned receive_maximum) {
    if (receive_maximum >= c->window) return;
    if (c->id == 0) fprintf(stderr, "mqload: window limited to the Receive Maximum, %u\n", receive_maximum);
    c->window = receive_maximum;
}

static void on_connack(Conn *c, Body body) {
    take8(&body);
    unsigned reason = take8(&body);
    if (reason) fail(EXIT_CONNECT, "CONNACK 0x%02x", reason);
    Body properties = opt.v5 ? take_properties(&body) : (Body){0};
    while (left(&properties)) {
        unsigned property = take8(&properties);
        Body value = properties;
        skip_property(&properties, property);
        if (property == RECEIVE_MAXIMUM && c->role == PUBLISHER) limit_window(c, take16(&value));
    }
    c->up = true;
    run.up++;
}

static void on_suback(Body body) {
    take16(&body);
    if (opt.v5) take_properties(&body);
    unsigned reason = take8(&body);
    if (reason >= FIRST_FAILURE) fail(EXIT_PROTOCOL, "SUBACK 0x%02x", reason);
    run.subscribed++;
}

// Reads the Packet Identifier of an answer to a publish in flight, and ends the run if the broker refuses it.
static unsigned take_answer(const Conn *c, Body body, const char *name) {
    unsigned packet_id = take16(&body);
    unsigned reason = left(&body) ? take8(&body) : 0;
    if (reason >= FIRST_FAILURE) fail(EXIT_PROTOCOL, "%s 0x%02x", name, reason);
    if (c->role != PUBLISHER || !c->sent_at[packet_id]) fail(EXIT_PROTOCOL, "%s of unused id %u", name, packet_id);
    return packet_id;
}

// PUBACK at QoS 1, PUBCOMP at QoS 2.
static void on_acknowledged(Conn *c, unsigned packet_id) {
    run.last_at = now();
    if (run.retained_publishes) add_latency(run.last_at - c->sent_at[packet_id]);
    c->sent_at[packet_id] = 0;
    c->outstanding--;
    run.acked++;
}

static void on_barrier(Conn *c) {
    run.last_at = now();
    run.acked += c->to_publish;
}

enum { LATENCY_SAMPLE = 16, LATENCY_ALL_BELOW = 100000 };  // every 16th of a run with so many messages or more

// A live message: its latency, and at QoS 0 room in its publisher's window once all its receivers have it.
static void on_live(Body payload) {
    if (left(&payload) < STAMP_SIZE) return;
    uint64_t stamp[2];
    memcpy(stamp, payload.at, sizeof stamp);
    if (opt.count < LATENCY_ALL_BELOW || run.received % LATENCY_SAMPLE == 0) add_latency(run.last_at - stamp[0]);
    if (opt.qos || stamp[1] >= (uint64_t)run.opened) return;
    Conn *publisher = &conns[stamp[1]];
    if (++publisher->delivered % run.fan == 0) publisher->outstanding--;
}

static void on_publish(Conn *c, unsigned flags, Body body) {
    unsigned qos = flags >> 1 & 3;
    size_t topic_length = take16(&body);
    const uint8_t *topic = take(&body, topic_length);
    if (qos) write_ack(c, qos == 1 ? PUBACK : PUBREC, take16(&body));
    if (opt.v5) take_properties(&body);
    run.last_at = now();
    if (!run.received++) run.first_at = run.last_at;
    if (flags & RETAIN_FLAG) run.retained++;
    if (topics.slots) topics_add(topic, topic_length);
    else if (!(flags & RETAIN_FLAG)) on_live(body);
}

static void on_packet(Conn *c, unsigned header, Body body) {
    switch (header >> 4) {
    case CONNACK: on_connack(c, body); break;
    case PUBLISH: on_publish(c, header & 15, body); break;
    case PUBACK: on_acknowledged(c, take_answer(c, body, "PUBACK")); break;
    case PUBREC: write_ack(c, PUBREL, take_answer(c, body, "PUBREC")); break;
    case PUBREL: write_ack(c, PUBCOMP, take16(&body)); break;
    case PUBCOMP: on_acknowledged(c, take_answer(c, body, "PUBCOMP")); break;
    case SUBACK: on_suback(body); break;
    case PINGRESP: on_barrier(c); break;
    case DISCONNECT: fprintf(stderr, "mqload: DISCONNECT 0x%02x\n", left(&body) ? take8(&body) : 0); break;
    default: fail(EXIT_PROTOCOL, "packet type %u from the broker", header >> 4);
    }
}

// The size of the packet at the start of what waits, and its body; 0 while it is not complete.
static size_t complete_packet(const Buffer *b, Body *body) {
    const uint8_t *bytes = b->bytes + b->start;
    size_t header = 2, available = waiting(b);
    while (header <= available && header <= 5 && bytes[header - 1] > 127) header++;
    if (header > available) return 0;
    Body length = {bytes + 1, bytes + header};
    size_t size = header + take_variable(&length);
    if (size > available) return 0;
    *body = (Body){bytes + header, bytes + size};
    return size;
}

static void on_readable(Conn *c) {
    size_t room = c->role == HOLDER ? HOLDER_READ_SIZE : READ_SIZE;
    reserve(&c->in, room);
    ssize_t count = recv(c->fd, c->in.bytes + c->in.end, c->in.capacity - c->in.end, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) {
        close_conn(c);
        return;
    }
    c->in.end += (size_t)count;
    Body body;
    for (size_t size; (size = complete_packet(&c->in, &body)); consume(&c->in, size))
        on_packet(c, c->in.bytes[c->in.start], body);
    if (!c->wants_write && waiting(&c->out)) send_waiting(c);
}

// --------------------------------------------------------------------------------------------------------- event loop

enum { EVENTS = 512, POLL_MS = 100, CONNECTING_AT_ONCE = 64 };

static void poll_events(int ms) {
    struct epoll_event events[EVENTS];
    int count = epoll_wait(epoll_fd, events, EVENTS, ms);
    for (int i = 0; i < count; i++) {
        Conn *c = events[i].data.ptr;
        if (events[i].events & EPOLLOUT) send_waiting(c);
        if (c->fd >= 0 && events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) on_readable(c);
    }
}

// By turns, so that with a rate no connection publishes more than its share.
static void pump_all(void) {
    static long first;
    for (long i = 0; i < run.opened; i++) {
        Conn *c = &conns[(first + i) % run.opened];
        if (c->role == PUBLISHER) pump(c);
    }
    first = run.opened ? (first + 1) % run.opened : 0;
}

static long progress(void) { return run.up + run.subscribed + run.acked + run.received + run.bytes_sent; }

// Runs the event loop until the counter reaches its goal, a connection is lost, or nothing moves for opt.idle_ms.
static bool drive(const long *counter, long goal) {
    uint64_t moved_at = now();
    for (long before = progress(); *counter < goal && !run.closed;) {
        poll_events(opt.rate ? 1 : POLL_MS);
        if (run.started) pump_all();
        if (progress() != before) {
            before = progress();
            moved_at = now();
        } else if (now() - moved_at > (uint64_t)opt.idle_ms * 1000000u) {
            break;
        }
    }
    return *counter >= goal;
}

static void await(const long *counter, long goal, const char *name) {
    if (!drive(counter, goal)) fail(EXIT_SETUP, "%s: %ld of %ld", name, *counter, goal);
}

// Waits first while so many connections are without CONNACK that another might overflow the broker's accept queue: what
// the kernel drops there it repeats only after a second.
static Conn *open_conn(Role role) {
    await(&run.up, run.opened + 1 - CONNECTING_AT_ONCE, "connected");
    Conn *c = &conns[run.opened];
    *c = (Conn){.fd = open_socket(run.opened), .id = run.opened, .role = role, .window = opt.window};
    if (role == PUBLISHER) c->sent_at = checked(calloc(1 << 16, sizeof *c->sent_at));
    run.opened++;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, c->fd, &event)) fail(EXIT_CONNECT, "epoll: %s", strerror(errno));
    write_connect(c);
    send_waiting(c);
    return c;
}

static void subscribe(Conn *c, const char *filter) {
    write_subscribe(c, filter);
    send_waiting(c);
}

static uint64_t start_publishing(void) {
    uint64_t start = now();
    run.started = true;
    run.started_at = start;
    pump_all();
    return start;
}

static double seconds_since(uint64_t start) { return run.last_at > start ? (double)(run.last_at - start) / 1e9 : 0; }

static double rate(long count, double seconds) { return seconds > 0 ? (double)count / seconds : 0; }

// ----------------------------------------------------------------------------------------------------------- commands

// Each connection publishes its own run of consecutive topics; the last one takes the remainder.
static int retpub(void) {
    run.retained_publishes = true;
    long share = opt.count / opt.conns;
    for (long i = 0; i < opt.conns; i++) {
        Conn *c = open_conn(PUBLISHER);
        c->first_topic = i * share;
        c->topic_count = i == opt.conns - 1 ? opt.count - c->first_topic : share;
        c->to_publish = c->topic_count * opt.rounds;
    }
    await(&run.up, opt.conns, "connected");
    long want = opt.count * opt.rounds;
    uint64_t start = start_publishing();
    bool complete = drive(&run.acked, want);
    double seconds = seconds_since(start);
    sort_latencies();
    printf("{\"mode\":\"retpub\",\"qos\":%ld,\"want\":%ld,\"acked\":%ld,\"seconds\":%.3f,\"rate\":%.0f,"
           "\"ack_p50_ms\":%.3f,\"ack_p99_ms\":%.3f,\"ack_max_ms\":%.3f,\"closed\":%ld}\n",
           opt.qos, want, run.acked, seconds, rate(run.acked, seconds), percentile(.5), percentile(.99), percentile(1),
           run.closed);
    return complete ? EXIT_SUCCESS : EXIT_INCOMPLETE;
}

// Time runs from the SUBSCRIBE to the message that completes the topics. "got" counts duplicates too.
static int suball(void) {
    topics_open();
    Conn *c = open_conn(SUBSCRIBER);
    await(&run.up, 1, "connected");
    uint64_t start = now();
    subscribe(c, opt.filter);
    bool complete = drive(&topics.distinct, opt.count);
    double seconds = seconds_since(start);
    double first_ms = run.received ? (double)(run.first_at - start) / 1e6 : -1;
    printf("{\"mode\":\"suball\",\"qos\":%ld,\"want\":%ld,\"got\":%ld,\"retained\":%ld,\"distinct\":%ld,"
           "\"duplicates\":%ld,\"first_ms\":%.3f,\"seconds\":%.3f,\"rate\":%.0f}\n",
           opt.qos, opt.count, run.received, run.retained, topics.distinct, topics.duplicates, first_ms, seconds,
           rate(run.received, seconds));
    return complete ? EXIT_SUCCESS : EXIT_INCOMPLETE;
}

static void open_subscribers(void) {
    for (long i = 0; i < opt.subs; i++) open_conn(SUBSCRIBER);
    await(&run.up, opt.subs, "connected");
    for (long i = 0; i < opt.subs; i++) {
        char filter[TOPIC_SIZE];
        live_topic(mode_is("pair") ? i : 0, filter);
        if (mode_is("fanin")) snprintf(filter, sizeof filter, "%s/+/data", opt.topic_prefix);
        subscribe(&conns[i], filter);
    }
    await(&run.subscribed, opt.subs, "subscribed");
}

static void open_publishers(void) {
    for (long i = 0; i < opt.pubs; i++) {
        Conn *c = open_conn(PUBLISHER);
        c->first_topic = mode_is("fanout") ? 0 : i;
        c->to_publish = opt.count;
    }
    await(&run.up, opt.subs + opt.pubs, "connected");
}

static int pair(void) {
    if (opt.payload < STAMP_SIZE) fail(EXIT_USAGE, "-s %ld: pair needs %d or more", opt.payload, STAMP_SIZE);
    if (mode_is("pair") && opt.pubs != opt.subs) fail(EXIT_USAGE, "-m pair: needs -P equal to -S");
    run.fan = mode_is("pair") ? 1 : opt.subs;
    open_subscribers();
    open_publishers();
    long want = opt.count * opt.pubs * run.fan;
    uint64_t start = start_publishing();
    bool complete = drive(&run.received, want);
    double seconds = seconds_since(start);
    sort_latencies();
    printf("{\"mode\":\"%s\",\"qos\":%ld,\"pubs\":%ld,\"subs\":%ld,\"want\":%ld,\"got\":%ld,\"seconds\":%.3f,"
           "\"rate\":%.0f,\"lat_p50_ms\":%.3f,\"lat_p99_ms\":%.3f,\"lat_max_ms\":%.3f,\"closed\":%ld}\n",
           opt.mode, opt.qos, opt.pubs, opt.subs, want, run.received, seconds, rate(run.received, seconds),
           percentile(.5), percentile(.99), percentile(1), run.closed);
    return complete ? EXIT_SUCCESS : EXIT_INCOMPLETE;
}

static int conn(void) {
    uint64_t start = now();
    for (long i = 0; i < opt.conns; i++) open_conn(HOLDER);
    await(&run.up, opt.conns, "connected");
    double seconds = (double)(now() - start) / 1e9;
    printf("{\"mode\":\"conn\",\"conns\":%ld,\"seconds\":%.3f,\"rate\":%.0f}\n", opt.conns, seconds,
           rate(opt.conns, seconds));
    fflush(stdout);
    for (uint64_t end = now() + (uint64_t)opt.hold * 1000000000u; now() < end;) poll_events(POLL_MS);
    printf("{\"closed_while_held\":%ld}\n", run.closed);
    return EXIT_SUCCESS;
}

static const struct { const char *name; int (*run)(void); } COMMANDS[] = {
    {"retpub", retpub}, {"suball", suball}, {"pair", pair}, {"conn", conn}};

// Raises the limit of open files: a privileged process to what Linux allows at most, others to their hard limit.
static void allow_many_files(void) {
    struct rlimit limit = {1 << 20, 1 << 20};
    if (!setrlimit(RLIMIT_NOFILE, &limit) || getrlimit(RLIMIT_NOFILE, &limit)) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

int main(int argc, char **argv) {
    if (argc < 2) fail(EXIT_USAGE, "command missing (mqload -h lists all)");
    if (!strcmp(argv[1], "-h") || !strcmp(argv[1], "--help")) show_usage();
    for (size_t i = 0; i < LENGTH(COMMANDS); i++) {
        if (strcmp(argv[1], COMMANDS[i].name)) continue;
        read_options(argc, argv);
        allow_many_files();
        epoll_fd = epoll_create1(0);
        conns = checked(calloc((size_t)(opt.conns + opt.pubs + opt.subs), sizeof *conns));
        return COMMANDS[i].run();
    }
    fail(EXIT_USAGE, "%s: unknown command (mqload -h lists all)", argv[1]);
}
