package io.noetl.camel.tool.transfer;

import io.noetl.camel.tool.ToolFailure;
import io.noetl.camel.tool.postgres.PostgresRunner;
import io.noetl.camel.tool.postgres.PostgresTarget;
import io.noetl.camel.tool.postgres.QueryWriter;
import io.noetl.camel.tool.postgres.TableWrite;
import io.noetl.camel.tool.postgres.TableWriter;
import io.noetl.camel.tool.sql.SqlName;
import java.util.List;

/** A table of PostgreSQL, or a statement that stores one row. */
final class PostgresTransferTarget implements TransferTarget {

  private final PostgresRunner runner;
  private final PostgresTarget target;
  private final TransferSpec spec;

  PostgresTransferTarget(PostgresRunner runner, PostgresTarget target, TransferSpec spec) {
    this.runner = runner;
    this.target = target;
    this.spec = spec;
  }

  @Override
  public long write(TransferSource source) throws ToolFailure, InterruptedException {
    String query = spec.target().text("query");
    String table = spec.target().text("table");
    SqlName name = table == null ? null : SqlName.parse(table);
    return runner.run(
        target,
        PostgresRunner.UNBOUNDED,
        session -> {
          session.alsoCancel(source::cancel);
          return source.read(
              (columns, rows) ->
                  name == null
                      ? new QueryWriter(session).write(String.valueOf(query), columns, rows)
                      : new TableWriter(session)
                          .write(new TableWrite(name, columns, spec.mode(), key(columns)), rows));
        });
  }

  /** The key of an upsert; the first column where none is named. */
  private List<String> key(List<String> columns) {
    return spec.key().isEmpty() ? columns.subList(0, Math.min(1, columns.size())) : spec.key();
  }
}
