"""What sorting key, codecs and indexes of flows buy: layouts.py STORE ROUNDS COMMAND...

Starts the store process COMMAND on the directory STORE, copies its flows into tables that lack some of
them, and prints the median time of each question over each, in ms, and the bytes of a row.
"""

import base64
import statistics
import subprocess
import sys
import time
import urllib.request

KEY = "toStartOfHour(first_seen), l7_proto, src_ip, dst_ip, first_seen"
LAYOUTS = {
    "in order of arrival, LZ4": ("plain", "tuple()", True),
    "key, LZ4": ("keyed", KEY, True),
    "key, codecs": ("packed", KEY, False),
}
QUESTIONS = {
    "who asked for a name, 1 day": "SELECT src_ip, count() FROM {t} WHERE L7_PROTO='dns' AND DOMAIN_NAME LIKE '%malicious%' AND FIRST_SEEN >= now() - INTERVAL 1 day GROUP BY src_ip",
    "what left the network, 1 hour": "SELECT src_ip, dst_ip, dst_port, SUM(bytes) FROM {t} WHERE NOT isIPAddressInRange(dst_ip,'192.168.0.0/16') AND FIRST_SEEN >= now() - INTERVAL 1 hour GROUP BY src_ip, dst_ip, dst_port ORDER BY SUM(bytes) DESC LIMIT 5",
    "who talked to one end, 7 days": "SELECT src_ip, dst_ip, dst_port, COUNT() as flow_count, SUM(bytes) FROM {t} WHERE dst_ip='45.142.222.50' AND dst_port=8443 AND FIRST_SEEN >= now() - INTERVAL 7 day GROUP BY src_ip, dst_ip, dst_port",
    "heaviest conversations, 6 hours": "SELECT src_ip, dst_ip, L7_PROTO, SUM(bytes) FROM {t} WHERE src_port != 0 AND FIRST_SEEN >= now() - INTERVAL 6 hour GROUP BY src_ip, dst_ip, L7_PROTO ORDER BY SUM(bytes) DESC LIMIT 10",
    "hosts with OpenVPN, all time": "SELECT COUNT(DISTINCT src_ip) FROM {t} WHERE L4_PROTO='UDP' AND dst_port=1194",
}
COPYING = "max_threads=1&max_insert_threads=1&max_block_size=32768&min_insert_block_size_rows=32768&insert_deduplicate=0"


class Store:
    """A store process of its own; ends with it."""

    def __init__(self, command, data):
        self.process = subprocess.Popen([*command, "--data", data], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.process.stdin.write(b"writer\nreader\n")
        self.process.stdin.flush()
        self.port = int(self.process.stdout.readline().split()[1])

    def run(self, sql, settings=""):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/?{settings}", data=sql.encode())
        request.add_header("Authorization", "Basic " + base64.b64encode(b"writer:writer").decode())
        with urllib.request.urlopen(request, timeout=3600) as answer:
            return answer.read().decode()

    def rows(self, sql):
        return [line.split("\t") for line in self.run(sql).splitlines()]

    def close(self):
        self.process.stdin.close()
        self.process.wait(60)


def copy(store, table, order, uncoded):
    store.run(f"DROP TABLE IF EXISTS {table} SYNC")
    store.run(
        f"CREATE TABLE {table} AS flows ENGINE = MergeTree ORDER BY ({order}) SETTINGS"
        " min_bytes_for_wide_part = 268435456, number_of_free_entries_in_pool_to_lower_max_size_of_merge = 1"
    )
    for (index,) in store.rows(f"SELECT name FROM system.data_skipping_indices WHERE table = '{table}'"):
        store.run(f"ALTER TABLE {table} DROP INDEX {index}")
    if uncoded:
        for (column,) in store.rows(
            f"SELECT name FROM system.columns WHERE table = '{table}' AND compression_codec != ''"
        ):
            store.run(f"ALTER TABLE {table} MODIFY COLUMN {column} REMOVE CODEC")
    columns = ", ".join(
        name
        for (name,) in store.rows(f"SELECT name FROM system.columns WHERE table = '{table}' AND default_kind = ''")
    )
    # A day at a time, in the order of their times, as they arrived.
    for (day,) in store.rows("SELECT DISTINCT toDate(first_seen) AS day FROM flows ORDER BY day"):
        store.run(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM flows"
            f" WHERE toDate(first_seen) = '{day}' ORDER BY first_seen_us",
            COPYING,
        )


def settle(store, table):
    """Waits until no merge runs, at most five minutes."""
    until = time.time() + 300
    while time.time() < until and store.run("SELECT count() FROM system.merges").strip() != "0":
        time.sleep(1)
    size = store.rows(
        f"SELECT sum(bytes_on_disk) / sum(rows), count() FROM system.parts WHERE active AND table = '{table}'"
    )[0]
    return f"{float(size[0]):.1f}"


def median_millis(store, sql, rounds):
    millis = []
    for _ in range(rounds):
        began = time.perf_counter()
        store.run(sql)
        millis.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(millis):.0f}"


def main(data, rounds, command):
    store = Store(command, data)
    try:
        tables = {}
        for name, (table, order, uncoded) in LAYOUTS.items():
            copy(store, table, order, uncoded)
            tables[name] = table
        tables["key, codecs, indexes: ours"] = "flows"
        print("| | " + " | ".join(tables) + " |")
        print("| bytes a row | " + " | ".join(settle(store, table) for table in tables.values()) + " |")
        for about, sql in QUESTIONS.items():
            figures = [median_millis(store, sql.format(t=table), rounds) for table in tables.values()]
            print(f"| {about} | " + " | ".join(figures) + " |", flush=True)
    finally:
        store.close()


main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
