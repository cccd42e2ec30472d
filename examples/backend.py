# A sync engine with a queue in SQLite, made visible: python3 examples/backend.py queue.db 8485
import datetime, hashlib, json, re, sqlite3, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FILE, PORT = (sys.argv[1:] + ["queue.db", "8485"][len(sys.argv) - 1:])
SERVICE = {"api": "sync-status", "version": "1.0", "name": "example", "source": {"name": "Shop"}, "target": {"name": "CRM"}, "capabilities": ["throughput"]}
WIDTHS = {"PT1H": 3_600_000, "PT15M": 900_000}

def rows(sql, *values):
    with sqlite3.connect(FILE) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(sql, values)]

def as_time(ms):
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")

def as_ms(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)

def status(_query):
    objects = {row["object"]: {"object": row["object"], "pending": {"inserts": 0, "updates": 0}, "oldest": {}, "failed": row["failed"]}
               for row in rows("SELECT object, sum(error IS NOT NULL) AS failed FROM queue GROUP BY object ORDER BY object")}
    for row in rows("SELECT *, count(*) AS count, min(changed_at) FROM queue WHERE done_at IS NULL GROUP BY object, operation"):
        objects[row["object"]]["pending"][row["operation"] + "s"] = row["count"]
        objects[row["object"]]["oldest"][row["operation"]] = {"recordId": row["record_id"], "recordName": row["record_name"], "direction": row["direction"], "changedAt": as_time(row["changed_at"])}
    return {"generatedAt": as_time(time.time() * 1000), "objects": list(objects.values())}

def throughput(query):
    start, end, resolution = as_ms(query["from"]), as_ms(query["to"]), query.get("resolution", "PT1H")
    if start >= end or start % 900_000 or end % 900_000:
        raise ValueError("from and to are quarter hours, from before to")
    buckets = rows("""SELECT object, ? + (done_at - ?) / ? * ? AS start, sum(error IS NULL) AS synced, sum(error IS NOT NULL) AS failed
        FROM queue WHERE done_at >= ? AND done_at < ? AND object = coalesce(?, object) GROUP BY 1, 2""", start, start, WIDTHS[resolution], WIDTHS[resolution], start, end, query.get("object"))
    coverage = {"from": as_time(start), "to": as_time(end)}
    return {**coverage, "resolution": resolution, "coverage": coverage, "buckets": [{**bucket, "start": as_time(bucket["start"])} for bucket in buckets]}

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        try:
            code, answer = 200, {"/v1": lambda _: SERVICE, "/v1/status": status, "/v1/throughput": throughput}[url.path]({name: values[0] for name, values in parse_qs(url.query).items()})
        except (KeyError, ValueError) as error:
            code, name = (400, "invalid-request") if url.path == "/v1/throughput" else (501, "not-supported") if re.match(r"/v1/(errors|objects)", url.path) else (404, "not-found")
            answer = {"type": "about:blank", "title": name, "status": code, "detail": f"{url.path}: {error}", "code": name}
        body = json.dumps(answer)
        etag = '"' + hashlib.sha1(re.sub(r'"generatedAt": "[^"]*", ', "", body).encode()).hexdigest() + '"'
        code = 304 if code == 200 and self.headers.get("If-None-Match") == etag else code
        self.send_response(code)
        self.send_header("Content-Type", "application/json" if code == 200 else "application/problem+json")
        self.send_header("ETag", etag)
        self.send_header("Content-Length", "0" if code == 304 else str(len(body.encode())))
        self.end_headers()
        self.wfile.write(b"" if code == 304 or self.command == "HEAD" else body.encode())

    do_HEAD = do_GET
    log_message = lambda *_: None

rows("CREATE TABLE IF NOT EXISTS queue (id INTEGER PRIMARY KEY, object TEXT, record_id TEXT, record_name TEXT, operation TEXT, direction TEXT, changed_at INTEGER, done_at INTEGER, error TEXT)")
ThreadingHTTPServer(("127.0.0.1", int(PORT)), Handler).serve_forever()
