package io.coxswain.cluster.embedded;

import io.coxswain.client.KubernetesClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One cluster for a test class, started before its first test and closed after its last. Tests take
 * an {@link EmbeddedCluster} or a {@link KubernetesClient} as parameter; other clients are made
 * from {@link EmbeddedCluster#kubeconfig}.
 *
 * <pre>{@code
 * @ExtendWith(CoxswainExtension.class)
 * class MyOperatorTest {
 *   @Test
 *   void reconciles(EmbeddedCluster cluster) {
 *     var config = io.fabric8.kubernetes.client.Config.fromKubeconfig(cluster.kubeconfig());
 *     ...
 *   }
 * }
 *
 * // or, with options:
 * @RegisterExtension
 * static final CoxswainExtension cluster =
 *     new CoxswainExtension(EmbeddedOptions.defaults().withNodes(3));
 * }</pre>
 */
public final class CoxswainExtension
    implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private final EmbeddedOptions options;
  private @Nullable EmbeddedCluster cluster;

  /** With one simulated node. */
  public CoxswainExtension() {
    this(EmbeddedOptions.defaults());
  }

  public CoxswainExtension(EmbeddedOptions options) {
    this.options = options;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    cluster = EmbeddedCluster.start(options);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    var running = cluster;
    if (running != null) {
      running.close();
    }
  }

  /** The running cluster. */
  public EmbeddedCluster cluster() {
    var running = cluster;
    if (running == null) {
      throw new IllegalStateException(
          "no cluster runs: it starts before the first test, and only for a static field");
    }
    return running;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == EmbeddedCluster.class || type == KubernetesClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EmbeddedCluster.class
        ? cluster()
        : cluster().client();
  }
}
