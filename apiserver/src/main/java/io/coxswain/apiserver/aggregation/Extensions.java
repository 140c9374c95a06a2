package io.coxswain.apiserver.aggregation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What other servers serve right now. One immutable set, swapped as a whole. */
public final class Extensions implements Supplier<Extensions.Snapshot> {
  /**
   * One group and version.
   *
   * @param available whether requests are passed on
   * @param resources of its APIResourceList when it answered last; empty before
   * @param openApi its documents when it answered last
   */
  public record Served(
      Extension extension, boolean available, JsonNode resources, OpenApi openApi) {
    static Served unknown(Extension extension) {
      return new Served(extension, false, JsonNodeFactory.instance.arrayNode(), OpenApi.UNKNOWN);
    }
  }

  /** OpenAPI documents of another server; null where it has none. */
  public record OpenApi(byte @Nullable [] v3, @Nullable JsonNode v2) {
    static final OpenApi UNKNOWN = new OpenApi(null, null);

    boolean isSame(OpenApi other) {
      return Arrays.equals(v3, other.v3) && Objects.equals(v2, other.v2);
    }
  }

  /** All of them by {@code group/version}. */
  public record Snapshot(Map<String, Served> byGroupVersion) {
    public static final Snapshot EMPTY = new Snapshot(Map.of());

    public @Nullable Served find(String group, String version) {
      return byGroupVersion.isEmpty() ? null : byGroupVersion.get(group + "/" + version);
    }

    public List<Served> all() {
      return List.copyOf(byGroupVersion.values());
    }
  }

  private volatile Snapshot current = Snapshot.EMPTY;

  @Override
  public Snapshot get() {
    return current;
  }

  void replace(Map<String, Served> served) {
    current = new Snapshot(new TreeMap<>(served));
  }
}
