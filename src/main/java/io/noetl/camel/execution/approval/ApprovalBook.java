package io.noetl.camel.execution.approval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people were asked and have decided, durably. Thread-safe. */
public interface ApprovalBook {

  /**
   * Lists, the newest first.
   *
   * @param state open, or decided for all that are over; null for all
   * @param executionId of one execution; null for all
   */
  List<Approval> list(@Nullable String state, @Nullable Long executionId, int most);

  /** One of them. */
  Optional<Approval> find(long id);

  /**
   * Decides, one at a time for an approval.
   *
   * @param once a token that can be used once; null for none
   * @return the approval with the decision; the same decision of the same person changes nothing
   * @throws Refused when it is over, was decided otherwise by the same person, or the token is used
   */
  Optional<Approval> decide(
      long id,
      String by,
      String choice,
      Map<String, @Nullable Object> values,
      @Nullable String once);

  /** A decision that comes too late. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
      super(message);
    }
  }
}
