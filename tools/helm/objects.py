#!/usr/bin/env python3
"""Checks rendered objects: the restricted Pod Security Standard, selectors that meet, references that exist, least rights."""
import pathlib
import sys

import yaml

problems = []
objects = [
    document
    for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml"))
    for document in yaml.safe_load_all(file.read_text())
    if document
]
if not objects:
    problems.append("nothing was rendered")


def pods():
    for item in objects:
        name = f"{item['kind']}/{item['metadata']['name']}"
        if item["kind"] == "Pod":
            yield name, item["metadata"], item["spec"]
        elif item["kind"] in ("Deployment", "StatefulSet", "Job"):
            template = item["spec"]["template"]
            selector = item["spec"].get("selector", {}).get("matchLabels", {})
            if not selector.items() <= template["metadata"]["labels"].items():
                problems.append(f"{name}: the selector does not meet the pod's labels")
            yield name, template["metadata"], template["spec"]


ALLOWED_VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
for name, metadata, spec in pods():
    security = spec.get("securityContext", {})
    if security.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        problems.append(f"{name}: no seccomp profile")
    if not security.get("runAsNonRoot") or security.get("runAsUser") == 0:
        problems.append(f"{name}: may run as root")
    if any(spec.get(field) for field in ("hostNetwork", "hostPID", "hostIPC")):
        problems.append(f"{name}: uses the host's namespaces")
    volumes = {volume["name"] for volume in spec.get("volumes", [])}
    for volume in spec.get("volumes", []):
        if not (volume.keys() - {"name"}) <= ALLOWED_VOLUMES:
            problems.append(f"{name}: volume {volume['name']} is of a kind that is not allowed")
    if name.startswith("StatefulSet/"):
        volumes.add("data")
    for container in spec.get("initContainers", []) + spec["containers"]:
        where = f"{name}/{container['name']}"
        inner = container.get("securityContext", {})
        if inner.get("allowPrivilegeEscalation") is not False or inner.get("capabilities", {}).get("drop") != ["ALL"]:
            problems.append(f"{where}: may get privileges")
        if inner.get("readOnlyRootFilesystem") is not True:
            problems.append(f"{where}: may write its root file system")
        if "resources" not in container or "limits" not in container["resources"]:
            problems.append(f"{where}: no limits")
        for mount in container.get("volumeMounts", []):
            if mount["name"] not in volumes:
                problems.append(f"{where}: mounts {mount['name']}, which is no volume")
        names = [variable["name"] for variable in container.get("env", [])]
        if len(names) != len(set(names)):
            problems.append(f"{where}: a variable twice in {names}")

seen = set()
for item in objects:
    key = (item["apiVersion"], item["kind"], item["metadata"].get("namespace"), item["metadata"]["name"])
    if key in seen:
        problems.append(f"{key} twice")
    seen.add(key)
    if "namespace" not in item["metadata"]:
        problems.append(f"{item['kind']}/{item['metadata']['name']}: no namespace")
    if len(item["metadata"]["name"]) > 63:
        problems.append(f"{item['kind']}/{item['metadata']['name']}: the name is too long")
    if item["kind"] in ("ClusterRole", "ClusterRoleBinding"):
        problems.append("a right in the whole cluster")
    if item["kind"] == "Role":
        for rule in item["rules"]:
            if "*" in rule["verbs"] + rule["resources"] + rule["apiGroups"]:
                problems.append("a rule with *")
            named = rule["verbs"] == ["get"] and rule.get("resourceNames")
            if "secrets" in rule["resources"] and rule["verbs"] != ["create"] and not named:
                problems.append("secrets that are not named may be more than created")

made = {(kind, name) for _, kind, _, name in seen}
for item in objects:
    if item["kind"] == "HorizontalPodAutoscaler" and ("Deployment", item["spec"]["scaleTargetRef"]["name"]) not in made:
        problems.append("an autoscaler of nothing")
    if item["kind"] == "ScaledObject" and ("Deployment", item["spec"]["scaleTargetRef"]["name"]) not in made:
        problems.append("a ScaledObject of nothing")

print("\n".join(problems))
sys.exit(1 if problems else 0)
