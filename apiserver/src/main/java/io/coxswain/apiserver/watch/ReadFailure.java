package io.coxswain.apiserver.watch;

import io.coxswain.api.meta.v1.Status.StatusCause;
import java.util.List;

/** Why a read has no answer; the HTTP side gives each upstream's status. */
public sealed interface ReadFailure {
  /** The parameters contradict each other or can't be parsed (400). */
  record BadRequest(String message) implements ReadFailure {}

  /** List options have forbidden values (422). */
  record InvalidOption(List<StatusCause> causes) implements ReadFailure {}

  /** The revision has been forgotten (410); {@code continueToken} goes on without consistency. */
  record Expired(String message, String continueToken) implements ReadFailure {}

  /** The revision lies in the future (504). */
  record TooLargeRevision(long wanted, long current) implements ReadFailure {}

  /** The cache did not catch up with the store in time (504). */
  record NotFresh() implements ReadFailure {}

  /** A webhook did not convert the objects (500). */
  record Unconverted(String message) implements ReadFailure {}
}
