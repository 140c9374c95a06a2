package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.request.UserInfo;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Users as the API writes them (authentication/v1 UserInfo). */
public final class UserInfos {
  private UserInfos() {}

  public static ObjectNode tree(UserInfo user) {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("username", user.name());
    if (!user.uid().isEmpty()) {
      tree.put("uid", user.uid());
    }
    if (!user.groups().isEmpty()) {
      user.groups().forEach(tree.putArray("groups")::add);
    }
    if (!user.extra().isEmpty()) {
      var extra = tree.putObject("extra");
      user.extra().forEach((key, values) -> values.forEach(extra.putArray(key)::add));
    }
    return tree;
  }
}
