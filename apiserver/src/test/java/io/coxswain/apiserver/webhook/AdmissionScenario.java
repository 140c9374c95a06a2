package io.coxswain.apiserver.webhook;

import io.coxswain.apiserver.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server and webhooks for the tests of a class. Each test has a namespace of its own, whose label
 * is what its webhooks select.
 */
public abstract class AdmissionScenario {
  protected static final String REGISTRATIONS = "/apis/admissionregistration.k8s.io/v1/";
  protected static final String VALIDATING = REGISTRATIONS + "validatingwebhookconfigurations";
  protected static final String MUTATING = REGISTRATIONS + "mutatingwebhookconfigurations";

  protected static TestServer server;
  protected static WebhookServer hooks;
  protected static TestServer.Session admin;
  private static int number;

  protected String namespace;
  protected String maps;

  @BeforeAll
  static void startServers(@TempDir Path directory) throws Exception {
    server = TestServer.start(directory);
    hooks = new WebhookServer(directory.resolve("webhooks"));
    admin = server.admin();
  }

  @AfterAll
  static void stopServers() {
    hooks.close();
    server.close();
  }

  @BeforeEach
  void createNamespace() throws Exception {
    namespace = "n" + ++number;
    maps = "/api/v1/namespaces/" + namespace + "/configmaps";
    admin
        .post(
            "/api/v1/namespaces",
            "{'metadata':{'name':'%1$s','labels':{'of':'%1$s'}}}".formatted(namespace))
        .isCode(201);
  }

  /**
   * A webhook of a configuration, {@code NAME.example.com}.
   *
   * @param path where {@link #hooks} answers
   * @param more fields, each after a comma
   */
  protected String hook(String name, String path, String rule, String more) {
    return "{'name':'"
        + name
        + ".example.com','clientConfig':"
        + hooks.client(path)
        + ",'rules':["
        + rule
        + "],'sideEffects':'None','admissionReviewVersions':['v1'],"
        + "'namespaceSelector':{'matchLabels':{'of':'"
        + namespace
        + "'}}"
        + more
        + "}";
  }
}
