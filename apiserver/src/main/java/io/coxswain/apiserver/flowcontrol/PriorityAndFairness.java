package io.coxswain.apiserver.flowcontrol;

import io.coxswain.api.flowcontrol.v1.FlowSchema;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * API Priority and Fairness. Requests come from any thread and see one configuration each; {@link
 * #configure} and {@link #divide} are called by one thread.
 */
public final class PriorityAndFairness implements FlowControl {
  private static final double NANOS = 1e9;

  /** A flow schema in use: the level it leads to, and what became of its requests. */
  private record Flow(
      String schema, String uid, long hash, Distinguisher by, Level level, FlowCounts counts) {}

  private enum Distinguisher {
    NONE,
    USER,
    NAMESPACE
  }

  private record Configuration(Classifier<Flow> classifier, Map<String, Level> levels) {}

  private final int seats;
  private final LongSupplier nanos;
  private final Map<Names, FlowCounts> counts = new ConcurrentHashMap<>();
  private volatile Configuration configuration;

  /** A flow schema and the level it leads to. */
  record Names(String schema, String level) {}

  /**
   * Begins with the configuration every cluster starts with.
   *
   * @param seats how many requests are served at a time, in all
   * @param nanos a monotonic clock
   */
  public PriorityAndFairness(int seats, LongSupplier nanos) {
    this.seats = seats;
    this.nanos = nanos;
    configuration =
        configured(Map.of(), BootstrapConfiguration.levels(), BootstrapConfiguration.schemas());
  }

  /** Takes over changed objects; mandatory ones that are missing are there all the same. */
  public void configure(
      Collection<PriorityLevelConfiguration> levels, Collection<FlowSchema> schemas) {
    configuration = configured(configuration.levels, levels, schemas);
  }

  private Configuration configured(
      Map<String, Level> before,
      Collection<PriorityLevelConfiguration> levels,
      Collection<FlowSchema> schemas) {
    var wanted = new LinkedHashMap<String, PriorityLevelConfiguration>();
    BootstrapConfiguration.mandatoryLevels().forEach(level -> wanted.put(level.name(), level));
    levels.forEach(level -> wanted.put(level.name(), level));
    var objects = List.copyOf(wanted.values());
    var bounds = Shares.bounds(seats, objects.stream().map(PriorityAndFairness::portion).toList());
    var next = new LinkedHashMap<String, Level>();
    for (var i = 0; i < objects.size(); i++) {
      var object = objects.get(i);
      var level = before.get(object.name());
      if (level == null) {
        level = new Level(object, bounds.get(i), nanos);
      } else {
        level.configure(object, bounds.get(i));
      }
      next.put(object.name(), level);
    }
    var used = new HashMap<String, FlowSchema>();
    BootstrapConfiguration.mandatorySchemas().forEach(schema -> used.put(schema.name(), schema));
    schemas.forEach(schema -> used.put(schema.name(), schema));
    var candidates = new ArrayList<Classifier.Candidate<Flow>>();
    Flow otherwise = null;
    for (var schema : used.values()) {
      var level = next.get(schema.spec().priorityLevelConfiguration().name());
      if (level != null) { // else it dangles
        var flow = flow(schema, level);
        candidates.add(new Classifier.Candidate<>(schema, flow));
        if (schema.name().equals(BootstrapConfiguration.CATCH_ALL)) {
          otherwise = flow;
        }
      }
    }
    if (otherwise == null) {
      throw new IllegalStateException("the mandatory schema catch-all leads to no level");
    }
    return new Configuration(new Classifier<>(candidates, otherwise), next);
  }

  private Flow flow(FlowSchema schema, Level level) {
    var method = schema.spec().distinguisherMethod();
    var by =
        method == null
            ? Distinguisher.NONE
            : method.type().equals("ByUser") ? Distinguisher.USER : Distinguisher.NAMESPACE;
    var uid = schema.metadata().uid();
    return new Flow(
        schema.name(),
        uid == null ? "" : uid,
        hash(0xcbf29ce484222325L, schema.name()),
        by,
        level,
        counts.computeIfAbsent(new Names(schema.name(), level.name()), names -> new FlowCounts()));
  }

  /** FNV-1a, continued from another hash. */
  private static long hash(long from, String text) {
    var hash = from;
    for (var i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static Shares.Portion portion(PriorityLevelConfiguration level) {
    var limited = level.spec().limited();
    var exempt = level.spec().exempt();
    if (limited != null) {
      return new Shares.Portion(
          false,
          Level.or(limited.nominalConcurrencyShares(), 30),
          Level.or(limited.lendablePercent(), 0),
          Level.or(limited.borrowingLimitPercent(), -1));
    }
    return exempt == null
        ? new Shares.Portion(true, 0, 0, -1)
        : new Shares.Portion(
            true,
            Level.or(exempt.nominalConcurrencyShares(), 0),
            Level.or(exempt.lendablePercent(), 0),
            -1);
  }

  /** Divides the seats anew by what the levels wanted since the last time. */
  public void divide() {
    var levels = List.copyOf(configuration.levels.values());
    var bounds = levels.stream().map(Level::bounds).toList();
    var limits = Shares.divide(bounds, levels.stream().map(Level::observe).toList());
    for (var i = 0; i < limits.length; i++) {
      levels.get(i).limit(limits[i]);
    }
  }

  @Override
  public Passage begin(UserInfo user, RequestInfo info, int width, Runnable resume) {
    var flow = configuration.classifier.classify(user, info);
    var level = flow.level;
    if (level.isExempt()) {
      level.enterExempt(width);
      flow.counts.dispatched(width);
      return new Way(flow, info, width, nanos.getAsLong(), null).in(Passage.State.EXECUTING);
    }
    var narrow = Math.min(width, level.widest());
    var counts = flow.counts;
    var way = new Way(flow, info, narrow, nanos.getAsLong(), resume);
    var request = level.arrive(hash(flow, user, info), narrow, way);
    if (request == null) {
      (level.queues() ? counts.queueFull : counts.concurrencyLimit).increment();
      return way.in(Passage.State.REFUSED);
    }
    way.request = request;
    if (request.waited()) {
      counts.queued.increment();
      return way.in(Passage.State.WAITING);
    }
    counts.dispatched(narrow);
    counts.waited.observe(0);
    return way.in(Passage.State.EXECUTING);
  }

  private static long hash(Flow flow, UserInfo user, RequestInfo info) {
    var hash =
        switch (flow.by) {
          case NONE -> flow.hash;
          case USER -> hash(flow.hash, user.name());
          case NAMESPACE -> hash(flow.hash, info.namespace());
        };
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL; // spreads the last characters (Murmur3)
    return hash ^ hash >>> 33;
  }

  Map<String, Level> levels() {
    return configuration.levels;
  }

  Map<Names, FlowCounts> counts() {
    return counts;
  }

  /** A request's way; run when it gets the seats it has waited for. */
  private final class Way implements Passage, Runnable {
    private final Flow flow;
    private final boolean watches;
    private final int width;
    private final long from;
    private final @Nullable Runnable resume;
    private final AtomicBoolean over = new AtomicBoolean();
    private FairQueues.@Nullable Request request;
    private State state = State.REFUSED;
    private volatile long executingFrom;

    private Way(Flow flow, RequestInfo info, int width, long from, @Nullable Runnable resume) {
      this.flow = flow;
      this.watches = info.verb().equals("watch");
      this.width = width;
      this.from = from;
      this.resume = resume;
      this.executingFrom = from;
    }

    private Way in(State where) {
      state = where;
      over.setPlain(where == State.REFUSED);
      return this;
    }

    @Override
    public void run() {
      executingFrom = nanos.getAsLong();
      flow.counts.unqueued.increment();
      flow.counts.dispatched(width);
      flow.counts.waited.observe((executingFrom - from) / NANOS);
      if (resume != null) {
        resume.run();
      }
    }

    @Override
    public State state() {
      return state;
    }

    @Override
    public void end() {
      if (!over.compareAndSet(false, true)) {
        return;
      }
      if (request == null) {
        flow.level.leaveExempt(width);
        finished();
      } else if (flow.level.end(request, false) == FairQueues.State.WAITING) {
        gaveUp(flow.counts.cancelled);
      } else {
        finished();
      }
    }

    private void finished() {
      flow.counts.finished(width);
      var executed = watches ? flow.counts.executedWatches : flow.counts.executed;
      executed.observe((nanos.getAsLong() - executingFrom) / NANOS);
    }

    @Override
    public boolean expire() {
      if (request == null || over.get()) {
        return false;
      }
      var before = flow.level.end(request, true);
      if (before != FairQueues.State.WAITING || !over.compareAndSet(false, true)) {
        return false;
      }
      gaveUp(flow.counts.timeOut);
      return true;
    }

    private void gaveUp(LongAdder why) {
      flow.counts.unqueued.increment();
      flow.counts.waitedInVain.observe((nanos.getAsLong() - from) / NANOS);
      why.increment();
    }

    @Override
    public String schemaUid() {
      return flow.uid;
    }

    @Override
    public String levelUid() {
      return flow.level.uid();
    }

    @Override
    public boolean isClassified() {
      return true;
    }
  }
}
