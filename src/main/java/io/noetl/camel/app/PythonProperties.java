package io.noetl.camel.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How Python code runs.
 *
 * @param warm how many GraalPy interpreters are kept ready; null for one a core
 * @param most how many there may be while calls wait; null for eight a core
 * @param packages the folder of packages; null for {@code NOETL_PYTHON_PACKAGES}, else {@code
 *     ~/.noetl/python-packages}
 * @param restricted more of {@code noetl.profile.restricted}, under an older name
 * @param hosts more of {@code noetl.profile.hosts}, under an older name
 * @param environment environment variables for the code of other playbooks
 * @param auto whether code that names no engine runs on the one that is faster for it
 * @param cpython the interpreter of worker processes; null for {@code NOETL_PYTHON}, else python3
 * @param cpythonMemory how much memory a worker may have
 * @param cpythonTime how much processor time one call of a worker may take
 * @param cpythonFile how long a file may become that a worker writes
 * @param cpythonProcesses how many processes and threads a worker may add to those of its user
 */
@ConfigurationProperties("noetl.python")
record PythonProperties(
    @Nullable Integer warm,
    @Nullable Integer most,
    @Nullable Path packages,
    @DefaultValue List<String> restricted,
    @DefaultValue List<String> hosts,
    @DefaultValue Map<String, String> environment,
    @DefaultValue("true") boolean auto,
    @Nullable String cpython,
    @DefaultValue("4GB") DataSize cpythonMemory,
    @DefaultValue("4h") Duration cpythonTime,
    @DefaultValue("16GB") DataSize cpythonFile,
    @DefaultValue("512") int cpythonProcesses) {}
