package io.coxswain.kubelet.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodFilesTest {
  private static final PodFiles.Dns DNS =
      new PodFiles.Dns(List.of("10.96.0.10"), "cluster.local", "");

  @Test
  void theKernelsNameHasTheDomainWhereThatIsWanted() throws ConfigException {
    var plain = pod("\"subdomain\":\"sub\"");
    assertThat(PodFiles.kernelHostname(plain, "node", DNS)).isEqualTo("web");
    var full = pod("\"subdomain\":\"sub\",\"setHostnameAsFQDN\":true");
    assertThat(PodFiles.kernelHostname(full, "node", DNS)).isEqualTo("web.sub.d.svc.cluster.local");
    assertThat(PodFiles.hosts(full, "node", List.of("10.1.0.2"), DNS, ""))
        .contains("10.1.0.2\tweb.sub.d.svc.cluster.local\tweb\n");
    var alone = pod("\"setHostnameAsFQDN\":true");
    assertThat(PodFiles.kernelHostname(alone, "node", DNS)).isEqualTo("web");
    var sub = "s".repeat(41);
    assertThatThrownBy(
            () ->
                PodFiles.kernelHostname(
                    pod("\"subdomain\":\"" + sub + "\",\"setHostnameAsFQDN\":true"), "node", DNS))
        .hasMessageEndingWith(
            "FQDN web."
                + sub
                + ".d.svc.cluster.local is too long (64 characters is the max, 65 characters"
                + " requested)");
  }

  private static Pod pod(String spec) {
    return Json.read(
        "{\"metadata\":{\"name\":\"web\",\"namespace\":\"d\",\"uid\":\"u\"},\"spec\":{"
            + spec
            + "}}",
        Pod.class);
  }
}
