package io.coxswain.client.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Bodies of HTTP/1.1 messages as streams (RFC 9112 section 6). */
abstract class HttpBody extends InputStream {
  /** Told once: the body was read to its end, or given up before. */
  interface Finished {
    void finished(boolean complete) throws IOException;
  }

  protected final InputStream input;
  private final Finished finished;
  private volatile boolean over;

  private HttpBody(InputStream input, Finished finished) {
    this.input = input;
    this.finished = finished;
  }

  static InputStream counted(InputStream input, long length, Finished finished) {
    return new Counted(input, length, finished);
  }

  static InputStream chunked(InputStream input, Finished finished) {
    return new Chunked(input, finished);
  }

  static InputStream untilEnd(InputStream input, Finished finished) {
    return new UntilEnd(input, finished);
  }

  /** Bytes read into the buffer, at least one; -1 at the end of the body. */
  protected abstract int next(byte[] buffer, int offset, int length) throws IOException;

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (over) {
      return -1;
    }
    var count = next(buffer, offset, length);
    if (count < 0) {
      finish(true);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    finish(false);
  }

  private void finish(boolean complete) throws IOException {
    if (!over) {
      over = true;
      finished.finished(complete);
    }
  }

  private static final class Counted extends HttpBody {
    private long left;

    Counted(InputStream input, long length, Finished finished) {
      super(input, finished);
      this.left = length;
    }

    @Override
    protected int next(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      var count = input.read(buffer, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("connection closed " + left + " bytes before the end of the body");
      }
      left -= count;
      return count;
    }
  }

  private static final class Chunked extends HttpBody {
    private long left;
    private boolean first = true;

    Chunked(InputStream input, Finished finished) {
      super(input, finished);
    }

    @Override
    protected int next(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0 && !nextChunk()) {
        return -1;
      }
      var count = input.read(buffer, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("connection closed inside a chunk");
      }
      left -= count;
      return count;
    }

    private boolean nextChunk() throws IOException {
      if (!first) {
        HttpConnection.readLine(input);
      }
      first = false;
      var line = HttpConnection.readLine(input);
      var extension = line.indexOf(';');
      var size = (extension < 0 ? line : line.substring(0, extension)).trim();
      try {
        left = Long.parseLong(size, 16);
      } catch (NumberFormatException e) {
        throw new IOException("malformed chunk size", e);
      }
      if (left > 0) {
        return true;
      }
      while (!HttpConnection.readLine(input).isEmpty()) {
        // trailers carry nothing we use
      }
      return false;
    }
  }

  private static final class UntilEnd extends HttpBody {
    UntilEnd(InputStream input, Finished finished) {
      super(input, finished);
    }

    @Override
    protected int next(byte[] buffer, int offset, int length) throws IOException {
      return input.read(buffer, offset, length);
    }
  }
}
