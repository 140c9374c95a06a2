package io.coxswain.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.dns.zone.ClusterZone;
import io.coxswain.dns.zone.MapDirectory;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Real sockets on the loopback address. */
class DnsServerTest {
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final MapDirectory cluster =
      new MapDirectory()
          .with(
              "web",
              "{'clusterIP':'10.96.0.10','clusterIPs':['10.96.0.10'],'ports':[{'name':'http','port':80}]}")
          .with("far", "{'type':'ExternalName','externalName':'example.com'}")
          .with("big", "{'clusterIP':'None','clusterIPs':['None'],'ports':[]}")
          .slice(
              "big",
              "IPv4",
              "[]",
              IntStream.rangeClosed(1, 200)
                  .mapToObj(i -> "{'addresses':['10.244.1." + i + "']}")
                  .collect(Collectors.joining(",", "[", "]")));
  private final java.util.ArrayList<AutoCloseable> open = new java.util.ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var each : open) {
      each.close();
    }
  }

  private DnsServer serve(MapDirectory directory, List<InetSocketAddress> upstream)
      throws IOException {
    var zone = new ClusterZone("cluster.local", 30, ClusterZone.PodNames.INSECURE, directory);
    var resolvers = new Resolvers(upstream, Duration.ofSeconds(2));
    var server =
        DnsServer.start(
            List.of(LOOPBACK),
            new QueryHandler(zone, resolvers, () -> Instant.EPOCH, new Random(1)));
    open.add(server);
    return server;
  }

  /** A server for another domain, standing in for the Internet. */
  private InetSocketAddress internet() throws IOException {
    var zone =
        new ClusterZone(
            "com",
            60,
            ClusterZone.PodNames.INSECURE,
            new MapDirectory()
                .with("www", "{'clusterIP':'192.0.2.80','clusterIPs':['192.0.2.80'],'ports':[]}"));
    var server =
        DnsServer.start(
            List.of(LOOPBACK),
            new QueryHandler(
                zone,
                new Resolvers(List.of(), Duration.ofSeconds(1)),
                () -> Instant.EPOCH,
                new Random(1)));
    open.add(server);
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  @Test
  void answersOverUdpAndTcp() throws IOException {
    var server = serve(cluster, List.of());
    for (var tcp : List.of(false, true)) {
      var answer = ask(server, query("web.default.svc.cluster.local.", Type.A), tcp);
      assertThat(answer.getSection(Section.ANSWER))
          .extracting(Record::rdataToString)
          .containsExactly("10.96.0.10");
      assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
      assertThat(answer.getHeader().getFlag(Flags.RD)).isTrue();
      assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
    }
  }

  @Test
  void negativeAnswersCarryTheAuthority() throws IOException {
    var server = serve(cluster, List.of());
    var missing = ask(server, query("nope.default.svc.cluster.local.", Type.A), false);
    assertThat(missing.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(missing.getSection(Section.AUTHORITY))
        .extracting(Record::getType)
        .containsExactly(Type.SOA);
    var empty = ask(server, query("web.default.svc.cluster.local.", Type.AAAA), false);
    assertThat(empty.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(empty.getSection(Section.ANSWER)).isEmpty();
    assertThat(empty.getSection(Section.AUTHORITY)).hasSize(1);
  }

  @Test
  void largeAnswersAreCutOverUdpAndWholeOverTcp() throws IOException {
    var server = serve(cluster, List.of());
    var query = query("big.default.svc.cluster.local.", Type.A);
    var cut = ask(server, query, false);
    assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(cut.toWire().length).isLessThanOrEqualTo(512);
    assertThat(cut.getSection(Section.ANSWER)).hasSizeGreaterThan(20);
    var whole = ask(server, query, true);
    assertThat(whole.getHeader().getFlag(Flags.TC)).isFalse();
    assertThat(whole.getSection(Section.ANSWER)).hasSize(200);
  }

  @Test
  void aClientMayOfferToTakeMore() throws IOException {
    var server = serve(cluster, List.of());
    var query = query("big.default.svc.cluster.local.", Type.A);
    query.addRecord(new OPTRecord(4096, 0, 0), Section.ADDITIONAL);
    var answer = ask(server, query, false);
    assertThat(answer.getOPT()).isNotNull();
    assertThat(answer.toWire().length).isBetween(513, 1232);
  }

  @Test
  void otherNamesComeFromTheResolverOverBothTransports() throws IOException {
    var server = serve(cluster, List.of(internet()));
    for (var tcp : List.of(false, true)) {
      var query = query("www.default.svc.com.", Type.A);
      var answer = ask(server, query, tcp);
      assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
      assertThat(answer.getSection(Section.ANSWER))
          .extracting(Record::rdataToString)
          .containsExactly("192.0.2.80");
    }
  }

  @Test
  void anAliasIsFollowedToTheResolver() throws IOException {
    cluster.with("out", "{'type':'ExternalName','externalName':'www.default.svc.com'}");
    var server = serve(cluster, List.of(internet()));
    var answer = ask(server, query("out.default.svc.cluster.local.", Type.A), false);
    assertThat(answer.getSection(Section.ANSWER))
        .extracting(Record::rdataToString)
        .containsExactly("www.default.svc.com.", "192.0.2.80");
  }

  @Test
  void aResolverThatIsDeadIsPassedOver() throws IOException {
    try (var silent = new DatagramSocket(LOOPBACK)) {
      var dead = new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort());
      var server = serve(cluster, List.of(dead, internet()));
      assertThat(ask(server, query("www.default.svc.com.", Type.A), false).getRcode())
          .isEqualTo(Rcode.NOERROR);
    }
  }

  @Test
  void withoutResolversOtherNamesFailAtOnce() throws IOException {
    var server = serve(cluster, List.of());
    assertThat(ask(server, query("www.example.com.", Type.A), false).getRcode())
        .isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void nonsenseIsRefusedAndDoesNoHarm() throws IOException {
    var server = serve(cluster, List.of());
    var garbage = new byte[40];
    Arrays.fill(garbage, (byte) 0x55);
    assertThat(new Message(exchange(server, garbage, false)).getRcode()).isEqualTo(Rcode.FORMERR);
    var transfer = ask(server, query("cluster.local.", Type.AXFR), true);
    assertThat(transfer.getRcode()).isEqualTo(Rcode.REFUSED);
    assertThat(ask(server, query("web.default.svc.cluster.local.", Type.A), false).getRcode())
        .isEqualTo(Rcode.NOERROR);
  }

  @Test
  void resolvConfIsReadWithoutOurselves() {
    var text =
        "# comment\nnameserver 10.96.0.10\nnameserver 192.0.2.1\nnameserver fe80::1%eth9x\nsearch example.com\nnameserver 192.0.2.1\n";
    assertThat(ResolvConf.nameServers(text, address -> address.getHostString().startsWith("10.")))
        .containsExactly(new InetSocketAddress("192.0.2.1", 53));
    assertThat(ResolvConf.parse("[fd00::1]:5353"))
        .isEqualTo(new InetSocketAddress("fd00::1", 5353));
    assertThat(ResolvConf.parse("fd00::1")).isEqualTo(new InetSocketAddress("fd00::1", 53));
    assertThat(ResolvConf.parse("192.0.2.1:5353"))
        .isEqualTo(new InetSocketAddress("192.0.2.1", 5353));
  }

  private static Message query(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
  }

  private static Message ask(DnsServer server, Message query, boolean tcp) throws IOException {
    return new Message(exchange(server, query.toWire(), tcp));
  }

  private static byte[] exchange(DnsServer server, byte[] query, boolean tcp) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    if (tcp) {
      try (var socket = new Socket()) {
        socket.connect(address);
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write(Resolvers.framed(query));
        var input = new DataInputStream(socket.getInputStream());
        var answer = new byte[input.readUnsignedShort()];
        input.readFully(answer);
        return answer;
      }
    }
    try (var socket = new DatagramSocket(LOOPBACK)) {
      socket.setSoTimeout(5_000);
      socket.send(new DatagramPacket(query, query.length, address));
      var packet = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(packet);
      return Arrays.copyOf(packet.getData(), packet.getLength());
    }
  }
}
