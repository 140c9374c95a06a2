package io.coxswain.proxy.engine;

import io.coxswain.proxy.host.Commands;
import io.coxswain.proxy.host.Commands.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node with a bridge of pods, and a neighbour outside the cluster, all network namespaces: the
 * node is 10.99.0.1 and 192.0.2.1, its pods are 10.99.0.0/24, the neighbour is 192.0.2.2.
 */
final class Machine implements AutoCloseable {
  static final String POD_CIDR = "10.99.0.0/24";
  static final String POD_CIDR6 = "fd00:99::/64";

  private final String prefix = "cxp" + ProcessHandle.current().pid();
  private final String node = prefix + "n";
  private final String outside = prefix + "o";
  private final Map<String, String> pods = new TreeMap<>();
  private final List<Process> servers = new ArrayList<>();

  Machine() throws IOException {
    namespace(node);
    namespace(outside);
    ip(node, "link add br0 type bridge");
    ip(node, "addr add 10.99.0.1/24 dev br0");
    ip(node, "-6 addr add fd00:99::1/64 dev br0 nodad");
    ip(node, "link set br0 up");
    host(
        "ip",
        "link",
        "add",
        prefix + "a",
        "netns",
        node,
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        outside);
    ip(node, "link set " + prefix + "a name eth0");
    ip(node, "addr add 192.0.2.1/24 dev eth0");
    ip(node, "-6 addr add 2001:db8::1/64 dev eth0 nodad");
    ip(node, "link set eth0 up");
    ip(node, "-6 route add default via 2001:db8::2");
    ip(node, "route add default via 192.0.2.2");
    ip(outside, "addr add 192.0.2.2/24 dev eth0");
    ip(outside, "link set eth0 up");
    ip(outside, "route add 10.99.0.0/16 via 192.0.2.1");
    for (var setting :
        List.of(
            "net.ipv4.ip_forward",
            "net.ipv6.conf.all.forwarding",
            "net.ipv4.conf.all.route_localnet",
            "net.bridge.bridge-nf-call-iptables",
            "net.bridge.bridge-nf-call-ip6tables")) {
      inNode("sysctl", "-qw", setting + "=1");
    }
  }

  /**
   * Adds a pod that answers every TCP connection to 8080, and every datagram to 5353, with its
   * name.
   */
  void pod(String name, int number) throws IOException {
    var namespace = prefix + name;
    namespace(namespace);
    pods.put(name, namespace);
    host(
        "ip",
        "link",
        "add",
        "veth" + number,
        "netns",
        node,
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        namespace);
    ip(node, "link set veth" + number + " master br0 up");
    inNode("sh", "-c", "echo 1 > /sys/class/net/veth" + number + "/brport/hairpin_mode");
    ip(namespace, "addr add 10.99.0." + number + "/24 dev eth0");
    ip(namespace, "-6 addr add fd00:99::" + number + "/64 dev eth0 nodad");
    ip(namespace, "link set eth0 up");
    ip(namespace, "route add default via 10.99.0.1");
    ip(namespace, "-6 route add default via fd00:99::1");
    var answer = "SYSTEM:echo " + name + " $SOCAT_PEERADDR";
    serve(namespace, "TCP4-LISTEN:8080,reuseaddr,fork", answer);
    serve(namespace, "TCP6-LISTEN:8080,ipv6only=1,reuseaddr,fork", answer);
    serve(namespace, "UDP4-RECVFROM:5353,fork", "SYSTEM:echo " + name);
  }

  Commands commands() {
    return Commands.in(node);
  }

  /** What a client in the node reads from a TCP server, or the error it got. */
  String fromNode(String target) throws IOException {
    return connect(Commands.in(node), "TCP:" + target);
  }

  String fromOutside(String target) throws IOException {
    return connect(Commands.in(outside), "TCP:" + target);
  }

  String fromPod(String pod, String target) throws IOException {
    return connect(Commands.in(pods.get(pod)), "TCP:" + target);
  }

  String fromPodUdp(String pod, String target) throws IOException {
    return connect(Commands.in(pods.get(pod)), "UDP:" + target);
  }

  Outcome inNode(String... command) throws IOException {
    var outcome = commands().run(command);
    if (!outcome.succeeded()) {
      throw new IOException(String.join(" ", command) + ": " + outcome.error());
    }
    return outcome;
  }

  private static String connect(Commands where, String target) throws IOException {
    var udp = target.startsWith("UDP");
    var outcome =
        where.run(
            udp ? "x" : "",
            List.of(
                "socat",
                "-T",
                "2",
                "-t",
                "2",
                "STDIO",
                target + (udp ? "" : ",connect-timeout=2")));
    var text = outcome.output().strip();
    return text.isEmpty() ? outcome.error().replaceAll("(?s).*: ", "") : text;
  }

  private void serve(String namespace, String listen, String answer) throws IOException {
    servers.add(
        new ProcessBuilder("ip", "netns", "exec", namespace, "socat", "-T", "5", listen, answer)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  private void namespace(String name) throws IOException {
    host("ip", "netns", "add", name);
    host("ip", "-n", name, "link", "set", "lo", "up");
  }

  private static void ip(String namespace, String command) throws IOException {
    host(("ip -n " + namespace + " " + command).split(" "));
  }

  private static void host(String... command) throws IOException {
    var outcome = Commands.here().run(command);
    if (!outcome.succeeded()) {
      throw new IOException(String.join(" ", command) + ": " + outcome.error());
    }
  }

  @Override
  public void close() throws IOException {
    servers.forEach(Process::destroyForcibly);
    var all = new ArrayList<>(pods.values());
    all.add(node);
    all.add(outside);
    for (var namespace : all) {
      host("ip", "netns", "del", namespace);
    }
  }
}
