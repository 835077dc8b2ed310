package io.noetl.camel.api;

import java.util.Locale;

/** The kinds of refusal: HTTP status, our stable code and title of each. */
public enum ApiError {
  BAD_REQUEST(400, "AP0400", "Bad request"),
  UNAUTHENTICATED(401, "AP0401", "Not authenticated"),
  FORBIDDEN(403, "AP0403", "Not allowed"),
  NOT_FOUND(404, "AP0404", "Not found"),
  METHOD_NOT_ALLOWED(405, "AP0405", "Method not allowed"),
  CONFLICT(409, "AP0409", "Conflict"),
  TOO_LARGE(413, "AP0413", "Request too large"),
  INVALID(422, "AP0422", "Invalid request"),
  MALFORMED(422, "AP0423", "Malformed JSON"),
  PLAYBOOK_INVALID(422, "AP0424", "Invalid playbook"),
  TOO_MANY(429, "AP0429", "Too many requests"),
  INTERNAL(500, "AP0500", "Internal error"),
  UNAVAILABLE(503, "AP0503", "Database unavailable");

  private final int status;
  private final String code;
  private final String title;

  ApiError(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Our stable code. */
  public String code() {
    return code;
  }

  /** What RFC 9457 calls title: the same for every problem of this kind. */
  public String title() {
    return title;
  }

  /** What RFC 9457 calls type: a name for this kind of problem. */
  public String type() {
    return "urn:noetl:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
