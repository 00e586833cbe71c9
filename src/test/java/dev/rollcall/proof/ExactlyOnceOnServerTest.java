package dev.rollcall.proof;

import org.junit.jupiter.api.extension.ExtendWith;

/** The same on a server. */
@ExtendWith(DropsDatabases.class)
class ExactlyOnceOnServerTest extends ExactlyOnceTest {

  @Override
  DatabaseKind kind() {
    return DatabaseKind.SERVER;
  }
}
