package dev.rollcall.postgresql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a server may send, in pieces as a network makes them, with the rows of a COPY joined. */
class JoinedMessagesTest {

  private static final String OTHERS = "RSKZTDCNEHc2";
  private static final int LONG = 150_000;

  /** Gives as many bytes as a network has, up to a size. */
  private static final class Network extends InputStream {

    private final InputStream sent;
    private final Random random;
    private final int most;

    Network(byte[] sent, Random random) {
      this.sent = new ByteArrayInputStream(sent);
      this.random = random;
      this.most = random.nextBoolean() ? 20 : 100_000;
    }

    @Override
    public int read() throws IOException {
      return sent.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return sent.read(bytes, offset, Math.min(length, random.nextInt(most) + 1));
    }

    /** As if there were much: nothing is waited for. */
    @Override
    public int available() {
      return Integer.MAX_VALUE;
    }
  }

  @Test
  void areTheSameButForHowManyCarryTheRows() {
    Seeds.each(
        500,
        random -> {
          ByteArrayOutputStream sent = new ByteArrayOutputStream();
          int answers = random.nextInt(3);
          sent.write("N".repeat(answers).getBytes(UTF_8));
          List<String> expected = messages(new DataOutputStream(sent), random);
          DataInputStream read =
              new DataInputStream(new JoinedMessages(new Network(sent.toByteArray(), random)));
          assertThat(new String(read.readNBytes(answers), UTF_8)).isEqualTo("N".repeat(answers));
          assertThat(joined(read)).isEqualTo(expected);
        });
  }

  /** Says what they are, those with rows that follow each other as one. */
  private static List<String> messages(DataOutputStream out, Random random) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream each = new DataOutputStream(all);
    message(each, 'R', "log in");
    for (int i = random.nextInt(400); i > 0; i--) {
      boolean row = random.nextInt(5) > 0;
      char letter = row ? 'd' : OTHERS.charAt(random.nextInt(OTHERS.length()));
      int length =
          random.nextInt(100) == 0
              ? random.nextInt(LONG)
              : random.nextInt(20) == 0 ? 0 : random.nextInt(80);
      message(each, letter, (row ? "row " : "") + "xyz\n".repeat(length / 4));
    }
    all.writeTo(out);
    return joined(new DataInputStream(new ByteArrayInputStream(all.toByteArray())));
  }

  private static void message(DataOutputStream out, char letter, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.write(letter);
    out.writeInt(Integer.BYTES + bytes.length);
    out.write(bytes);
  }

  private static List<String> joined(DataInputStream in) throws IOException {
    List<String> messages = new ArrayList<>();
    boolean rows = false;
    for (int letter = in.read(); letter >= 0; letter = in.read()) {
      String text = new String(in.readNBytes(in.readInt() - Integer.BYTES), UTF_8);
      if (rows && letter == 'd') {
        messages.set(messages.size() - 1, messages.get(messages.size() - 1) + text);
      } else {
        messages.add((char) letter + text);
      }
      rows = letter == 'd';
    }
    return messages;
  }

  @Test
  void areFewWhereThereAreManyRows() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(sent);
    message(out, 'R', "log in");
    for (int i = 0; i < 10_000; i++) {
      message(out, 'd', "row\n");
    }
    DataInputStream in =
        new DataInputStream(new JoinedMessages(new ByteArrayInputStream(sent.toByteArray())));
    in.skipNBytes(1 + Integer.BYTES + "log in".length());
    int messages = 0;
    for (int letter = in.read(); letter >= 0; letter = in.read()) {
      in.skipNBytes(in.readInt() - Integer.BYTES);
      messages++;
    }
    assertThat(messages).isLessThan(5);
  }

  @Test
  void areLeftAloneWhereTheyAreEncryptedOrBroken() {
    Seeds.each(
        200,
        random -> {
          byte[] bytes = new byte[random.nextInt(200_000) + 1];
          random.nextBytes(bytes);
          bytes[0] = (byte) "SG\u0016".charAt(random.nextInt(3));
          assertThat(new JoinedMessages(new Network(bytes, random)).readAllBytes())
              .isEqualTo(bytes);
          ByteArrayOutputStream broken = new ByteArrayOutputStream();
          DataOutputStream out = new DataOutputStream(broken);
          message(out, 'R', "log in");
          out.write('d');
          out.writeInt(-random.nextInt(9));
          out.write(bytes);
          assertThat(new JoinedMessages(new Network(broken.toByteArray(), random)).readAllBytes())
              .isEqualTo(broken.toByteArray());
        });
  }
}
