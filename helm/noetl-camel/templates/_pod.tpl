{{/* The pod of a replica: dict root, role ("server" or "worker") */}}
{{- define "noetl-camel.replica" -}}
{{- $root := .root -}}
{{- $role := .role -}}
{{- $values := index $root.Values $role -}}
{{- $secret := include "noetl-camel.secret" $root -}}
{{- $adminKey := include "noetl-camel.adminKeySecret" $root | trim -}}
metadata:
  labels:
    {{- include "noetl-camel.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $role }}
    {{- with $values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    checksum/config: {{ include (print $root.Template.BasePath "/configmap.yaml") $root | sha256sum }}
    checksum/secret: {{ include (print $root.Template.BasePath "/secret.yaml") $root | sha256sum }}
    {{- if $root.Values.console.hawtioOnline }}
    hawt.io/protocol: http
    hawt.io/jolokiaPath: /actuator/jolokia
    {{- end }}
    {{- with $values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "noetl-camel.serviceAccount" $root }}
  automountServiceAccountToken: {{ include "noetl-camel.usesCluster" . | eq "true" }}
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
  securityContext:
    {{- include "noetl-camel.podSecurity" $root | nindent 4 }}
  {{- with $root.Values.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  {{- with $values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if $values.topologySpread.enabled }}
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: {{ $values.topologySpread.whenUnsatisfiable }}
      labelSelector:
        matchLabels:
          {{- include "noetl-camel.selector" (list $root $role) | nindent 10 }}
      matchLabelKeys: [pod-template-hash]
    {{- end }}
  {{- end }}
  {{- $prepare := or (eq $root.Values.migration.mode "initContainer") $root.Values.console.existingSecret }}
  {{- if $prepare }}
  initContainers:
    {{- if $root.Values.console.existingSecret }}
    - name: console-password
      image: {{ include "noetl-camel.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      command: [/bin/sh, -c]
      args:
        - mkdir -p -m 0700 /data/noetl && umask 077 && cat /etc/noetl/console/console.password > /data/noetl/console.password
      securityContext:
        {{- include "noetl-camel.containerSecurity" $root | nindent 8 }}
      resources:
        requests: {cpu: 10m, memory: 16Mi}
        limits: {memory: 64Mi}
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: console, mountPath: /etc/noetl/console, readOnly: true}
    {{- end }}
    {{- if eq $root.Values.migration.mode "initContainer" }}
    - name: migrate
      {{- include "noetl-camel.migration" $root | nindent 6 }}
    {{- end }}
  {{- end }}
  containers:
    - name: {{ $role }}
      image: {{ include "noetl-camel.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: [server, start, --host, 0.0.0.0, --port, "8082", --data, /data/noetl{{ if $root.Values.config.samples }}, --samples{{ end }}]
      ports:
        - {name: {{ ternary "jolokia" "http" $root.Values.console.hawtioOnline }}, containerPort: 8082, protocol: TCP}
      envFrom:
        - configMapRef:
            name: {{ include "noetl-camel.fullname" $root }}
        {{- with $values.extraEnvFrom }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      env:
        {{- include "noetl-camel.databaseFileEnv" $root | nindent 8 }}
        - name: NOETL_ENGINE_MAXEXECUTIONS
          value: {{ $values.maxExecutions | int | quote }}
        {{- if eq $role "worker" }}
        - name: SPRING_PROFILES_ACTIVE
          value: worker
        {{- else if $root.Values.playbooks.labelled }}
        - name: NOETL_KUBERNETES_PLAYBOOKS
          value: "true"
        - name: NOETL_KUBERNETES_PLAYBOOKNAMESPACE
          value: {{ $root.Release.Namespace | quote }}
        {{- end }}
        - name: NOETL_JAVA_OPTS
          value: {{ $values.javaOptions | quote }}
        - name: NOETL_SECRETS_MASTERKEYFILE
          value: /etc/noetl/encryption/master.key
        {{- if $adminKey }}
        - name: NOETL_ACCESS_ADMINKEYFILE
          value: /etc/noetl/access/admin.key
        {{- end }}
        {{- with $values.extraEnv }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      startupProbe:
        httpGet: {path: /health, port: 8082}
        {{- toYaml $root.Values.probes.startup | nindent 8 }}
      livenessProbe:
        httpGet: {path: /health, port: 8082}
        {{- toYaml $root.Values.probes.liveness | nindent 8 }}
      readinessProbe:
        httpGet: {path: /actuator/health/readiness, port: 8082}
        {{- toYaml $root.Values.probes.readiness | nindent 8 }}
      {{- if $values.drainSeconds }}
      lifecycle:
        preStop:
          sleep:
            seconds: {{ $values.drainSeconds }}
      {{- end }}
      resources:
        {{- toYaml $values.resources | nindent 8 }}
      securityContext:
        {{- include "noetl-camel.containerSecurity" $root | nindent 8 }}
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: tmp, mountPath: /tmp}
        - {name: encryption, mountPath: /etc/noetl/encryption, readOnly: true}
        - {name: database, mountPath: /etc/noetl/database, readOnly: true}
        {{- if $adminKey }}
        - {name: access, mountPath: /etc/noetl/access, readOnly: true}
        {{- end }}
        {{- with $values.extraVolumeMounts }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    {{- with $values.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  volumes:
    - name: data
      emptyDir:
        sizeLimit: {{ $values.dataSize }}
    - name: tmp
      emptyDir: {}
    - name: encryption
      secret:
        secretName: {{ $root.Values.encryption.existingSecret | default $secret }}
        defaultMode: 0440
        items:
          - key: {{ ternary $root.Values.encryption.key "master.key" (ne $root.Values.encryption.existingSecret "") }}
            path: master.key
    {{- include "noetl-camel.databaseVolume" $root | nindent 4 }}
    {{- if $adminKey }}
    - name: access
      secret:
        secretName: {{ $adminKey }}
        defaultMode: 0440
        items:
          - key: {{ ternary $root.Values.access.key "admin.key" (ne $root.Values.access.existingSecret "") }}
            path: admin.key
    {{- end }}
    {{- if $root.Values.console.existingSecret }}
    - name: console
      secret:
        secretName: {{ $root.Values.console.existingSecret }}
        defaultMode: 0440
        items:
          - key: {{ $root.Values.console.key }}
            path: console.password
    {{- end }}
    {{- with $values.extraVolumes }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{/* The container that brings the schema up to date, without its name */}}
{{- define "noetl-camel.migration" -}}
image: {{ include "noetl-camel.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
command: [noetl-migrate]
env:
  {{- include "noetl-camel.databaseFileEnv" . | nindent 2 }}
securityContext:
  {{- include "noetl-camel.containerSecurity" . | nindent 2 }}
resources:
  {{- toYaml .Values.migration.resources | nindent 2 }}
volumeMounts:
  - {name: tmp, mountPath: /tmp}
  - {name: database, mountPath: /etc/noetl/database, readOnly: true}
{{- end }}

{{/* A Deployment of replicas: dict root, role */}}
{{- define "noetl-camel.deployment" -}}
{{- $values := index .root.Values .role -}}
{{- $keda := and .root.Values.keda.enabled (eq .root.Values.keda.target .role) -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "noetl-camel.fullname" .root }}{{ if eq .role "worker" }}-worker{{ end }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "noetl-camel.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
spec:
  {{- if not (or $values.autoscaling.enabled $keda) }}
  replicas: {{ $values.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: {{ $values.maxSurge }}
      maxUnavailable: {{ $values.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "noetl-camel.selector" (list .root .role) | nindent 6 }}
  template:
    {{- include "noetl-camel.replica" . | nindent 4 }}
{{- end }}

{{/* Its PodDisruptionBudget and HorizontalPodAutoscaler: dict root, role */}}
{{- define "noetl-camel.scaling" -}}
{{- $values := index .root.Values .role -}}
{{- $name := printf "%s%s" (include "noetl-camel.fullname" .root) (ternary "-worker" "" (eq .role "worker")) -}}
{{- if $values.disruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ $name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "noetl-camel.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
spec:
  maxUnavailable: {{ $values.disruptionBudget.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "noetl-camel.selector" (list .root .role) | nindent 6 }}
{{- end }}
{{- if $values.autoscaling.enabled }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ $name }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "noetl-camel.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ $name }}}
  minReplicas: {{ $values.autoscaling.minReplicas }}
  maxReplicas: {{ $values.autoscaling.maxReplicas }}
  metrics:
    {{- range $resource := list "cpu" "memory" }}
    {{- with index $values.autoscaling $resource }}
    - type: Resource
      resource:
        name: {{ $resource }}
        target: {type: Utilization, averageUtilization: {{ . }}}
    {{- end }}
    {{- end }}
{{- end }}
{{- end }}
