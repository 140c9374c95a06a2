package io.coxswain.dns.zone;

import io.coxswain.api.core.v1.Service;
import io.coxswain.dns.zone.Endpoints.ReadyEndpoint;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The cluster domain as a function of the {@link Directory}: the DNS-based service discovery
 * specification 1.1.0, with CoreDNS's choices where that leaves any.
 */
public final class ClusterZone {
  private static final String SPECIFICATION = "1.1.0";
  private static final int SRV_WEIGHTS = 100;

  private final Name origin;
  private final Name nameServer;
  private final long ttl;
  private final PodNames pods;
  private final Directory directory;

  /** Which names under {@code pod.DOMAIN} are answered (CoreDNS's option {@code pods}). */
  public enum PodNames {
    /** None. */
    DISABLED,
    /** Any address in an existing namespace. */
    INSECURE,
    /** Addresses of existing pods only. */
    VERIFIED
  }

  /** {@code domain} as in {@code cluster.local}, {@code ttl} in seconds. */
  public ClusterZone(String domain, long ttl, PodNames pods, Directory directory) {
    this.origin = name(domain.endsWith(".") ? domain : domain + ".");
    this.nameServer = under("ns.dns");
    this.ttl = ttl;
    this.pods = pods;
    this.directory = directory;
  }

  public Name origin() {
    return origin;
  }

  /** The authority record of answers without records; also how long those may be remembered. */
  public Record authority(long serial) {
    return new SOARecord(
        origin, DClass.IN, ttl, nameServer, under("hostmaster"), serial, 7200, 1800, 86_400, ttl);
  }

  /** Answers a question of class IN. {@code serial} is for SOA answers. */
  public Answer answer(Name question, int type, long serial) {
    if (question.subdomain(origin)) {
      return inZone(question, type, serial);
    }
    return type == Type.PTR ? reverse(question) : new Answer.NotOurs();
  }

  private Answer inZone(Name question, int type, long serial) {
    var labels = labels(question, question.labels() - origin.labels());
    if (labels.isEmpty()) {
      return switch (type) {
        case Type.SOA -> found(authority(serial));
        case Type.NS -> found(new NSRecord(origin, DClass.IN, ttl, nameServer));
        default -> new Answer.NoData();
      };
    }
    return switch (labels.getLast()) {
      case "svc" -> inServices(question, type, labels.subList(0, labels.size() - 1));
      case "pod" -> inPods(question, type, labels.subList(0, labels.size() - 1));
      case "dns-version" ->
          labels.size() > 1
              ? new Answer.NoName()
              : type == Type.TXT
                  ? found(new TXTRecord(question, DClass.IN, ttl, SPECIFICATION))
                  : new Answer.NoData();
      case "dns" -> nameServer(question, type);
      default -> new Answer.NoName();
    };
  }

  private Answer nameServer(Name question, int type) {
    if (!question.equals(nameServer)) {
      return question.labels() == origin.labels() + 1 ? new Answer.NoData() : new Answer.NoName();
    }
    return directory
        .service("kube-system", "kube-dns")
        .map(service -> addresses(question, type, service.spec().clusterIPs()))
        .orElseGet(Answer.NoData::new);
  }

  private Answer inPods(Name question, int type, List<String> labels) {
    if (pods == PodNames.DISABLED || labels.size() > 2) {
      return new Answer.NoName();
    }
    if (labels.isEmpty()) {
      return new Answer.NoData();
    }
    var namespace = labels.getLast();
    if (!directory.hasNamespace(namespace)) {
      return new Answer.NoName();
    }
    if (labels.size() == 1) {
      return new Answer.NoData();
    }
    return Addresses.undashed(labels.getFirst())
        .map(InetAddress::getHostAddress)
        .filter(ip -> pods == PodNames.INSECURE || directory.hasPod(namespace, ip))
        .map(ip -> addresses(question, type, List.of(ip)))
        .orElseGet(Answer.NoName::new);
  }

  private Answer inServices(Name question, int type, List<String> labels) {
    if (labels.isEmpty()) {
      return new Answer.NoData();
    }
    var namespace = labels.getLast();
    if (labels.size() == 1) {
      return directory.hasNamespace(namespace) ? new Answer.NoData() : new Answer.NoName();
    }
    var name = labels.get(labels.size() - 2);
    var found = directory.service(namespace, name);
    if (found.isEmpty()) {
      return new Answer.NoName();
    }
    var service = found.get();
    var rest = labels.subList(0, labels.size() - 2);
    if ("ExternalName".equals(service.spec().type())) {
      return rest.isEmpty() ? alias(question, service) : new Answer.NoName();
    }
    if (rest.isEmpty()) {
      return whole(question, type, service, port -> true, true);
    }
    if (rest.size() == 1 && !rest.getFirst().startsWith("_")) {
      return endpoint(question, type, service, rest.getFirst());
    }
    if (rest.size() == 1 && (rest.getFirst().equals("_tcp") || rest.getFirst().equals("_udp"))) {
      return new Answer.NoData(); // an empty non-terminal
    }
    if (rest.size() == 2 && rest.get(0).startsWith("_") && rest.get(1).startsWith("_")) {
      var wanted = new PortKey(rest.get(0).substring(1), rest.get(1).substring(1));
      return whole(question, type, service, wanted::equals, false);
    }
    return new Answer.NoName();
  }

  private record PortKey(String name, String protocol) {}

  private Answer whole(
      Name question, int type, Service service, Predicate<PortKey> wanted, boolean exists) {
    return headless(service)
        ? headless(question, type, service, wanted, exists)
        : balanced(question, type, service, wanted, exists);
  }

  private Answer balanced(
      Name question, int type, Service service, Predicate<PortKey> wanted, boolean exists) {
    var ports =
        service.spec().ports().stream()
            .filter(
                p ->
                    wanted.test(
                        new PortKey(
                            Endpoints.lower(p.name(), ""), Endpoints.lower(p.protocol(), "tcp"))))
            .toList();
    if (ports.isEmpty() && !exists) {
      return new Answer.NoName();
    }
    if (type != Type.SRV) {
      return addresses(question, type, service.spec().clusterIPs());
    }
    var target = serviceName(service);
    var records = new ArrayList<Record>();
    for (var port : ports) {
      var weight = Math.max(1, SRV_WEIGHTS / ports.size());
      records.add(new SRVRecord(question, DClass.IN, ttl, 0, weight, port.port(), target));
    }
    return records.isEmpty()
        ? new Answer.NoData()
        : new Answer.Found(records, addressRecords(target, service.spec().clusterIPs()));
  }

  private Answer headless(
      Name question, int type, Service service, Predicate<PortKey> wanted, boolean exists) {
    var all = Endpoints.of(directory.slices(service.namespace(), service.name()));
    var endpoints =
        all.stream().filter(e -> wanted.test(new PortKey(e.portName(), e.protocol()))).toList();
    if (endpoints.isEmpty()) {
      // upstream answers NXDOMAIN here too; the specification wants NODATA for a Service that
      // exists
      return exists ? new Answer.NoData() : new Answer.NoName();
    }
    return type == Type.SRV
        ? endpointTargets(question, service, endpoints)
        : addresses(question, type, endpoints.stream().map(ReadyEndpoint::address).toList());
  }

  private Answer endpoint(Name question, int type, Service service, String label) {
    var endpoints =
        Endpoints.of(directory.slices(service.namespace(), service.name())).stream()
            .filter(endpoint -> endpoint.label().equals(label))
            .toList();
    if (endpoints.isEmpty()) {
      return new Answer.NoName();
    }
    return type == Type.SRV
        ? endpointTargets(question, service, endpoints)
        : addresses(question, type, endpoints.stream().map(ReadyEndpoint::address).toList());
  }

  private Answer endpointTargets(Name question, Service service, List<ReadyEndpoint> endpoints) {
    var records = new LinkedHashSet<Record>();
    var additional = new LinkedHashMap<Name, Set<String>>();
    var weight = Math.max(1, SRV_WEIGHTS / endpoints.size());
    for (var endpoint : endpoints) {
      if (endpoint.port() > 0) {
        var target = name(endpoint.label() + "." + serviceName(service));
        records.add(new SRVRecord(question, DClass.IN, ttl, 0, weight, endpoint.port(), target));
        additional.computeIfAbsent(target, t -> new LinkedHashSet<>()).add(endpoint.address());
      }
    }
    if (records.isEmpty()) {
      return new Answer.NoData();
    }
    var extra = new ArrayList<Record>();
    for (Map.Entry<Name, Set<String>> entry : additional.entrySet()) {
      extra.addAll(addressRecords(entry.getKey(), List.copyOf(entry.getValue())));
    }
    return new Answer.Found(List.copyOf(records), extra);
  }

  private Answer alias(Name question, Service service) {
    var external = Endpoints.lower(service.spec().externalName(), "");
    var target = name(external.endsWith(".") ? external : external + ".");
    return new Answer.Alias(new CNAMERecord(question, DClass.IN, ttl, target), target);
  }

  private Answer reverse(Name question) {
    var labels = labels(question, question.labels() - 1);
    if (labels.size() < 3 || !labels.getLast().equals("arpa")) {
      return new Answer.NotOurs();
    }
    var family = labels.get(labels.size() - 2);
    if (!family.equals("in-addr") && !family.equals("ip6")) {
      return new Answer.NotOurs();
    }
    var address = Addresses.reversed(labels.subList(0, labels.size() - 2));
    if (address.isEmpty() || Addresses.isIpv6(address.get()) != family.equals("ip6")) {
      return new Answer.NotOurs();
    }
    var targets = targetsAt(address.get().getHostAddress());
    var records = new ArrayList<Record>();
    targets.forEach(target -> records.add(new PTRRecord(question, DClass.IN, ttl, target)));
    return records.isEmpty() ? new Answer.NotOurs() : new Answer.Found(records, List.of());
  }

  private Set<Name> targetsAt(String address) {
    var targets = new LinkedHashSet<Name>();
    directory.servicesAt(address).forEach(service -> targets.add(serviceName(service)));
    for (var slice :
        targets.isEmpty()
            ? directory.slicesAt(address)
            : List.<io.coxswain.api.discovery.v1.EndpointSlice>of()) {
      var service = slice.labels().get("kubernetes.io/service-name");
      for (var endpoint : Endpoints.of(List.of(slice))) {
        if (service != null && Addresses.canonical(endpoint.address()).equals(address)) {
          targets.add(under(endpoint.label() + "." + service + "." + slice.namespace() + ".svc"));
        }
      }
    }
    return targets;
  }

  private static boolean headless(Service service) {
    return "None".equals(service.spec().clusterIP());
  }

  private Answer addresses(Name question, int type, List<String> addresses) {
    var records =
        addressRecords(question, addresses.stream().distinct().toList()).stream()
            .filter(record -> record.getType() == type || type == Type.ANY)
            .toList();
    return records.isEmpty() ? new Answer.NoData() : new Answer.Found(records, List.of());
  }

  private List<Record> addressRecords(Name owner, List<String> addresses) {
    return addresses.stream()
        .flatMap(text -> Addresses.literal(text).stream())
        .<Record>map(
            address ->
                Addresses.isIpv6(address)
                    ? new org.xbill.DNS.AAAARecord(owner, DClass.IN, ttl, address)
                    : new org.xbill.DNS.ARecord(owner, DClass.IN, ttl, address))
        .toList();
  }

  private Answer found(Record record) {
    return new Answer.Found(List.of(record), List.of());
  }

  private Name serviceName(Service service) {
    return under(service.name() + "." + service.namespace() + ".svc");
  }

  private Name under(String labels) {
    return name(labels + "." + origin);
  }

  /** The first labels of a name, lower case. */
  private static List<String> labels(Name name, int count) {
    var labels = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      labels.add(name.getLabelString(i).toLowerCase(Locale.ROOT));
    }
    return labels;
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a domain name: " + text, e);
    }
  }
}
