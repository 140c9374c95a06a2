package io.coxswain.apiserver.flowcontrol;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queues of one priority level: who gets the next free seats (KEP-1040). A request takes one or
 * more seats while it is served. Each flow may use a few of the queues (shuffle sharding); among
 * the queues, seats are divided by virtual time: it passes for all queues alike, a queue pays with
 * it for each second of each seat, and the one whose head would be through first is next.
 *
 * <p>For one thread at a time; time is given in nanoseconds of any monotonic clock.
 */
final class FairQueues {
  /** How long a request is thought to take before it is known, in seconds. */
  private static final double GUESS = 0.003;

  /**
   * How requests wait.
   *
   * @param queues 0 where nobody waits
   * @param handSize how many of the queues a flow may use
   * @param lengthLimit how many requests wait in one queue
   */
  record Config(int queues, int handSize, int lengthLimit) {
    static final Config REJECT = new Config(0, 0, 0);
  }

  /** Where a request is. */
  enum State {
    WAITING,
    EXECUTING,
    OVER
  }

  /** A request that came in; its state and what belongs to it are owned by the queues. */
  static final class Request {
    private final int width;
    private final @Nullable Queue queue;
    private final Runnable resume;
    private State state = State.WAITING;
    private boolean waited;
    private long startedAt;

    private Request(int width, @Nullable Queue queue, Runnable resume) {
      this.width = width;
      this.queue = queue;
      this.resume = resume;
    }

    State state() {
      return state;
    }

    /** Whether it got no seats at once, and is told by {@link #resume} when it does. */
    boolean waited() {
      return waited;
    }

    /** What goes on when the request gets its seats after it waited. */
    Runnable resume() {
      return resume;
    }
  }

  private static final class Queue {
    private final int index;
    private final ArrayDeque<Request> waiting = new ArrayDeque<>(2);
    private double nextStart; // in virtual time
    private int seatsWaiting;
    private int seatsInUse;
    private int executing;

    private Queue(int index, double now) {
      this.index = index;
      this.nextStart = now;
    }
  }

  private final Map<Integer, Queue> active = new HashMap<>(); // those with requests
  private final Demand demand;
  private Config config;
  private int limit;
  private int seatsInUse;
  private int seatsWaiting;
  private int executing;
  private int waiting;
  private double virtualTime; // in seconds
  private long advancedAt;

  FairQueues(Config config, int limit, long now) {
    this.config = config;
    this.limit = limit;
    this.advancedAt = now;
    this.demand = new Demand(now);
  }

  /**
   * A request comes in.
   *
   * @param flow a hash of the flow it belongs to
   * @return the request, executing or waiting; null where it is refused
   */
  @Nullable Request arrive(long now, long flow, int width, Runnable resume) {
    if (config.queues == 0) {
      if (!fits(width)) {
        return null;
      }
      var request = new Request(width, null, resume);
      advance(now);
      start(request, now);
      demand.change(now, seatsInUse);
      return request;
    }
    advance(now);
    var queue = choose(flow);
    if (queue.waiting.size() >= config.lengthLimit && seatsInUse >= limit) {
      forgetIfIdle(queue);
      return null;
    }
    var request = new Request(width, queue, resume);
    queue.waiting.add(request);
    queue.seatsWaiting += width;
    seatsWaiting += width;
    waiting++;
    demand.change(now, seatsInUse + seatsWaiting);
    if (waiting == 1) {
      dispatch(now); // the common case: nobody else waits, so nobody else can be meant
    }
    request.waited = request.state == State.WAITING;
    return request;
  }

  /** Gives free seats to the next request, if there is one and it fits; call it until null. */
  @Nullable Request dispatch(long now) {
    if (waiting == 0 || seatsInUse >= limit) {
      return null;
    }
    advance(now);
    var queue = first();
    var request = queue.waiting.getFirst();
    if (!fits(request.width)) {
      return null; // it has to wait until more seats are free, and so do those behind it
    }
    queue.waiting.removeFirst();
    leave(queue, request);
    queue.nextStart += GUESS * request.width;
    queue.seatsInUse += request.width;
    queue.executing++;
    start(request, now);
    return request;
  }

  private void start(Request request, long now) {
    request.state = State.EXECUTING;
    request.startedAt = now;
    seatsInUse += request.width;
    executing++;
  }

  private void leave(Queue queue, Request request) {
    queue.seatsWaiting -= request.width;
    seatsWaiting -= request.width;
    waiting--;
  }

  /** A request is over or gives up waiting; afterwards others may {@link #dispatch}. */
  void end(long now, Request request) {
    var before = request.state;
    if (before == State.OVER) {
      return;
    }
    advance(now);
    request.state = State.OVER;
    var queue = request.queue;
    if (before == State.EXECUTING) {
      seatsInUse -= request.width;
      executing--;
      if (queue != null) {
        queue.seatsInUse -= request.width;
        queue.executing--;
        var seconds = (now - request.startedAt) / 1e9;
        queue.nextStart += (seconds - GUESS) * request.width;
      }
    } else if (queue != null) {
      queue.waiting.remove(request);
      leave(queue, request);
    }
    if (queue != null) {
      forgetIfIdle(queue);
    }
    demand.change(now, seatsInUse + seatsWaiting);
  }

  private void forgetIfIdle(Queue queue) {
    if (queue.waiting.isEmpty() && queue.executing == 0) {
      active.remove(queue.index);
    }
  }

  /** Changes how requests wait; those that do stay where they are. */
  void configure(Config changed) {
    config = changed;
  }

  /** Changes how many seats there are; afterwards others may {@link #dispatch}. */
  void limit(long now, int seats) {
    advance(now);
    limit = seats;
  }

  /** A request wider than the whole level goes alone. */
  private boolean fits(int width) {
    return width > limit ? executing == 0 : seatsInUse + width <= limit;
  }

  /** The queue of the flow's hand in which the fewest seats are used or wanted. */
  private Queue choose(long flow) {
    var hand = Hand.deal(flow, config.queues, config.handSize);
    var best = -1;
    var fewest = Integer.MAX_VALUE;
    for (var card : hand) {
      var queue = active.get(card);
      var seats = queue == null ? 0 : queue.seatsInUse + queue.seatsWaiting;
      if (seats < fewest) {
        fewest = seats;
        best = card;
      }
    }
    return active.computeIfAbsent(best, index -> new Queue(index, virtualTime));
  }

  /** The queue whose head would be through first; there must be one. */
  private Queue first() {
    Queue best = null;
    var earliest = 0.0;
    for (var queue : active.values()) {
      var head = queue.waiting.peekFirst();
      if (head == null) {
        continue;
      }
      var finish = queue.nextStart + GUESS * head.width;
      if (best == null || finish < earliest || finish == earliest && queue.index < best.index) {
        best = queue;
        earliest = finish;
      }
    }
    if (best == null) {
      throw new IllegalStateException(waiting + " requests wait in no queue");
    }
    return best;
  }

  /** Lets virtual time pass: faster where many seats serve few queues. */
  private void advance(long now) {
    var seconds = (now - advancedAt) / 1e9;
    advancedAt = now;
    if (!active.isEmpty()) {
      virtualTime += seconds * Math.min(seatsInUse + seatsWaiting, limit) / active.size();
    }
  }

  Demand demand() {
    return demand;
  }

  int limit() {
    return limit;
  }

  int seatsInUse() {
    return seatsInUse;
  }

  int executing() {
    return executing;
  }

  int waiting() {
    return waiting;
  }

  int activeQueues() {
    return active.size();
  }

  /** The queues that have requests, for people: index, waiting, executing, seats, virtual start. */
  String describe(String level) {
    var text = new StringBuilder();
    active.values().stream()
        .sorted((one, other) -> Integer.compare(one.index, other.index))
        .forEach(
            queue ->
                text.append(
                    "%s,\t%d,\t%d,\t%d,\t%d,\t%.8fss%n"
                        .formatted(
                            level,
                            queue.index,
                            queue.waiting.size(),
                            queue.executing,
                            queue.seatsInUse,
                            queue.nextStart)));
    return text.toString();
  }
}
