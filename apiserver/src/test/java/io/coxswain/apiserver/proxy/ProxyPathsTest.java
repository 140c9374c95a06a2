package io.coxswain.apiserver.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyPathsTest {
  private static final String PREFIX = "/api/v1/namespaces/a/services/b/proxy";

  @ParameterizedTest
  @CsvSource({
    "web, '', web, ''",
    "web:80, '', web, 80",
    "web:http, '', web, http",
    "https:web:, https, web, ''",
    "http:web:443, http, web, 443",
  })
  void namesAreRead(String segment, String scheme, String name, String port) {
    assertThat(ProxyName.parse(segment)).isEqualTo(new ProxyName(scheme, name, port));
  }

  @ParameterizedTest
  @CsvSource({"ftp:web:21", "a:b:c:d", "':80'"})
  void othersAreNot(String segment) {
    assertThat(ProxyName.parse(segment)).isNull();
  }

  @Test
  void whatFollowsIsPassedOnAsItWasSent() {
    var uri = PREFIX + "/x%2Fy/proxy/?q=%20";
    assertThat(ProxyPaths.prefix(uri, true)).isEqualTo(PREFIX);
    assertThat(ProxyPaths.rest(uri, PREFIX)).isEqualTo("/x%2Fy/proxy/?q=%20");
    assertThat(ProxyPaths.prefix("/api/v1/nodes/n1/proxy/pods", false))
        .isEqualTo("/api/v1/nodes/n1/proxy");
  }

  @ParameterizedTest
  @CsvSource({
    "/login?next=a, /api/v1/namespaces/a/services/b/proxy/login?next=a",
    "http://10.0.0.1:80/x, /api/v1/namespaces/a/services/b/proxy/x",
    "http://elsewhere/x, http://elsewhere/x",
    "sub/page, sub/page",
  })
  void redirectsStayBelowThePrefix(String location, String expected) {
    assertThat(ProxyPaths.location(location, PREFIX, "10.0.0.1:80")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, false", "::1, false", "169.254.1.1, false", "10.1.2.3, true", "x, false"})
  void thisMachinesOwnAddressesAreRefused(String address, boolean allowed) {
    assertThat(Backends.isProxyable(address)).isEqualTo(allowed);
  }
}
