package io.coxswain.apiserver.audit;

import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request when it arrives.
 *
 * @param uri path and query as they were sent
 * @param user who sent it; null where that is not known
 * @param sourceIps where it came from, as far as it says, and the address of the connection
 */
public record AuditRequest(
    String auditId,
    String uri,
    @Nullable UserInfo user,
    RequestInfo info,
    List<String> sourceIps,
    String userAgent,
    MicroTime received) {
  private static final int LONGEST_USER_AGENT = 1024;

  /**
   * Reads it off a request.
   *
   * @param headers by lower-case name
   * @param remote the address of the connection; null where it is gone
   */
  public static AuditRequest of(
      String auditId,
      String uri,
      @Nullable UserInfo user,
      RequestInfo info,
      Map<String, String> headers,
      @Nullable InetAddress remote,
      MicroTime received) {
    var agent = headers.getOrDefault("user-agent", "");
    return new AuditRequest(
        auditId,
        uri,
        user,
        info,
        sourceIps(headers, remote),
        agent.length() > LONGEST_USER_AGENT
            ? agent.substring(0, LONGEST_USER_AGENT) + "...TRUNCATED"
            : agent,
        received);
  }

  String verb() {
    return info.verb();
  }

  /** What the path says the request is about; null where it is no resource. */
  AuditEvent.@Nullable Target target() {
    return info.isResource()
        ? new AuditEvent.Target(
            info.resource(),
            info.namespace(),
            info.name(),
            "",
            info.group(),
            info.version(),
            "",
            info.subresource())
        : null;
  }

  /** As upstream's SourceIPs: what proxies say first, and the connection's last. */
  private static List<String> sourceIps(Map<String, String> headers, @Nullable InetAddress remote) {
    var addresses = new ArrayList<String>(1);
    for (var part : headers.getOrDefault("x-forwarded-for", "").split(",")) {
      var address = address(part.strip());
      if (address != null) {
        addresses.add(address);
      }
    }
    var real = address(headers.getOrDefault("x-real-ip", ""));
    if (real != null && !addresses.contains(real)) {
      addresses.add(real);
    }
    var own = remote == null ? null : address(remote.getHostAddress());
    if (own != null && (addresses.isEmpty() || !addresses.getLast().equals(own))) {
      addresses.add(own);
    }
    return List.copyOf(addresses);
  }

  /** An address as Go writes it; null where the text is none. */
  private static @Nullable String address(String text) {
    var bytes = NetUtil.createByteArrayFromIpAddressString(text);
    return bytes == null ? null : NetUtil.bytesToIpAddress(bytes);
  }
}
