package dev.rollcall.cli;

import java.io.IOException;

/** Nobody reads standard output any more. */
final class ClosedPipeException extends IOException {

  private static final long serialVersionUID = 1L;

  ClosedPipeException(IOException cause) {
    super(cause);
  }
}
