package io.noetl.camel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is refused: what the client reads about it. */
public final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ApiError error;
  private final transient Object detail;
  private final transient List<?> problems;
  private final transient Map<String, String> members;

  private ApiProblem(ApiError error, Object detail, List<?> problems) {
    this(error, detail, problems, Map.of());
  }

  private ApiProblem(ApiError error, Object detail, List<?> problems, Map<String, String> members) {
    super(error.code() + " " + detail);
    this.error = error;
    this.detail = detail;
    this.problems = problems;
    this.members = members;
  }

  /** A problem whose detail is a sentence. */
  public static ApiProblem of(ApiError error, String detail) {
    return new ApiProblem(error, detail, List.of());
  }

  /** A problem whose detail is what a client of this route parses. */
  public static ApiProblem structured(ApiError error, Map<String, ?> detail) {
    return new ApiProblem(error, detail, List.of());
  }

  /** A problem with the list of what is wrong beside its detail. */
  public static ApiProblem listing(ApiError error, String detail, List<?> problems) {
    return new ApiProblem(error, detail, problems);
  }

  /** A field of the request that is not what it should be. */
  public static ApiProblem field(FieldError field) {
    return new ApiProblem(ApiError.INVALID, List.of(field), List.of());
  }

  /** The same with a member that a client may want to go on with. */
  public ApiProblem with(String member, String value) {
    return new ApiProblem(error, detail, problems, Map.of(member, value));
  }

  /** What stands beside the detail, for clients. */
  public Map<String, String> members() {
    return members;
  }

  /** The kind of problem. */
  public ApiError error() {
    return error;
  }

  /** Text, a list of {@link FieldError}, or an object. */
  public Object detail() {
    return detail;
  }

  /** What is wrong, one by one; empty where the detail says it all. */
  public List<?> problems() {
    return problems;
  }

  /**
   * One field, as NoETL's clients read it.
   *
   * @param type what is wrong with it: {@code missing}, {@code dict_type}, …
   * @param loc where it is: {@code body} or {@code path} or {@code query}, then the names down to
   *     it
   * @param msg the same for people
   * @param input what was sent
   * @param ctx what was expected, where a client may want to know it; null where it has no part
   */
  public record FieldError(
      String type,
      List<Object> loc,
      String msg,
      @Nullable Object input,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, ?> ctx) {

    /** An error without a context. */
    public FieldError(String type, List<Object> loc, String msg, @Nullable Object input) {
      this(type, loc, msg, input, null);
    }
  }
}
