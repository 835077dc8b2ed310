package io.noetl.camel.tool.s3;

import java.io.IOException;

/** What a server says where it does not do what it was asked for. */
public final class S3Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  S3Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }
}
