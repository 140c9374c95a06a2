package io.coxswain.apiserver.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final int PIECE = 64 * 1024;

  private static void fill(Backlog one) {
    while (one.hasRoom()) {
      one.add(PIECE);
    }
  }

  @Test
  void whoWaitsGoesOnInTurnWhenBytesHaveLeft() {
    var backlog = new Backlog(new AnswerMemory(1L << 30), Runnable::run);
    fill(backlog);
    assertThat(backlog.held()).isEqualTo(AnswerMemory.MOST);
    var resumed = new ArrayList<String>();
    backlog.whenRoom(
        () -> {
          resumed.add("first");
          backlog.add(PIECE);
        });
    backlog.whenRoom(() -> resumed.add("second"));
    assertThat(resumed).isEmpty();
    backlog.remove(PIECE, true);
    assertThat(resumed).containsExactly("first");
    backlog.remove(PIECE, false);
    assertThat(resumed).containsExactly("first", "second");
    assertThat(backlog.taken()).isEqualTo(PIECE);
  }

  @Test
  void aFewThatHoldAllTheyMayLeaveRoomForOthers() {
    var memory = new AnswerMemory(32L << 20);
    for (var i = 0; i < 20; i++) {
      fill(new Backlog(memory, Runnable::run));
    }
    assertThat(memory.held()).isLessThan(32L << 20);
    var other = new Backlog(memory, Runnable::run);
    fill(other);
    assertThat(other.held()).isGreaterThanOrEqualTo(AnswerMemory.LEAST);
  }

  @Test
  void whenAllIsHeldEachMayStillHoldALittle() {
    var memory = new AnswerMemory(0);
    for (var one :
        List.of(new Backlog(memory, Runnable::run), new Backlog(memory, Runnable::run))) {
      fill(one);
      assertThat(one.held()).isEqualTo(AnswerMemory.LEAST);
      one.remove((int) one.held(), false);
    }
    assertThat(memory.held()).isZero();
  }
}
