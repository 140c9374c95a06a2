package io.coxswain.apiserver.watch;

/** Why a read has no answer; the HTTP side gives each upstream's status. */
public sealed interface ReadFailure {
  /** The parameters contradict each other or can't be parsed (400). */
  record BadRequest(String message) implements ReadFailure {}

  /** A list option has a forbidden value (422); {@code message} names field and reason. */
  record InvalidOption(String message) implements ReadFailure {}

  /** The revision has been forgotten (410); {@code continueToken} goes on without consistency. */
  record Expired(String message, String continueToken) implements ReadFailure {}

  /** The revision lies in the future (504). */
  record TooLargeRevision(long wanted, long current) implements ReadFailure {}

  /** The cache did not catch up with the store in time (504). */
  record NotFresh() implements ReadFailure {}
}
