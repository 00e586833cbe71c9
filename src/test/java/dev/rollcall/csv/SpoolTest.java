package dev.rollcall.csv;

import static dev.rollcall.csv.Bytes.bytes;
import static dev.rollcall.files.Failures.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.problem.ProblemCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard input, which can be read once, is kept so that it can be read again. */
class SpoolTest {

  @TempDir Path folder;

  @Test
  void standardInputIsKeptSoThatItCanBeReadTwice() throws IOException {
    Path file = Files.write(folder.resolve("spool"), bytes("of an earlier run"));
    byte[] packed = Packer.GZIP.pack(bytes("username\nann\n"));
    Input input = kept(new ByteArrayInputStream(packed), file);
    assertThat(input.name()).isEqualTo("-");
    assertThat(readAll(input)).isEqualTo(readAll(input)).isEqualTo(bytes("username\nann\n"));
    assertThat(input.bytes()).isEqualTo(packed.length);
    try (Spool spool = Spool.of(new ByteArrayInputStream(packed), file)) {
      assertThat(spool.sha256()).isEqualTo(input.sha256());
    }
    assertThat(folder).as("not kept").isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void standardInputThatBreaksOffLeavesWhatWasKeptBefore() throws IOException {
    Path file = Files.write(folder.resolve("spool"), bytes("of an earlier run"));
    InputStream broken =
        new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), new BrokenStream());
    assertThat(problem(() -> kept(broken, file)).code()).isEqualTo(ProblemCode.INPUT_UNREADABLE);
    assertThat(problem(() -> kept(InputStream.nullInputStream(), file)).code())
        .isEqualTo(ProblemCode.INPUT_EMPTY);
    assertThat(file).hasContent("of an earlier run");
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
  }

  private static Input kept(InputStream in, Path file) {
    try (Spool spool = Spool.of(in, file)) {
      return spool.keepAs(file);
    }
  }

  private static byte[] readAll(Input input) throws IOException {
    try (OpenInput in = input.open()) {
      return in.readAllBytes();
    }
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("broken pipe");
    }
  }
}
