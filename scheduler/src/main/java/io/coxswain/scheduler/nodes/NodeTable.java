package io.coxswain.scheduler.nodes;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.NodeStatus.ContainerImage;
import io.coxswain.api.placement.HostPort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All nodes and the pods on them, in columns: row {@code r} of every column is one node. A change
 * rewrites one row and raises its generation, so that results computed for a row stay good until
 * then. A pod can be seen before its node; such a row has no node and is not schedulable.
 *
 * <p>Owned by the scheduling thread; not thread-safe.
 */
public final class NodeTable {
  private final Map<String, Integer> rowsByName = new HashMap<>();
  private final Map<String, Integer> imageSpread = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<Integer> freeRows = new ArrayList<>();

  private long generation;
  private int nodeCount;
  private long[] generations = new long[16];
  private long[] allocatableMilliCpu = new long[16];
  private long[] allocatableMemory = new long[16];
  private long[] allocatableStorage = new long[16];
  private long[] allocatablePods = new long[16];
  private long[] requestedMilliCpu = new long[16];
  private long[] requestedMemory = new long[16];
  private long[] requestedStorage = new long[16];
  private long[] nonZeroMilliCpu = new long[16];
  private long[] nonZeroMemory = new long[16];

  /** The columns that are not numbers. */
  private static final class Row {
    @Nullable Node node;
    Map<String, Long> allocatableScalars = Map.of();
    final Map<String, Long> requestedScalars = Resources.total();
    Map<String, Long> imageSizes = Map.of();
    final Map<String, PodInfo> pods = new LinkedHashMap<>();
    final List<HostPort> hostPorts = new ArrayList<>();
  }

  /** The number of rows, free ones included; rows are {@code 0 .. rowCount() - 1}. */
  public int rowCount() {
    return rows.size();
  }

  /** The number of known nodes. */
  public int nodeCount() {
    return nodeCount;
  }

  /** Rises with every change of any row. */
  public long generation() {
    return generation;
  }

  /** The value of {@link #generation} when this row changed last. */
  public long generation(int row) {
    return generations[row];
  }

  /** Whether the row holds a node. */
  public boolean isNode(int row) {
    return rows.get(row).node != null;
  }

  /**
   * The node of a row.
   *
   * @throws IllegalStateException where the row holds none
   */
  public Node node(int row) {
    var node = rows.get(row).node;
    if (node == null) {
      throw new IllegalStateException("row " + row + " holds no node");
    }
    return node;
  }

  /** The row of a node that is known by name, or -1. */
  public int rowOf(String nodeName) {
    var row = rowsByName.get(nodeName);
    return row == null || !isNode(row) ? -1 : row;
  }

  public long allocatableMilliCpu(int row) {
    return allocatableMilliCpu[row];
  }

  public long allocatableMemory(int row) {
    return allocatableMemory[row];
  }

  public long allocatableEphemeralStorage(int row) {
    return allocatableStorage[row];
  }

  public long allocatablePods(int row) {
    return allocatablePods[row];
  }

  public long allocatable(int row, String scalar) {
    return rows.get(row).allocatableScalars.getOrDefault(scalar, 0L);
  }

  public long requestedMilliCpu(int row) {
    return requestedMilliCpu[row];
  }

  public long requestedMemory(int row) {
    return requestedMemory[row];
  }

  public long requestedEphemeralStorage(int row) {
    return requestedStorage[row];
  }

  public long requested(int row, String scalar) {
    return rows.get(row).requestedScalars.getOrDefault(scalar, 0L);
  }

  /** CPU requested with 100m assumed for each container that states none. */
  public long nonZeroMilliCpu(int row) {
    return nonZeroMilliCpu[row];
  }

  /** Memory requested with 200Mi assumed for each container that states none. */
  public long nonZeroMemory(int row) {
    return nonZeroMemory[row];
  }

  public int podCount(int row) {
    return rows.get(row).pods.size();
  }

  public Collection<PodInfo> pods(int row) {
    return rows.get(row).pods.values();
  }

  public List<HostPort> hostPorts(int row) {
    return rows.get(row).hostPorts;
  }

  /** The size in bytes of an image that the node already has, or 0. */
  public long imageSize(int row, String image) {
    return rows.get(row).imageSizes.getOrDefault(image, 0L);
  }

  /** On how many nodes an image is. */
  public int nodesWithImage(String image) {
    return imageSpread.getOrDefault(image, 0);
  }

  /** Adds a node or takes over its new state. */
  public void setNode(Node node) {
    var row = rowFor(node.name());
    var entry = rows.get(row);
    if (entry.node == null) {
      nodeCount++;
    }
    entry.node = node;
    var allocatable = node.status().allocatable();
    var resources = Resources.of(allocatable);
    allocatableMilliCpu[row] = resources.milliCpu();
    allocatableMemory[row] = resources.memory();
    allocatableStorage[row] = resources.ephemeralStorage();
    var pods = allocatable.get("pods");
    allocatablePods[row] = pods == null ? 0 : pods.units();
    entry.allocatableScalars = resources.scalars();
    setImages(entry, node.status().images());
    touch(row);
  }

  /** Forgets a node; its row stays while pods are still on it. */
  public void removeNode(String name) {
    var row = rowsByName.get(name);
    if (row == null || rows.get(row).node == null) {
      return;
    }
    var entry = rows.get(row);
    entry.node = null;
    nodeCount--;
    setImages(entry, List.of());
    touch(row);
    releaseIfEmpty(name, row);
  }

  /** Counts a pod on a node; a pod with the same UID that is there already is replaced. */
  public void addPod(String nodeName, PodInfo pod) {
    var row = rowFor(nodeName);
    var entry = rows.get(row);
    var old = entry.pods.put(pod.uid(), pod);
    if (old != null && holdsTheSame(old, pod)) {
      return; // a status update, or the confirmation of what was assumed: nothing to reconsider
    }
    if (old != null) {
      account(row, old, -1);
    }
    account(row, pod, 1);
    touch(row);
  }

  private static boolean holdsTheSame(PodInfo left, PodInfo right) {
    return left.requests().equals(right.requests())
        && left.nonZeroRequests().equals(right.nonZeroRequests())
        && left.signature().hostPorts().equals(right.signature().hostPorts());
  }

  public void removePod(String nodeName, String uid) {
    var row = rowsByName.get(nodeName);
    if (row == null) {
      return;
    }
    var old = rows.get(row).pods.remove(uid);
    if (old != null) {
      account(row, old, -1);
      touch(row);
      releaseIfEmpty(nodeName, row);
    }
  }

  private void account(int row, PodInfo pod, int sign) {
    var requests = pod.requests();
    requestedMilliCpu[row] += sign * requests.milliCpu();
    requestedMemory[row] += sign * requests.memory();
    requestedStorage[row] += sign * requests.ephemeralStorage();
    nonZeroMilliCpu[row] += sign * pod.nonZeroRequests().milliCpu();
    nonZeroMemory[row] += sign * pod.nonZeroRequests().memory();
    var entry = rows.get(row);
    Resources.accumulate(entry.requestedScalars, requests.scalars(), sign);
    for (var port : pod.signature().hostPorts()) {
      if (sign > 0) {
        entry.hostPorts.add(port);
      } else {
        entry.hostPorts.remove(port);
      }
    }
  }

  private void setImages(Row entry, List<ContainerImage> images) {
    entry.imageSizes.keySet().forEach(name -> imageSpread.merge(name, -1, NodeTable::sumOrGone));
    var sizes = new HashMap<String, Long>();
    for (var image : images) {
      var size = image.sizeBytes();
      for (var name : image.names()) {
        sizes.put(name, size == null ? 0 : size);
      }
    }
    entry.imageSizes = sizes;
    sizes.keySet().forEach(name -> imageSpread.merge(name, 1, Integer::sum));
  }

  private static @Nullable Integer sumOrGone(int left, int right) {
    return left + right == 0 ? null : left + right;
  }

  private void touch(int row) {
    generations[row] = ++generation;
  }

  private int rowFor(String name) {
    var known = rowsByName.get(name);
    if (known != null) {
      return known;
    }
    int row;
    if (freeRows.isEmpty()) {
      row = rows.size();
      rows.add(new Row());
      if (row == generations.length) {
        grow();
      }
    } else {
      row = freeRows.removeLast();
    }
    rowsByName.put(name, row);
    return row;
  }

  private void releaseIfEmpty(String name, int row) {
    var entry = rows.get(row);
    if (entry.node != null || !entry.pods.isEmpty()) {
      return;
    }
    rowsByName.remove(name);
    rows.set(row, new Row());
    for (var column : columns()) {
      column[row] = 0;
    }
    touch(row);
    freeRows.add(row);
  }

  private long[][] columns() {
    return new long[][] {
      allocatableMilliCpu,
      allocatableMemory,
      allocatableStorage,
      allocatablePods,
      requestedMilliCpu,
      requestedMemory,
      requestedStorage,
      nonZeroMilliCpu,
      nonZeroMemory
    };
  }

  private void grow() {
    var size = generations.length * 2;
    generations = Arrays.copyOf(generations, size);
    allocatableMilliCpu = Arrays.copyOf(allocatableMilliCpu, size);
    allocatableMemory = Arrays.copyOf(allocatableMemory, size);
    allocatableStorage = Arrays.copyOf(allocatableStorage, size);
    allocatablePods = Arrays.copyOf(allocatablePods, size);
    requestedMilliCpu = Arrays.copyOf(requestedMilliCpu, size);
    requestedMemory = Arrays.copyOf(requestedMemory, size);
    requestedStorage = Arrays.copyOf(requestedStorage, size);
    nonZeroMilliCpu = Arrays.copyOf(nonZeroMilliCpu, size);
    nonZeroMemory = Arrays.copyOf(nonZeroMemory, size);
  }
}
