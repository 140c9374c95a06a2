package io.coxswain.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

class ClusterZoneTest {
  private static final String WEB =
      "{'clusterIP':'10.96.0.10','clusterIPs':['10.96.0.10','fd00:96::10'],'ports':[{'name':'http','port':80},{'name':'dns','protocol':'UDP','port':53}]}";

  private final MapDirectory cluster =
      new MapDirectory()
          .with("web", WEB)
          .slice(
              "web",
              "IPv4",
              "[{'name':'http','port':8080,'protocol':'TCP'}]",
              "[{'addresses':['10.244.0.9']}]")
          .with(
              "db",
              "{'clusterIP':'None','clusterIPs':['None'],'ports':[{'name':'sql','port':5432}]}")
          .slice(
              "db",
              "IPv4",
              "[{'name':'sql','port':5432,'protocol':'TCP'}]",
              "[{'addresses':['10.244.0.5'],'hostname':'db-0'},{'addresses':['10.244.0.6']},{'addresses':['10.244.0.7'],'conditions':{'ready':false}}]")
          .slice(
              "db",
              "IPv6",
              "[{'name':'sql','port':5432,'protocol':'TCP'}]",
              "[{'addresses':['fd00:244::5'],'hostname':'db-0'}]")
          .with("empty", "{'clusterIP':'None','clusterIPs':['None'],'ports':[]}")
          .with("far", "{'type':'ExternalName','externalName':'example.com'}")
          .pod("default", "10.244.0.5");

  private Answer ask(String name, int type) {
    return ask(name, type, ClusterZone.PodNames.INSECURE);
  }

  private Answer ask(String name, int type, ClusterZone.PodNames pods) {
    try {
      return new ClusterZone("cluster.local", 30, pods, cluster)
          .answer(Name.fromString(name), type, 7);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private List<String> records(String name, int type) {
    assertThat(ask(name, type)).isInstanceOf(Answer.Found.class);
    return ((Answer.Found) ask(name, type)).records().stream().map(ClusterZoneTest::text).toList();
  }

  private static String text(Record record) {
    return record.getName()
        + " "
        + record.getTTL()
        + " "
        + Type.string(record.getType())
        + " "
        + record.rdataToString();
  }

  @Test
  void aServiceHasItsClusterIPsInBothFamilies() {
    assertThat(records("web.default.svc.cluster.local.", Type.A))
        .containsExactly("web.default.svc.cluster.local. 30 A 10.96.0.10");
    assertThat(records("web.default.svc.cluster.local.", Type.AAAA))
        .containsExactly("web.default.svc.cluster.local. 30 AAAA fd00:96:0:0:0:0:0:10");
  }

  @Test
  void namesAreFoundInAnyCaseAndAnsweredAsAsked() {
    assertThat(records("WEB.Default.SVC.cluster.LOCAL.", Type.A))
        .containsExactly("WEB.Default.SVC.cluster.LOCAL. 30 A 10.96.0.10");
  }

  @Test
  void aHeadlessServiceHasItsReadyEndpoints() {
    assertThat(records("db.default.svc.cluster.local.", Type.A))
        .containsExactly(
            "db.default.svc.cluster.local. 30 A 10.244.0.5",
            "db.default.svc.cluster.local. 30 A 10.244.0.6");
    assertThat(records("db.default.svc.cluster.local.", Type.AAAA)).hasSize(1);
  }

  @Test
  void endpointsHaveNamesUnderTheirService() {
    assertThat(records("db-0.db.default.svc.cluster.local.", Type.A))
        .containsExactly("db-0.db.default.svc.cluster.local. 30 A 10.244.0.5");
    assertThat(records("db-0.db.default.svc.cluster.local.", Type.AAAA)).hasSize(1);
    assertThat(records("10-244-0-6.db.default.svc.cluster.local.", Type.A)).hasSize(1);
    assertThat(ask("db-1.db.default.svc.cluster.local.", Type.A)).isEqualTo(new Answer.NoName());
  }

  @Test
  void namedPortsHaveServiceRecords() {
    assertThat(records("_http._tcp.web.default.svc.cluster.local.", Type.SRV))
        .containsExactly(
            "_http._tcp.web.default.svc.cluster.local. 30 SRV 0 100 80 web.default.svc.cluster.local.");
    assertThat(records("_sql._tcp.db.default.svc.cluster.local.", Type.SRV))
        .containsExactly(
            "_sql._tcp.db.default.svc.cluster.local. 30 SRV 0 33 5432 db-0.db.default.svc.cluster.local.",
            "_sql._tcp.db.default.svc.cluster.local. 30 SRV 0 33 5432 10-244-0-6.db.default.svc.cluster.local.");
    var additional =
        ((Answer.Found) ask("_sql._tcp.db.default.svc.cluster.local.", Type.SRV)).additional();
    assertThat(additional)
        .extracting(Record::rdataToString)
        .containsExactly("10.244.0.5", "fd00:244:0:0:0:0:0:5", "10.244.0.6");
  }

  @Test
  void aServiceElsewhereIsAnAlias() {
    assertThat(ask("far.default.svc.cluster.local.", Type.A))
        .isInstanceOfSatisfying(
            Answer.Alias.class, alias -> assertThat(alias.target()).hasToString("example.com."));
  }

  @Test
  void addressesHaveNames() {
    assertThat(records("10.0.96.10.in-addr.arpa.", Type.PTR))
        .containsExactly("10.0.96.10.in-addr.arpa. 30 PTR web.default.svc.cluster.local.");
    assertThat(records("5.0.244.10.in-addr.arpa.", Type.PTR))
        .containsExactly("5.0.244.10.in-addr.arpa. 30 PTR db-0.db.default.svc.cluster.local.");
    assertThat(
            records(
                "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.6.9.0.0.0.0.d.f.ip6.arpa.",
                Type.PTR))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.0.192.in-addr.arpa., PTR",
    "in-addr.arpa., PTR",
    "x.0.96.10.in-addr.arpa., PTR",
    "example.com., A",
    "local., A"
  })
  void otherNamesAreForwarded(String name, String type) {
    assertThat(ask(name, Type.value(type))).isEqualTo(new Answer.NotOurs());
  }

  @ParameterizedTest
  @CsvSource({
    "nope.default.svc.cluster.local., A",
    "web.nope.svc.cluster.local., A",
    "nope.svc.cluster.local., A",
    "example.com.default.svc.cluster.local., A",
    "www.example.com.default.svc.cluster.local., A",
    "example.com.cluster.local., A",
    "_nope._tcp.web.default.svc.cluster.local., SRV",
    "_http._udp.web.default.svc.cluster.local., SRV",
    "10-244-0-5.nope.pod.cluster.local., A",
    "web.default.pod.cluster.local., A",
    "x.far.default.svc.cluster.local., A"
  })
  void whatDoesNotExist(String name, String type) {
    assertThat(ask(name, Type.value(type))).isEqualTo(new Answer.NoName());
  }

  @ParameterizedTest
  @CsvSource({
    "cluster.local., A",
    "svc.cluster.local., A",
    "default.svc.cluster.local., A",
    "web.default.svc.cluster.local., TXT",
    "empty.default.svc.cluster.local., A",
    "_tcp.web.default.svc.cluster.local., SRV",
    "dns-version.cluster.local., A",
    "10-244-0-5.default.pod.cluster.local., AAAA"
  })
  void whatExistsWithoutSuchRecords(String name, String type) {
    assertThat(ask(name, Type.value(type))).isEqualTo(new Answer.NoData());
  }

  @Test
  void podsHaveNamesByAddress() {
    assertThat(records("10-244-0-5.default.pod.cluster.local.", Type.A))
        .containsExactly("10-244-0-5.default.pod.cluster.local. 30 A 10.244.0.5");
    assertThat(records("fd00-244--5.default.pod.cluster.local.", Type.AAAA)).hasSize(1);
    assertThat(records("10-9-9-9.default.pod.cluster.local.", Type.A)).hasSize(1);
    assertThat(ask("10-9-9-9.default.pod.cluster.local.", Type.A, ClusterZone.PodNames.VERIFIED))
        .isEqualTo(new Answer.NoName());
    assertThat(ask("10-244-0-5.default.pod.cluster.local.", Type.A, ClusterZone.PodNames.VERIFIED))
        .isInstanceOf(Answer.Found.class);
    assertThat(ask("10-244-0-5.default.pod.cluster.local.", Type.A, ClusterZone.PodNames.DISABLED))
        .isEqualTo(new Answer.NoName());
  }

  @Test
  void theZoneDescribesItself() {
    assertThat(records("dns-version.cluster.local.", Type.TXT))
        .containsExactly("dns-version.cluster.local. 30 TXT \"1.1.0\"");
    assertThat(
            Stream.of(Type.SOA, Type.NS).flatMap(type -> records("cluster.local.", type).stream()))
        .containsExactly(
            "cluster.local. 30 SOA ns.dns.cluster.local. hostmaster.cluster.local. 7 7200 1800 86400 30",
            "cluster.local. 30 NS ns.dns.cluster.local.");
  }
}
