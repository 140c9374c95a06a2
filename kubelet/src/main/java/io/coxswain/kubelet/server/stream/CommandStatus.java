package io.coxswain.kubelet.server.stream;

import io.coxswain.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** How a command ended, as the Status that clients take its exit code from. Pure. */
final class CommandStatus {
  private CommandStatus() {}

  static byte[] exited(int code) {
    if (code == 0) {
      return Json.bytes(status("Success"));
    }
    var status = status("Failure");
    status.put("message", "command terminated with non-zero exit code: exit status " + code);
    status.put("reason", "NonZeroExitCode");
    cause(status, Map.of("reason", "ExitCode", "message", Integer.toString(code)));
    return Json.bytes(status);
  }

  /** The command could not be run, or its streams broke. */
  static byte[] failed(String message) {
    var status = status("Failure");
    status.put("message", "Internal error occurred: " + message);
    status.put("reason", "InternalError");
    cause(status, Map.of("message", message));
    status.put("code", 500);
    return Json.bytes(status);
  }

  /** What is told in versions before the Status: a failure's message, nothing of success. */
  static byte[] failure(byte[] status) {
    return Json.tree(status).path("message").asString("").getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode status(String outcome) {
    var status = Json.mapper().createObjectNode();
    status.putObject("metadata");
    return status.put("status", outcome);
  }

  private static void cause(ObjectNode status, Map<String, String> cause) {
    var node = status.putObject("details").putArray("causes").addObject();
    cause.forEach(node::put);
  }
}
