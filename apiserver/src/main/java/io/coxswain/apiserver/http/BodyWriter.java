package io.coxswain.apiserver.http;

/** Writes a body while its connection takes it, and lets others run in between. */
final class BodyWriter implements Connection.Outgoing {
  private static final int PIECES_AT_ONCE = 16;

  private final Connection connection;
  private final Exchange exchange;
  private final Body body;
  private boolean done;

  BodyWriter(Connection connection, Exchange exchange, Body body) {
    this.connection = connection;
    this.exchange = exchange;
    this.body = body;
  }

  @Override
  public void pump() {
    for (var pieces = 0; !done && connection.isWritable(); pieces++) {
      if (pieces == PIECES_AT_ONCE) {
        connection.flush();
        connection.loop().execute(this::pump);
        return;
      }
      var piece = body.next(connection.context().alloc());
      if (piece == null) {
        done = true;
        body.close();
        connection.end(exchange);
        return;
      }
      connection.write(piece);
    }
    if (!done) {
      connection.flush();
    }
  }

  @Override
  public void close() {
    done = true;
    body.close();
  }
}
