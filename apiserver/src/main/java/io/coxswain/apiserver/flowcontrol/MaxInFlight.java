package io.coxswain.apiserver.flowcontrol;

import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The older limits, for servers without priority and fairness: so many reads and so many writes at
 * a time, and more are refused, but for those of system:masters. 0 stands for no limit.
 */
public final class MaxInFlight implements FlowControl {
  private static final Set<String> READING = Set.of("get", "list", "watch", "head", "options");

  private final @Nullable Semaphore reads;
  private final @Nullable Semaphore writes;

  public MaxInFlight(int reads, int writes) {
    this.reads = reads == 0 ? null : new Semaphore(reads);
    this.writes = writes == 0 ? null : new Semaphore(writes);
  }

  @Override
  public Passage begin(UserInfo user, RequestInfo info, int width, Runnable resume) {
    var permits = READING.contains(info.verb()) ? reads : writes;
    if (permits == null) {
      return new Taken(null, Passage.State.EXECUTING);
    }
    if (permits.tryAcquire()) {
      return new Taken(permits, Passage.State.EXECUTING);
    }
    return new Taken(
        null,
        user.groups().contains("system:masters") ? Passage.State.EXECUTING : Passage.State.REFUSED);
  }

  private static final class Taken implements Passage {
    private final @Nullable Semaphore permits;
    private final State state;
    private final AtomicBoolean over = new AtomicBoolean();

    private Taken(@Nullable Semaphore permits, State state) {
      this.permits = permits;
      this.state = state;
    }

    @Override
    public State state() {
      return state;
    }

    @Override
    public void end() {
      if (permits != null && over.compareAndSet(false, true)) {
        permits.release();
      }
    }

    @Override
    public boolean expire() {
      return false;
    }

    @Override
    public String schemaUid() {
      return "";
    }

    @Override
    public String levelUid() {
      return "";
    }

    @Override
    public boolean isClassified() {
      return false;
    }
  }
}
