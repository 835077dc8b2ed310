package io.noetl.camel.store;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;

/**
 * Transactions on the service's database. One that can't begin, or end, since the connection is
 * gone fails as a statement does: with what is waited for and tried again. A transaction manager
 * has exceptions of its own for that otherwise, which look like bugs.
 */
public final class ServiceTransactions extends JdbcTransactionManager {
  private static final long serialVersionUID = 1L;

  public ServiceTransactions(DataSource database) {
    super(database);
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    try {
      super.doBegin(transaction, definition);
    } catch (CannotCreateTransactionException e) {
      throw unreachable(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  protected RuntimeException translateException(String task, SQLException e) {
    RuntimeException translated = super.translateException(task, e);
    return translated instanceof TransactionException
        ? unreachable(task + ": " + e.getMessage(), translated)
        : translated;
  }

  private static RuntimeException unreachable(String message, Exception cause) {
    return new DataAccessResourceFailureException(message, cause);
  }
}
