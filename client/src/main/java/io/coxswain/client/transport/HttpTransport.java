package io.coxswain.client.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over TLS or plain TCP with a pool of idle connections. A request takes one connection
 * for itself, so that a watch holds a socket and nothing else. Written on sockets because it starts
 * in a fraction of the time of the JDK's HttpClient and can hand connections over for upgrades.
 *
 * <p>Safe for many threads; {@code idle} is guarded by {@code lock}.
 */
public final class HttpTransport implements Transport {
  private static final int MOST_IDLE = 16;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** The server keeps idle connections longer than this, so ours are rarely stale. */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  /** A write on a connection the server has just closed can't be repeated, so writes trust less. */
  private static final Duration LONGEST_IDLE_FOR_WRITES = Duration.ofSeconds(3);

  private final URI server;
  private final String host;
  private final int port;
  private final @Nullable Tls tls;
  private final @Nullable String serverName;
  private final boolean verifyHost;
  private final Map<String, String> headers;
  private final String basePath;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Set<HttpConnection> open = Collections.newSetFromMap(new ConcurrentHashMap<>());
  private volatile boolean closed;

  private record Idle(HttpConnection connection, long sinceNanos) {}

  /**
   * @param server {@code https://host:port[/path]} or {@code http://...}
   * @param tls keys and trust; must be given for https
   * @param serverName name the certificate must carry instead of the URL's host; null for the host
   * @param verifyHost false skips the comparison of name and certificate
   * @param headers sent with every request (User-Agent, Authorization)
   */
  public HttpTransport(
      URI server,
      @Nullable Tls tls,
      @Nullable String serverName,
      boolean verifyHost,
      Map<String, String> headers) {
    if (!"https".equals(server.getScheme()) && !"http".equals(server.getScheme())) {
      throw new IllegalArgumentException("server must be an http or https URL: " + server);
    }
    if ("https".equals(server.getScheme()) && tls == null) {
      throw new IllegalArgumentException("https needs keys and trust");
    }
    this.server = server;
    var bracketed = server.getHost();
    this.host =
        bracketed.startsWith("[") ? bracketed.substring(1, bracketed.length() - 1) : bracketed;
    this.port = server.getPort() >= 0 ? server.getPort() : tls != null ? 443 : 80;
    this.tls = "https".equals(server.getScheme()) ? tls : null;
    this.serverName = serverName;
    this.verifyHost = verifyHost;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    var path = server.getRawPath() == null ? "" : server.getRawPath();
    this.basePath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  @Override
  public Response send(Request request) throws IOException {
    var get = request.method().equals("GET");
    var pooled = takeIdle(get ? LONGEST_IDLE : LONGEST_IDLE_FOR_WRITES);
    if (pooled != null) {
      try {
        return exchange(pooled, request);
      } catch (IOException e) {
        drop(pooled);
        // The server may close an idle connection just as we use it. Reads are safe to repeat;
        // writes are repeated only by callers who know what they mean.
        if (!get || pooled.answered() || closed) {
          throw e;
        }
      }
    }
    var fresh = connect();
    try {
      return exchange(fresh, request);
    } catch (IOException | RuntimeException e) {
      drop(fresh);
      throw e;
    }
  }

  private Response exchange(HttpConnection connection, Request request) throws IOException {
    connection.write(withBasePath(request), authority(), headers);
    var head = connection.readHead();
    var body = connection.body(head, request.method(), complete -> release(connection, complete));
    return new Response(head.code(), head.headers(), body);
  }

  @Override
  public Upgrade upgrade(Request request) throws IOException {
    var connection = connect();
    try {
      connection.write(withBasePath(request), authority(), headers);
      var head = connection.readHead();
      if (head.code() == 101) {
        connection.unlimitedReads();
        open.remove(connection); // from here on it is its holder's
        return new Upgrade.Switched(head.headers(), connection);
      }
      var body = connection.body(head, request.method(), complete -> release(connection, complete));
      return new Upgrade.Refused(new Response(head.code(), head.headers(), body));
    } catch (IOException | RuntimeException e) {
      drop(connection);
      throw e;
    }
  }

  private Request withBasePath(Request request) {
    return basePath.isEmpty()
        ? request
        : new Request(
            request.method(),
            basePath + request.target(),
            request.headers(),
            request.body(),
            request.readTimeout());
  }

  private String authority() {
    return server.getRawAuthority();
  }

  private HttpConnection connect() throws IOException {
    if (closed) {
      throw new IOException("transport is closed");
    }
    var plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.setKeepAlive(true);
      plain.connect(new InetSocketAddress(host, port), Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
      var connection = new HttpConnection(plain, secure(plain));
      open.add(connection);
      if (closed) {
        drop(connection);
        throw new IOException("transport is closed");
      }
      return connection;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private @Nullable TlsConnection secure(Socket plain) throws IOException {
    if (tls == null) {
      return null;
    }
    plain.setSoTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
    return tls.connect(plain, serverName == null ? host : serverName, port, verifyHost);
  }

  private @Nullable HttpConnection takeIdle(Duration longest) throws IOException {
    while (true) {
      Idle next;
      lock.lock();
      try {
        next = idle.pollLast();
      } finally {
        lock.unlock();
      }
      if (next == null) {
        return null;
      }
      if (System.nanoTime() - next.sinceNanos() < longest.toNanos()) {
        return next.connection();
      }
      drop(next.connection());
    }
  }

  private void release(HttpConnection connection, boolean complete) throws IOException {
    if (complete && connection.reusable() && !closed) {
      lock.lock();
      try {
        if (idle.size() < MOST_IDLE) {
          idle.addLast(new Idle(connection, System.nanoTime()));
          return;
        }
      } finally {
        lock.unlock();
      }
    }
    drop(connection);
  }

  private void drop(HttpConnection connection) throws IOException {
    open.remove(connection);
    connection.close();
  }

  @Override
  public void close() {
    closed = true;
    for (var connection : open) {
      try {
        drop(connection);
      } catch (IOException e) {
        // closing a socket below TLS writes nothing; there is nothing left to lose
        continue;
      }
    }
  }
}
