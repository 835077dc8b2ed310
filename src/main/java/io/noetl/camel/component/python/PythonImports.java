package io.noetl.camel.component.python;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What code imports, as far as its text tells.
 *
 * @param modules top-level names of modules
 */
record PythonImports(Set<String> modules) {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^[ \\t]*(?:from[ \\t]+([\\w.]+)|import[ \\t]+([^\\n;#]+))");

  private static final Pattern TOP_LEVEL = Pattern.compile("\\w+");

  /** Packages with native code: GraalPy has none of them. */
  private static final Set<String> NATIVE =
      Set.of(
          "numpy",
          "pandas",
          "polars",
          "pyarrow",
          "scipy",
          "sklearn",
          "psycopg",
          "psycopg2",
          "sqlite3",
          "lxml",
          "cryptography",
          "PIL",
          "matplotlib",
          "torch",
          "tensorflow",
          "grpc",
          "orjson",
          "ujson",
          "pydantic_core",
          "pydantic",
          "asyncpg",
          "pymongo",
          "snowflake",
          "numba",
          "shapely",
          "geopandas",
          "statsmodels",
          "xgboost",
          "lightgbm",
          "pyodbc",
          "oracledb",
          "confluent_kafka",
          "google");

  /** Modules of the library that compute and have no state that engines could differ in. */
  private static final Set<String> COMPUTING =
      Set.of(
          "json",
          "datetime",
          "time",
          "re",
          "math",
          "random",
          "decimal",
          "collections",
          "itertools",
          "functools",
          "string",
          "hashlib",
          "hmac",
          "base64",
          "typing",
          "dataclasses",
          "enum",
          "statistics",
          "copy",
          "operator",
          "textwrap",
          "heapq",
          "bisect",
          "csv",
          "io",
          "uuid",
          "fractions",
          "zlib",
          "gzip",
          "struct",
          "array",
          "cmath",
          "asyncio");

  /** Of a job: its {@code import} lines and its {@code libs}. */
  static PythonImports of(PythonJob job) {
    Set<String> found = new TreeSet<>();
    Matcher matcher = IMPORT.matcher(job.code().text());
    while (matcher.find()) {
      String listed = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      Pattern.compile(",").splitAsStream(listed).map(PythonImports::topLevel).forEach(found::add);
    }
    job.libs()
        .values()
        .forEach(
            lib ->
                found.add(
                    topLevel(
                        lib instanceof java.util.Map<?, ?> map
                            ? String.valueOf(map.get("from"))
                            : String.valueOf(lib))));
    return new PythonImports(found);
  }

  private static String topLevel(String name) {
    Matcher matcher = TOP_LEVEL.matcher(name);
    return matcher.find() ? matcher.group() : "";
  }

  /** Whether some of them runs on CPython only. */
  boolean needNativeCode() {
    return modules.stream().anyMatch(NATIVE::contains);
  }

  /** Whether the code may run on either engine with the same result. */
  boolean onlyCompute() {
    return COMPUTING.containsAll(modules);
  }

  @Override
  public String toString() {
    return String.join(", ", modules).toLowerCase(Locale.ROOT);
  }
}
