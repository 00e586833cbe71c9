package dev.rollcall.wiring;

import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;

/**
 * Keeps Hibernate from setting up whatever reads JSON and XML on the class path, which are hundreds
 * of classes: entities have neither.
 */
final class NoFormats implements FormatMapper {

  @Override
  public <T> T fromString(CharSequence text, JavaType<T> type, WrapperOptions options) {
    throw unsupported();
  }

  @Override
  public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
    throw unsupported();
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException("entities have no JSON and no XML");
  }
}
