package dev.rollcall.staging;

/** A cursor whose record is seen through a window. */
abstract class ViewCursor implements RecordCursor {

  RecordView record = new RecordView();
  long position;

  @Override
  public byte[] bytes() {
    return record.bytes;
  }

  @Override
  public long line() {
    return record.line;
  }

  @Override
  public int payloadOffset() {
    return record.payloadOffset;
  }

  @Override
  public int payloadLength() {
    return record.payloadLength;
  }

  @Override
  public long position() {
    return position;
  }
}
