"""A real OpenTelemetry collector takes the spans of the seed's batch and sends them on; here they become a tree."""

import collections
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

from kit import ROOT, free_port, say

BATCH = "batch_execution/multi_playbook_batch"
# the steps that call them, and the children's paths
CHILDREN = {
    "run_http_test": "tests/fixtures/playbooks/data_transfer/http_to_postgres_simple",
    "run_weather_processing": "tests/fixtures/playbooks/control_flow_workbook",
    "run_data_transformation": "tests/fixtures/playbooks/duckdb_gcs_workload_identity/workload_identity",
}
ERROR = 2


class Receiver(http.server.BaseHTTPRequestHandler):
    """What stands behind the collector: takes OTLP as JSON."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        for resource in message["resourceSpans"]:
            for scope in resource["scopeSpans"]:
                self.server.spans.extend(scope["spans"])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *ignored):
        pass


class Collector:
    def __init__(self, folder, behind):
        program = subprocess.run([str(ROOT / "tools" / "operations" / "collector" / "build.sh")], check=True, capture_output=True, text=True).stdout.strip()
        port = free_port()
        (folder / "collector.yaml").write_text(json.dumps({
            "receivers": {"otlp": {"protocols": {"http": {"endpoint": f"127.0.0.1:{port}"}}}},
            "exporters": {"otlp_http": {"endpoint": behind, "encoding": "json", "compression": "none"}},
            "service": {
                "pipelines": {"traces": {"receivers": ["otlp"], "exporters": ["otlp_http"]}},
                "telemetry": {"metrics": {"level": "none"}},
            },
        }))
        self.log = folder / "collector.log"
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen([program, f"--config=file:{folder / 'collector.yaml'}"], stdout=subprocess.DEVNULL, stderr=open(self.log, "w"))
        for _ in range(150):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        sys.exit(f"the collector does not start: {self.log.read_text()[-3000:]}")


def attributes(span):
    return {each["key"]: next(iter(each["value"].values())) for each in span.get("attributes", [])}


def told(span):
    """A span in one line."""
    of = attributes(span)
    took = (int(span["endTimeUnixNano"]) - int(span["startTimeUnixNano"])) / 1e6
    words = [span["name"], f"{took:.0f} ms", of.get("http.response.status_code"), re.sub(r":\d+", ":PORT", of.get("url.full", ""))]
    if "db.system.name" in of and span["name"] != "commit":
        where = of.get("db.namespace", "") + (" at " + of["server.address"] + ":PORT" if "server.address" in of else "")
        words += [of["db.system.name"], where.strip()]
        if "db.operation.batch.size" in of:
            words.append(f"{of['db.operation.batch.size']} statements")
    status = span.get("status", {})
    if status.get("code") == ERROR:
        words.append("ERROR " + " ".join(status.get("message", "").split())[:45] + " …")
    return " ".join(str(word) for word in words if word)


def print_tree(below, span, depth=0):
    print("    " + "  " * depth + told(span))
    for child in sorted(below[span["spanId"]], key=lambda each: int(each["startTimeUnixNano"])):
        if child["name"] != "commit":
            print_tree(below, child, depth + 1)


def wrong(spans):
    """What is not as it should be, in words."""
    traces = {span["traceId"] for span in spans}
    if len(traces) != 1:
        yield f"{len(traces)} traces (expected: 1)"
    by_id = {span["spanId"]: span for span in spans}
    if len(by_id) != len(spans):
        yield "a span came twice"
    roots = [span["name"] for span in spans if not span.get("parentSpanId")]
    if roots != [BATCH]:
        yield f"roots: {roots} (expected: the batch alone)"
    lost = [span["name"] for span in spans if span.get("parentSpanId") and span["parentSpanId"] not in by_id]
    if lost:
        yield f"their parents did not come: {lost}"
    for step, path in CHILDREN.items():
        above = [by_id.get(span.get("parentSpanId"), {}).get("name") for span in spans if span["name"] == path]
        if above != [step]:
            yield f"{path}: below {above} (expected: below {step})"
    for span in spans:
        of = attributes(span)
        if of.get("db.system.name") == "postgresql" or "http.request.method" in of:
            missing = {"server.address", "server.port"} - of.keys()
            if missing:
                yield f"{span['name']}: without {missing}"


def main():
    work = pathlib.Path(tempfile.mkdtemp(prefix="noetl-trace-"))
    behind = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    behind.spans = []
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    collector = None
    try:
        collector = Collector(work, f"http://127.0.0.1:{behind.server_port}")
        run = subprocess.run(
            [str(ROOT / "noetlctl"), "run", BATCH, "--samples", "--data", str(work / "data"), "--port", "0", "--database-port", "0"],
            env=os.environ | {"NOETL_TRACING_ENDPOINT": collector.url, "NOETL_AOT": "off"}, capture_output=True, text=True, timeout=600,
        )
        if run.returncode:
            sys.exit(f"the batch ended with {run.returncode}: {run.stdout[-2000:]}{run.stderr[-2000:]}")
        # the server has sent all when it has ended, and the collector sends on as it receives
        time.sleep(3)
        found = list(wrong(behind.spans))
        if found:
            sys.exit("trace: " + "; ".join(found))
        below = collections.defaultdict(list)
        for span in behind.spans:
            below[span.get("parentSpanId", "")].append(span)
        commits = sum(span["name"] == "commit" for span in behind.spans)
        say(f"{len(behind.spans)} spans of one trace, {commits} of them commits, through the collector:")
        print_tree(below, below[""][0])
        say("trace: passed")
    finally:
        if collector:
            collector.process.terminate()
            collector.process.wait(20)
        behind.shutdown()
        if not os.environ.get("KEEP"):
            shutil.rmtree(work, ignore_errors=True)


main()
