{# SQL in a file sees what SQL in the playbook sees #}
SELECT {{ n }} AS n, '{{ workload.name | upper }}' AS name{% if nothing %}, 1 / 0{% endif %};
