package io.coxswain.apiserver.flowcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.apiserver.flowcontrol.FairQueues.Config;
import io.coxswain.apiserver.flowcontrol.FairQueues.Request;
import io.coxswain.apiserver.flowcontrol.FairQueues.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairQueuesTest {
  private static final long MILLISECOND = 1_000_000;
  private static final Config ONE_QUEUE = new Config(1, 1, 3);
  private static final Config QUEUES = new Config(64, 6, 50);
  private static final Runnable NOTHING = () -> {};

  private static FairQueues queues(Config config, int limit) {
    return new FairQueues(config, limit, 0);
  }

  @Test
  void requestsExecuteAtOnceWhileThereAreSeats() {
    var queues = queues(QUEUES, 2);
    assertThat(queues.arrive(0, 1, 1, NOTHING).state()).isEqualTo(State.EXECUTING);
    assertThat(queues.arrive(0, 1, 1, NOTHING).waited()).isFalse();
    assertThat(queues.arrive(0, 1, 1, NOTHING).waited()).isTrue();
    assertThat(queues.seatsInUse()).isEqualTo(2);
    assertThat(queues.waiting()).isEqualTo(1);
  }

  @Test
  void whoHasEndedMakesRoom() {
    var queues = queues(ONE_QUEUE, 1);
    var first = queues.arrive(0, 1, 1, NOTHING);
    var second = queues.arrive(0, 1, 1, NOTHING);
    assertThat(queues.dispatch(1)).isNull();
    queues.end(2, first);
    assertThat(queues.dispatch(2)).isSameAs(second);
    assertThat(second.state()).isEqualTo(State.EXECUTING);
    queues.end(3, first); // a second end changes nothing
    assertThat(queues.seatsInUse()).isEqualTo(1);
    queues.end(3, second);
    assertThat(queues.activeQueues()).isZero();
  }

  @Test
  void aFullQueueRefuses() {
    var queues = queues(ONE_QUEUE, 1);
    for (var i = 0; i < 4; i++) {
      assertThat(queues.arrive(0, 1, 1, NOTHING)).isNotNull();
    }
    assertThat(queues.arrive(0, 1, 1, NOTHING)).isNull();
    assertThat(queues.waiting()).isEqualTo(3);
  }

  @Test
  void withoutQueuesNobodyWaits() {
    var queues = queues(Config.REJECT, 1);
    var first = queues.arrive(0, 1, 1, NOTHING);
    assertThat(first.waited()).isFalse();
    assertThat(queues.arrive(0, 2, 1, NOTHING)).isNull();
    queues.end(1, first);
    assertThat(queues.arrive(1, 2, 1, NOTHING)).isNotNull();
  }

  @Test
  void whoGivesUpWaitingLeavesItsPlace() {
    var queues = queues(ONE_QUEUE, 1);
    var first = queues.arrive(0, 1, 1, NOTHING);
    var second = queues.arrive(0, 1, 1, NOTHING);
    var third = queues.arrive(0, 1, 1, NOTHING);
    queues.end(1, second);
    queues.end(2, first);
    assertThat(queues.dispatch(2)).isSameAs(third);
  }

  @Test
  void wideRequestsWaitForTheirSeatsAndAreNotOvertaken() {
    var queues = queues(ONE_QUEUE, 3);
    var narrow = queues.arrive(0, 1, 1, NOTHING);
    var wide = queues.arrive(0, 1, 3, NOTHING);
    var late = queues.arrive(0, 1, 1, NOTHING);
    assertThat(wide.waited()).isTrue();
    assertThat(late.waited()).isTrue();
    queues.end(1, narrow);
    assertThat(queues.dispatch(1)).isSameAs(wide);
    assertThat(queues.dispatch(1)).isNull();
    queues.end(2, wide);
    assertThat(queues.dispatch(2)).isSameAs(late);
  }

  @Test
  void whatIsWiderThanTheLevelGoesAlone() {
    var queues = queues(ONE_QUEUE, 2);
    var narrow = queues.arrive(0, 1, 1, NOTHING);
    var giant = queues.arrive(0, 1, 10, NOTHING);
    assertThat(giant.waited()).isTrue();
    queues.end(1, narrow);
    assertThat(queues.dispatch(1)).isSameAs(giant);
  }

  @Test
  void aLevelWithoutSeatsIsAJail() {
    var queues = queues(ONE_QUEUE, 0);
    var held = queues.arrive(0, 1, 1, NOTHING);
    assertThat(held.waited()).isTrue();
    assertThat(queues.dispatch(1)).isNull();
    queues.arrive(1, 1, 1, NOTHING);
    queues.arrive(1, 1, 1, NOTHING);
    assertThat(queues.arrive(1, 1, 1, NOTHING)).isNull(); // its queue is full
    queues.limit(2, 1);
    assertThat(queues.dispatch(2)).isSameAs(held);
  }

  @Test
  void aLowerLimitHoldsBackUntilEnoughHaveEnded() {
    var queues = queues(QUEUES, 3);
    var requests = new ArrayList<Request>();
    for (var i = 0; i < 4; i++) {
      requests.add(queues.arrive(0, i, 1, NOTHING));
    }
    queues.limit(1, 1);
    queues.end(2, requests.get(0));
    queues.end(2, requests.get(1));
    assertThat(queues.dispatch(2)).isNull();
    queues.end(3, requests.get(2));
    assertThat(queues.dispatch(3)).isSameAs(requests.get(3));
  }

  /** Twenty seconds of an elephant and mice, each request 20 ms long. */
  private static Map<Integer, List<Long>> waits(int seats, int mice, int elephantInFlight) {
    var queues = queues(new Config(128, 6, 10_000), seats);
    var random = new Random(5);
    record Event(long at, int flow, Request request, long arrived) {}
    var ends = new PriorityQueue<Event>((a, b) -> Long.compare(a.at, b.at));
    var arrived = new HashMap<Request, Event>();
    var waits = new HashMap<Integer, List<Long>>();
    var hash = new HashMap<Integer, Long>();
    for (var flow = 0; flow <= mice; flow++) {
      hash.put(flow, random.nextLong());
    }
    var service = 20 * MILLISECOND;
    var start =
        new Object() {
          void begin(long now, int flow) {
            var request = queues.arrive(now, hash.get(flow), 1, NOTHING);
            var event = new Event(now + service, flow, request, now);
            if (request.waited()) {
              arrived.put(request, event);
            } else {
              waits.computeIfAbsent(flow, key -> new ArrayList<>()).add(0L);
              ends.add(event);
            }
          }
        };
    for (var i = 0; i < elephantInFlight; i++) {
      start.begin(0, 0);
    }
    for (var flow = 1; flow <= mice; flow++) {
      start.begin(0, flow);
    }
    while (!ends.isEmpty()) {
      var event = ends.poll();
      var now = event.at;
      queues.end(now, event.request);
      for (var next = queues.dispatch(now); next != null; next = queues.dispatch(now)) {
        var waiting = arrived.remove(next);
        waits.computeIfAbsent(waiting.flow, key -> new ArrayList<>()).add(now - waiting.arrived);
        ends.add(new Event(now + service, waiting.flow, next, waiting.arrived));
      }
      if (now < 20_000 * MILLISECOND) {
        start.begin(now, event.flow); // closed loop: each has so many requests in flight
      }
    }
    return waits;
  }

  private static double meanMillis(List<Long> waits) {
    return waits.stream().mapToLong(Long::longValue).average().orElse(0) / MILLISECOND;
  }

  @Test
  void anElephantDoesNotStarveMice() {
    var waits = waits(10, 5, 500);
    for (var mouse = 1; mouse <= 5; mouse++) {
      // a seat falls free every 2 ms on average; fair queueing gives one of the next to the mouse
      assertThat(meanMillis(waits.get(mouse))).as("mouse %d", mouse).isLessThan(25);
    }
    assertThat(meanMillis(waits.get(0))).isGreaterThan(500);
  }

  @Test
  void flowsThatWantAllGetTheSame() {
    var queues = queues(new Config(64, 1, 1000), 4);
    var served = new int[3];
    var flows = distinctQueues(3);
    var inService = new ArrayList<Request>();
    var flowOf = new HashMap<Request, Integer>();
    for (var i = 0; i < 900; i++) {
      var request = queues.arrive(0, flows.get(i % 3), 1, NOTHING);
      flowOf.put(request, i % 3);
      if (!request.waited()) {
        inService.add(request);
      }
    }
    var random = new Random(3);
    for (var now = 1; now <= 300; now++) {
      var ended = inService.remove(random.nextInt(inService.size()));
      queues.end(now * MILLISECOND, ended);
      served[flowOf.get(ended)]++;
      for (var next = queues.dispatch(now * MILLISECOND);
          next != null;
          next = queues.dispatch(now * MILLISECOND)) {
        inService.add(next);
      }
    }
    assertThat(Arrays.stream(served).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(90, 110));
  }

  @Test
  void aFlowOfLongRequestsGetsFewerOfThem() {
    var queues = queues(new Config(64, 1, 1000), 1);
    var flows = distinctQueues(2);
    var millis = new int[] {40, 10};
    var flowOf = new HashMap<Request, Integer>();
    Request current = null;
    for (var i = 0; i < 1000; i++) {
      var request = queues.arrive(0, flows.get(i % 2), 1, NOTHING);
      flowOf.put(request, i % 2);
      current = current == null ? request : current;
    }
    var served = new int[2];
    var now = 0L;
    for (var i = 0; i < 250; i++) {
      var flow = flowOf.get(current);
      served[flow]++;
      now += millis[flow] * MILLISECOND;
      queues.end(now, current);
      current = queues.dispatch(now);
    }
    assertThat((double) served[1] / served[0]).isBetween(3.5, 4.5);
  }

  private static List<Long> distinctQueues(int count) {
    var flows = new HashMap<Integer, Long>();
    for (var hash = 0L; flows.size() < count; hash++) {
      flows.putIfAbsent(Hand.deal(hash, 64, 1)[0], hash);
    }
    return List.copyOf(flows.values());
  }

  @Test
  void seatsAreNeverOverbookedNorLost() {
    for (var seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var queues = queues(new Config(8, 2, 5), 6);
      var alive = new ArrayList<Request>();
      for (var step = 1; step < 300; step++) {
        var now = step * MILLISECOND;
        if (random.nextInt(5) < 3) {
          var request = queues.arrive(now, random.nextLong(), 1 + random.nextInt(3), NOTHING);
          if (request != null) {
            alive.add(request);
          }
        } else if (!alive.isEmpty()) {
          queues.end(now, alive.remove(random.nextInt(alive.size())));
        }
        while (queues.dispatch(now) != null) {
          assertThat(queues.seatsInUse()).isLessThanOrEqualTo(6);
        }
        assertThat(queues.executing())
            .isEqualTo((int) alive.stream().filter(r -> r.state() == State.EXECUTING).count());
        assertThat(queues.waiting())
            .isEqualTo((int) alive.stream().filter(r -> r.state() == State.WAITING).count());
        assertThat(queues.seatsInUse()).isLessThanOrEqualTo(6);
        assertThat(queues.waiting() > 0 && queues.executing() == 0).isFalse();
      }
      for (var request : alive) {
        queues.end(400 * MILLISECOND, request);
        while (queues.dispatch(400 * MILLISECOND) != null) {
          // those behind it execute
        }
      }
      assertThat(queues.seatsInUse()).isZero();
      assertThat(queues.activeQueues()).isZero();
    }
  }

  @Test
  void handsHaveDifferentCardsOfTheWholeDeck() {
    var counts = new int[64];
    var random = new Random(1);
    for (var i = 0; i < 10_000; i++) {
      var hand = Hand.deal(random.nextLong(), 64, 6);
      assertThat(Arrays.stream(hand).distinct().count()).isEqualTo(6);
      Arrays.stream(hand).forEach(card -> counts[card]++);
    }
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(800, 1075));
    assertThat(Hand.deal(-1, 3, 3)).containsExactlyInAnyOrder(0, 1, 2);
  }
}
