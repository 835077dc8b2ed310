{{- define "noetl-camel.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- define "noetl-camel.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else if contains (include "noetl-camel.name" .) .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "noetl-camel.name" .) | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "noetl-camel.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/name: {{ include "noetl-camel.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: noetl
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Of one component: list root "server" */}}
{{- define "noetl-camel.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ include "noetl-camel.name" $root }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "noetl-camel.image" -}}
{{- $image := .Values.image -}}
{{- with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}
{{- if $image.digest }}@{{ $image.digest }}{{ else }}:{{ $image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- define "noetl-camel.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- .Values.serviceAccount.name | default (include "noetl-camel.fullname" .) }}
{{- else }}
{{- .Values.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/* Whether a replica asks the cluster's API: dict root, role */}}
{{- define "noetl-camel.usesCluster" -}}
{{- $labelled := and .root.Values.playbooks.labelled (eq .role "server") -}}
{{- if or .root.Values.jobs.enabled .root.Values.kubernetesSecrets $labelled }}true{{ else }}false{{ end }}
{{- end }}

{{- define "noetl-camel.jobServiceAccount" -}}
{{- if .Values.jobs.serviceAccount.create }}
{{- .Values.jobs.serviceAccount.name | default (printf "%s-job" (include "noetl-camel.fullname" .)) }}
{{- else }}
{{- .Values.jobs.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{- define "noetl-camel.jobNamespace" -}}
{{- .Values.jobs.namespace | default .Release.Namespace }}
{{- end }}

{{- define "noetl-camel.secret" -}}
{{ include "noetl-camel.fullname" . }}
{{- end }}

{{- define "noetl-camel.databaseHost" -}}
{{- if .Values.postgresql.enabled }}{{ include "noetl-camel.fullname" . }}-postgresql{{ else }}{{ .Values.database.host }}{{ end }}
{{- end }}

{{- define "noetl-camel.databasePort" -}}
{{- if .Values.postgresql.enabled }}5432{{ else }}{{ .Values.database.port }}{{ end }}
{{- end }}

{{- define "noetl-camel.databaseUrl" -}}
{{- $parameters := list -}}
{{- range $name, $value := .Values.database.parameters }}
{{- $parameters = append $parameters (printf "%s=%s" $name (toString $value | urlquery)) }}
{{- end -}}
jdbc:postgresql://{{ include "noetl-camel.databaseHost" . }}:{{ include "noetl-camel.databasePort" . }}/{{ .Values.database.name }}
{{- with $parameters }}?{{ join "&" . }}{{ end }}
{{- end }}

{{- define "noetl-camel.url" -}}
http://{{ include "noetl-camel.fullname" . }}:{{ .Values.service.port }}
{{- end }}

{{/* An entry of env that comes from a Secret: dict name, secret, key */}}
{{- define "noetl-camel.fromSecret" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end }}

{{- define "noetl-camel.databaseEnv" -}}
- name: NOETL_DATABASE_URL
  value: {{ include "noetl-camel.databaseUrl" . | quote }}
{{- $secret := .Values.database.existingSecret }}
{{- if and $secret .Values.database.userKey }}
{{ include "noetl-camel.fromSecret" (dict "name" "NOETL_USER" "secret" $secret "key" .Values.database.userKey) }}
{{- else }}
- name: NOETL_USER
  value: {{ .Values.database.user | quote }}
{{- end }}
{{- end }}

{{/* The password as a file: what stands in the environment, every child process and crash report has too. */}}
{{- define "noetl-camel.databaseFileEnv" -}}
{{ include "noetl-camel.databaseEnv" . }}
- name: NOETL_PASSWORD_FILE
  value: /etc/noetl/database/password
{{- end }}

{{- define "noetl-camel.databaseVolume" -}}
- name: database
  secret:
    secretName: {{ .Values.database.existingSecret | default (include "noetl-camel.secret" .) }}
    defaultMode: 0440
    items:
      - key: {{ ternary .Values.database.passwordKey "database-password" (ne .Values.database.existingSecret "") }}
        path: password
{{- end }}

{{/* The Secret that has the administrator's key, where there is one */}}
{{- define "noetl-camel.adminKeySecret" -}}
{{- if .Values.access.existingSecret -}}
{{ .Values.access.existingSecret }}
{{- else if .Values.access.adminKey -}}
{{ include "noetl-camel.secret" . }}
{{- end }}
{{- end }}

{{/* Whether there is an administrator's key, and where */}}
{{- define "noetl-camel.adminKey" -}}
{{- if .Values.access.existingSecret -}}
{{ include "noetl-camel.fromSecret" (dict "name" .env "secret" .Values.access.existingSecret "key" .Values.access.key) }}
{{- else if .Values.access.adminKey -}}
{{ include "noetl-camel.fromSecret" (dict "name" .env "secret" (include "noetl-camel.secret" .) "key" "admin.key") }}
{{- end }}
{{- end }}

{{- define "noetl-camel.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "noetl-camel.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* What has to be given, said at once and together. */}}
{{- define "noetl-camel.validate" -}}
{{- $problems := list -}}
{{- if and (not .Values.postgresql.enabled) (not .Values.database.host) }}
{{- $problems = append $problems "database.host is empty (expected: the PostgreSQL server's name; or postgresql.enabled=true for a trial)" }}
{{- end }}
{{- if and .Values.postgresql.enabled .Values.database.host }}
{{- $problems = append $problems "database.host and postgresql.enabled=true: give one of them" }}
{{- end }}
{{- if and .Values.postgresql.enabled (not .Values.postgresql.password) }}
{{- $problems = append $problems "postgresql.password is empty (expected: a password for the trial's database)" }}
{{- end }}
{{- if and (not .Values.postgresql.enabled) (not .Values.database.existingSecret) (not .Values.database.password) }}
{{- $problems = append $problems "database.existingSecret and database.password are empty (expected: one of them)" }}
{{- end }}
{{- if and (not .Values.encryption.existingSecret) (not .Values.encryption.masterKey) }}
{{- $problems = append $problems "encryption.existingSecret and encryption.masterKey are empty (expected: one of them; make a key with: openssl rand -base64 32)" }}
{{- end }}
{{- $jwt := or .Values.access.jwt.issuer .Values.access.jwt.keySet }}
{{- if and (eq .Values.access.mode "locked") (not .Values.access.existingSecret) (not .Values.access.adminKey) (not $jwt) }}
{{- $problems = append $problems "nobody could call: give access.existingSecret, access.adminKey or access.jwt.issuer" }}
{{- end }}
{{- if .Values.keda.enabled }}
{{- if (index .Values .Values.keda.target).autoscaling.enabled }}
{{- $problems = append $problems (printf "keda.enabled and %s.autoscaling.enabled: give one of them" .Values.keda.target) }}
{{- end }}
{{- if and (eq .Values.keda.target "worker") (not .Values.worker.enabled) }}
{{- $problems = append $problems "keda.target is worker, and worker.enabled is false" }}
{{- end }}
{{- end }}
{{- if and .Values.gateway.enabled (not .Values.gateway.parentRefs) }}
{{- $problems = append $problems "gateway.parentRefs is empty (expected: the Gateway that the route belongs to)" }}
{{- end }}
{{- if and .Values.playbooks.gitSync.enabled (not .Values.playbooks.gitSync.repository) }}
{{- $problems = append $problems "playbooks.gitSync.repository is empty (expected: the repository's address)" }}
{{- end }}
{{- if $problems }}
{{- fail (printf "\n  - %s" (join "\n  - " $problems)) }}
{{- end }}
{{- end }}
