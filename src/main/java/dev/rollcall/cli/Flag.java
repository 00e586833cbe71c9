package dev.rollcall.cli;

import dev.rollcall.jobfile.WrongWord;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Reads what is given for a flag as a job file has it. */
final class Flag {

  private Flag() {}

  /** What a text means; throws the command line's own exception if it can't be understood. */
  static <T extends @Nullable Object> T word(
      CommandLine command, String flag, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (WrongWord e) {
      throw wrong(command, flag, String.valueOf(e.getMessage()));
    }
  }

  static ParameterException wrong(CommandLine command, String flag, String what) {
    return new ParameterException(command, flag + " " + what);
  }

  /** The same for picocli to do. */
  abstract static class Converter<T extends @Nullable Object> implements ITypeConverter<T> {

    private final Function<String, T> reader;

    Converter(Function<String, T> reader) {
      this.reader = reader;
    }

    @Override
    public final T convert(String text) {
      try {
        return reader.apply(text);
      } catch (WrongWord wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }
}
