package io.noetl.camel.cli;

/** The command line {@code noetlctl}. */
public final class NoetlCtl {
  private NoetlCtl() {}

  /** Runs one command. */
  public static void main(String[] args) {
    System.out.println("noetlctl " + args.length);
  }
}
