package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.resource.Discovery;

/** Lists the group versions that the server serves. */
public final class ApiVersionsVerb extends Verb {
  @Override
  public int run(Session session) {
    new Discovery(session.api()).versions().stream().sorted().forEach(session.out()::println);
    return 0;
  }
}
