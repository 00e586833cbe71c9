package dev.rollcall.staging;

import static java.nio.file.StandardOpenOption.READ;

import dev.rollcall.problem.Failure;
import dev.rollcall.problem.Place;
import dev.rollcall.problem.Problem;
import dev.rollcall.problem.ProblemCode;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A finished file of records. Holds nothing open; immutable, and any number of threads may read,
 * each with a {@link Cursor} of its own.
 */
public final class StagedFile {

  private final Path file;
  private final FileFrame.Contents contents;

  private StagedFile(Path file, FileFrame.Contents contents) {
    this.file = file;
    this.contents = contents;
  }

  /**
   * Opens what a {@link StagingWriter} has finished.
   *
   * @param identity as the writer was given it
   * @param order as the writer was given it; positions of one order mean nothing in the other
   * @return null if there is no such file, or it can't be read, is not whole, was written by
   *     another user or a program with another format, or is of another identity or order: then
   *     make it anew
   */
  public static @Nullable StagedFile openIfWhole(Path file, byte[] identity, Order order) {
    try (FileChannel channel = FileChannel.open(file, READ, LinkOption.NOFOLLOW_LINKS)) {
      FileFrame.Contents contents = new FileFrame(identity, order).read(channel);
      return contents == null || !isOwn(file) ? null : new StagedFile(file, contents);
    } catch (IOException e) {
      // Whatever the reason, making the file anew either helps or fails with a better message.
      return null;
    }
  }

  /**
   * Whether the user who runs this has written it. In a folder for all, anybody could put rows of
   * his own under the name that is looked for.
   */
  private static boolean isOwn(Path file) throws IOException {
    String user = System.getProperty("user.name", "");
    boolean known = WorkFiles.isPosix(file) && !user.isEmpty() && !user.equals("?");
    return !known || Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName().equals(user);
  }

  /** How many records there are. */
  public long records() {
    return contents.records();
  }

  /**
   * Opens a cursor before a record.
   *
   * @param position how many records to pass over: 0 for all of them from the beginning, or what
   *     {@link Cursor#position} said; the same in every file of the same records and order
   * @throws Failure STAGING_DAMAGED if the file is not as it was written
   * @throws IllegalArgumentException if there are fewer records than that
   */
  public Cursor from(long position) {
    if (position < 0 || position > records()) {
      throw new IllegalArgumentException("position " + position + " of " + records());
    }
    try {
      FileChannel channel = FileChannel.open(file, READ);
      try {
        return new Cursor(this, channel, reader(channel, position));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private RecordReader reader(FileChannel channel, long position) throws IOException {
    long end = contents.indexStart();
    if (position == records()) {
      Blocks none = new Blocks(end, end, 0, 0);
      return new RecordReader(channel, contents.salt(), none, position);
    }
    BlockIndex.Entry entry = BlockIndex.find(channel, end, contents.indexEnd(), position);
    Blocks blocks = new Blocks(entry.offset(), end, records() - entry.first(), Block.USUAL_BYTES);
    RecordReader reader = new RecordReader(channel, contents.salt(), blocks, entry.first());
    reader.skipTo(position);
    return reader;
  }

  /** Deletes the file, if it is there. */
  public void delete() {
    delete(file);
  }

  /** Deletes a staging file, if there is one. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new WorkFiles(file).unwritable(0, e);
    }
  }

  /** Says that the file can't be read on, and gets it out of the way of the next attempt. */
  Failure damaged(IOException cause) {
    String advice = "run the same command again: the file is derived from the input";
    if (!(cause instanceof ClosedChannelException)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        cause.addSuppressed(e);
        advice = "delete it and run the same command again: it is derived from the input";
      }
    }
    String what = "the staged rows can't be read: " + cause.getMessage();
    return new Failure(
        new Problem(ProblemCode.STAGING_DAMAGED, Place.of(file.toString()), what, advice), cause);
  }
}
