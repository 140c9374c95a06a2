package io.coxswain.apiserver.rbac;

import io.coxswain.api.rbac.v1.PolicyRule;
import io.coxswain.api.rbac.v1.RoleRef;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the roles and bindings in the watch cache. The cache's thread counts changes; the
 * first request after a change makes the new index, all others read one that never changes.
 */
public final class RbacAuthorizer implements Authorizer, RuleResolver {
  private record Versioned(RoleIndex index, long version) {}

  private final RoleObjects objects;
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Versioned current;

  RbacAuthorizer(RoleObjects objects) {
    this.objects = objects;
  }

  /** Begins to follow the roles and bindings in a cache. */
  public static RbacAuthorizer over(CachedRoles roles) {
    var authorizer = new RbacAuthorizer(roles);
    roles.onChange(authorizer::changed);
    return authorizer;
  }

  /** Something that counts has changed. */
  void changed() {
    changes.incrementAndGet();
  }

  @Override
  public Decision authorize(UserInfo user, RequestInfo info) {
    return index().decide(user, info);
  }

  @Override
  public Resolved rulesFor(UserInfo user, String namespace) {
    return index().rulesFor(user, namespace);
  }

  @Override
  public @Nullable List<PolicyRule> rulesOf(RoleRef role, String namespace) {
    return index().rulesOf(role, namespace);
  }

  private RoleIndex index() {
    var known = current;
    return known != null && known.version == changes.get() ? known.index : rebuild();
  }

  private synchronized RoleIndex rebuild() {
    var version = changes.get(); // before reading: what changes meanwhile counts as unseen
    var known = current;
    if (known != null && known.version == version) {
      return known.index;
    }
    var fresh = new RoleIndex(objects);
    current = new Versioned(fresh, version);
    return fresh;
  }
}
