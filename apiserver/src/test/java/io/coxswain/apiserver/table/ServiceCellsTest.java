package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Rows.META;
import static io.coxswain.apiserver.table.Rows.cells;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the columns of Services and of what leads to them say. */
class ServiceCellsTest {
  @Test
  void servicesAndWhatIsBehindThem() {
    assertThat(
            cells(
                "Service",
                "{"
                    + META
                    + ",'spec':{'type':'NodePort','clusterIPs':['10.96.0.1'],'selector':{'b':'2','a':'1'},"
                    + "'ports':[{'port':80,'nodePort':30080,'protocol':'TCP'},{'port':53,'protocol':'UDP'}]}}"))
        .isEqualTo("['a','NodePort','10.96.0.1','<none>','80:30080/TCP,53/UDP','5m','a=1,b=2']");
    assertThat(
            cells(
                "Service",
                "{" + META + ",'spec':{'type':'LoadBalancer','clusterIPs':['10.96.0.2']}}"))
        .isEqualTo("['a','LoadBalancer','10.96.0.2','<pending>','<none>','5m','<none>']");
    assertThat(
            cells(
                "Endpoints",
                "{"
                    + META
                    + ",'subsets':[{'addresses':[{'ip':'10.0.0.1'},{'ip':'fd::1'}],'ports':[{'port':80},{'port':81}]}]}"))
        .isEqualTo("['a','10.0.0.1:80,[fd::1]:80,10.0.0.1:81 + 1 more...','5m']");
    assertThat(cells("Endpoints", "{" + META + "}")).isEqualTo("['a','<none>','5m']");
    assertThat(
            cells(
                "EndpointSlice",
                "{"
                    + META
                    + ",'addressType':'IPv4','ports':[{'port':80}],'endpoints':[{'addresses':['10.0.0.1']}]}"))
        .isEqualTo("['a','IPv4','80','10.0.0.1','5m']");
  }

  @Test
  void whatHasNoAddressIsShownAsUpstreamDoes() {
    assertThat(cells("Endpoints", "{" + META + ",'subsets':[{'notReadyAddresses':[{}]}]}"))
        .isEqualTo("['a','','5m']");
    assertThat(
            cells(
                "EndpointSlice",
                "{" + META + ",'addressType':'IPv4','ports':[{'name':'http'},{}],'endpoints':[]}"))
        .isEqualTo("['a','IPv4','http,*','<unset>','5m']");
    assertThat(
            cells(
                "IPAddress",
                "{"
                    + META
                    + ",'spec':{'parentRef':{'resource':'services','namespace':'n','name':'s'}}}"))
        .isEqualTo("['a','services/n/s']");
  }

  @Test
  void ingressesShowThreeHostsAndCountRules() {
    var ingress =
        "{"
            + META
            + ",'spec':{'ingressClassName':'','rules':[{'host':'x'},{},{'host':'y'},{'host':'z'}%s]},"
            + "'status':{'loadBalancer':{'ingress':[{'ip':'10.0.0.2'},{'hostname':'b'},{'ip':'10.0.0.1'}]}}}";
    assertThat(cells("Ingress", ingress.formatted("")))
        .isEqualTo("['a','','x,y,z','10.0.0.1,10.0.0.2,b','80','5m']");
    assertThat(cells("Ingress", ingress.formatted(",{}")))
        .isEqualTo("['a','','x,y,z + 2 more...','10.0.0.1,10.0.0.2,b','80','5m']");
  }
}
