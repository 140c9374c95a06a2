package io.coxswain.apiserver.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.Json;
import io.coxswain.apiserver.webhook.WebhookClient.Reply;
import io.coxswain.apiserver.webhook.WebhookConnection.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers as client-go reads them. */
final class ReplyReader {
  private ReplyReader() {}

  static Reply read(Response response) {
    var code = response.code();
    if (code >= 200 && code < 300) {
      try {
        return new Reply.Answered(Json.tree(response.body()));
      } catch (JacksonException e) {
        return new Reply.Failed(
            "couldn't get version/kind; json parse error: " + e.getOriginalMessage(), code);
      }
    }
    var body = new String(response.body(), UTF_8).strip();
    return new Reply.Failed(words(code, body), code);
  }

  private static String words(int code, String body) {
    return switch (code) {
      case 400 -> "the server rejected our request for an unknown reason";
      case 401 -> "the server has asked for the client to provide credentials";
      case 403 -> "forbidden: " + body;
      case 404 -> "the server could not find the requested resource";
      case 405 -> "the server does not allow this method on the requested resource";
      case 415 ->
          "the body of the request was in an unknown format - accepted media types include: ";
      case 429 -> "the server has received too many requests and has asked us to try again later";
      case 503 -> "the server is currently unable to handle the request";
      case 504 ->
          "the server was unable to return a response in the time allotted, but may still be"
              + " processing the request";
      default ->
          code >= 500
              ? "an error on the server ("
                  + JsonNodeFactory.instance.stringNode(body.isEmpty() ? "unknown" : body)
                  + ") has prevented the request from succeeding"
              : "the server responded with the status code "
                  + code
                  + " but did not return more information";
    };
  }
}
