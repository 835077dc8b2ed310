#!/usr/bin/env python3
"""Makes the Grafana boards of the chart from one list of panels.

make.py          writes helm/noetl-camel/files/boards/*.json
make.py --check  says which of them differ from what it would write, and which series no server has: give a file with a scrape
"""
import json
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "helm/noetl-camel/files/boards"


def rate(series, by="", where=""):
    return f"sum{' by (' + by + ')' if by else ''} (rate({series}{where}[$__rate_interval]))"


def quantile(q, series, by="", where=""):
    labels = ", ".join(filter(None, [by, "le"]))
    return f"histogram_quantile({q}, sum by ({labels}) (rate({series}_bucket{where}[$__rate_interval])))"


# board: title, then panels: title, unit, {legend: expression}
BOARDS = {
    "service": ("NoETL: service", [
        ("Open executions", "short", {"{{status}}": 'max by (status) (noetl_executions_open)'}),
        ("Started and ended", "ops", {"started": rate("noetl_executions_started_total"), "{{status}}": rate("noetl_executions_ended_total", "status")}),
        ("Oldest that waits, oldest open", "s", {"waiting": "max(noetl_executions_waiting_age_seconds)", "open": "max(noetl_executions_open_age_seconds)"}),
        ("Executions here", "short", {"{{instance}}": "noetl_executions_running"}),
        ("Open tokens", "short", {"{{instance}}": "noetl_tokens"}),
        ("Requests", "reqps", {"{{status}}": rate("http_server_requests_seconds_count", "status")}),
        ("Late starts at p95", "s", {"{{why}}": quantile(0.95, "noetl_start_delay_seconds", "why")}),
        ("Lease age", "s", {"{{instance}}": "noetl_lease_age_seconds"}),
        ("Takeovers", "short", {"{{instance}}": "increase(noetl_takeovers_total[$__rate_interval])"}),
        ("Heap", "bytes", {"{{instance}}": 'sum by (instance) (jvm_memory_used_bytes{area="heap"})'}),
        ("Processor", "percentunit", {"{{instance}}": "process_cpu_usage"}),
    ]),
    "playbooks": ("NoETL: playbooks", [
        ("Ended, by playbook", "ops", {"{{playbook}}": rate("noetl_executions_ended_total", "playbook")}),
        ("Failed, by playbook", "ops", {"{{playbook}}": rate("noetl_executions_ended_total", "playbook", '{status="failed"}')}),
        ("Part that fails", "percentunit", {"failed": rate("noetl_executions_ended_total", "", '{status="failed"}') + " / " + rate("noetl_executions_ended_total")}),
        ("Length of executions", "s", {"p50": quantile(0.5, "noetl_execution_seconds"), "p95": quantile(0.95, "noetl_execution_seconds")}),
        ("Steps, by kind", "ops", {"{{kind}}": rate("noetl_step_seconds_count", "kind")}),
        ("Steps that fail, by kind", "ops", {"{{kind}}": rate("noetl_step_seconds_count", "kind", '{outcome="failed"}')}),
        ("Steps at p95, by kind", "s", {"{{kind}}": quantile(0.95, "noetl_step_seconds", "kind")}),
        ("Calls at p95, by kind", "s", {"{{kind}}": quantile(0.95, "noetl_call_seconds", "kind")}),
        ("Retries and pages", "ops", {"{{why}}": rate("noetl_step_repeats_total", "why")}),
        ("Other services, by host", "ops", {"{{kind}} {{host}}": rate("noetl_host_call_seconds_count", "kind, host")}),
        ("Other services that fail, by host", "ops", {"{{kind}} {{host}}": rate("noetl_host_call_seconds_count", "kind, host", '{outcome="failed"}')}),
        ("Loop items and sinks", "ops", {"items {{outcome}}": rate("noetl_loop_items_total", "outcome"), "sinks {{outcome}}": rate("noetl_sinks_total", "outcome")}),
    ]),
    "database": ("NoETL: database", [
        ("Commits", "ops", {"{{instance}}": rate("noetl_commit_seconds_count", "instance")}),
        ("Executions a commit", "short", {"mean": rate("noetl_commit_executions_sum") + " / " + rate("noetl_commit_executions_count")}),
        ("Commit", "s", {"p50": quantile(0.5, "noetl_commit_seconds"), "p99": quantile(0.99, "noetl_commit_seconds")}),
        ("Events written", "ops", {"{{instance}}": rate("noetl_events_total", "instance")}),
        ("Connections", "short", {"{{pool}} active": "sum by (pool) (hikaricp_connections_active)", "{{pool}} waited for": "sum by (pool) (hikaricp_connections_pending)"}),
        ("Executions in the database", "short", {"{{status}}": "max by (status) (noetl_executions)"}),
        ("Lease renewals that failed", "short", {"{{instance}}": 'increase(noetl_lease_renewals_total{outcome="failed"}[$__rate_interval])'}),
        ("Partitions ahead", "short", {"weeks": "min(noetl_partitions_ahead)"}),
    ]),
    "python": ("NoETL: Python", [
        ("Steps", "ops", {"{{outcome}}": rate("noetl_step_seconds_count", "outcome", '{kind="python"}')}),
        ("Steps, how long", "s", {"p50": quantile(0.5, "noetl_step_seconds", "", '{kind="python"}'), "p95": quantile(0.95, "noetl_step_seconds", "", '{kind="python"}')}),
        ("Calls", "ops", {"{{outcome}}": rate("noetl_call_seconds_count", "outcome", '{kind="python"}')}),
        ("Calls, how long", "s", {"p50": quantile(0.5, "noetl_call_seconds", "", '{kind="python"}'), "p95": quantile(0.95, "noetl_call_seconds", "", '{kind="python"}')}),
        ("Calls, by engine", "ops", {"{{engine}} {{outcome}}": rate("noetl_python_calls_total", "engine, outcome")}),
        ("Interpreters, and calls that wait for one", "short", {"{{engine}} {{state}}": "sum by (engine, state) (noetl_python_interpreters)", "{{engine}} waiting": "sum by (engine) (noetl_python_waiting)"}),
        ("Memory of running calls", "bytes", {"{{engine}}": "sum by (engine) (noetl_python_memory_bytes)"}),
        ("Memory of the process", "bytes", {"heap": 'sum(jvm_memory_used_bytes{area="heap"})', "beside the heap": 'sum(jvm_memory_used_bytes{area="nonheap"})'}),
        ("Pauses of the collector", "s", {"{{instance}}": rate("jvm_gc_pause_seconds_sum", "instance")}),
    ]),
}


def board(name, title, panels):
    made = []
    for n, (panel, unit, lines) in enumerate(panels):
        made.append({
            "id": n + 1, "type": "timeseries", "title": panel,
            "datasource": {"type": "prometheus", "uid": "${datasource}"},
            "gridPos": {"h": 8, "w": 12, "x": 12 * (n % 2), "y": 8 * (n // 2)},
            "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
            "targets": [{"refId": chr(65 + i), "legendFormat": legend, "expr": expression}
                        for i, (legend, expression) in enumerate(lines.items())],
        })
    return {
        "uid": f"noetl-{name}", "title": title, "tags": ["noetl"], "schemaVersion": 39, "version": 1,
        "editable": True, "time": {"from": "now-3h", "to": "now"}, "refresh": "30s", "panels": made,
        "templating": {"list": [{"name": "datasource", "type": "datasource", "query": "prometheus", "label": "Data source"}]},
    }


def main():
    checking = "--check" in sys.argv
    scrape = next((a for a in sys.argv[1:] if not a.startswith("-")), None)
    known = set(re.findall(r"^([a-z_]+)", pathlib.Path(scrape).read_text(), re.M)) if scrape else None
    wrong = 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, (title, panels) in BOARDS.items():
        text = json.dumps(board(name, title, panels), indent=1) + "\n"
        file = FOLDER / f"{name}.json"
        if not checking:
            file.write_text(text)
        elif not file.exists() or file.read_text() != text:
            wrong += 1
            print(f"{file.name} differs: run tools/boards/make.py")
        if known is not None:
            used = set(re.findall(r"\b((?:noetl|jvm|hikaricp|http|process)_[a-z_]+)", text))
            for series in sorted(used - known):
                wrong += 1
                print(f"{file.name}: no server has {series}")
    print(f"{len(BOARDS)} boards, {sum(len(p) for _, p in BOARDS.values())} panels, {wrong} wrong")
    sys.exit(1 if wrong else 0)


main()
