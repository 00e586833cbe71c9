package dev.rollcall.cli;

import java.util.Collections;
import java.util.Iterator;

/** Where any file may be named, which shells complete themselves. */
final class AnyFile implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Collections.emptyIterator();
  }
}
