package io.coxswain.apiserver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.node.ObjectNode;

/** Pods behind which programs of a test listen. */
final class ProxiedPods {
  private ProxiedPods() {}

  /** An address of this machine that is not loopback, which is not proxied to. */
  static InetAddress address() throws Exception {
    var found =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(
                address ->
                    address instanceof Inet4Address
                        && !address.isLoopbackAddress()
                        && !address.isLinkLocalAddress())
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), "no address but loopback, which is not proxied to");
    return found.get();
  }

  /** Creates the pod {@code web} that runs at an address. */
  static void create(TestServer.Session admin, String namespace, String address, int port)
      throws Exception {
    var path = "/api/v1/namespaces/" + namespace;
    admin.post(path + "/serviceaccounts", "{'metadata':{'name':'default'}}").isCode(201);
    var pod =
        "{'metadata':{'name':'web'},'spec':{'containers':[{'name':'c','image':'i','ports':[{'containerPort':%d}]}]}}";
    var created = admin.post(path + "/pods", pod.formatted(port)).isCode(201).body();
    ((ObjectNode) created)
        .putObject("status")
        .put("phase", "Running")
        .put("podIP", address)
        .putArray("podIPs")
        .addObject()
        .put("ip", address);
    admin.send("PUT", path + "/pods/web/status", created.toString()).isCode(200);
  }
}
