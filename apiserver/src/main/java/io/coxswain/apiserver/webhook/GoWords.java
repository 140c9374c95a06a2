package io.coxswain.apiserver.webhook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Failures as Go's net and tls packages word them, since people and tests look for that. */
final class GoWords {
  private GoWords() {}

  static String of(IOException failure, WebhookTarget target) {
    return switch (failure) {
      case WebhookClient.DialException dial -> {
        var address = dial.address();
        var where =
            address.getAddress() == null
                ? address.getHostString() + ":" + address.getPort()
                : (address.getAddress().getHostAddress().contains(":")
                        ? "[" + address.getAddress().getHostAddress() + "]"
                        : address.getAddress().getHostAddress())
                    + ":"
                    + address.getPort();
        var cause = dial.getCause();
        yield switch (cause) {
          case UnknownHostException ignored ->
              "dial tcp: lookup " + target.host() + ": no such host";
          case ConnectException refused
              when String.valueOf(refused.getMessage()).contains("refused") ->
              "dial tcp " + where + ": connect: connection refused";
          case null, default ->
              "dial tcp " + where + ": " + (cause == null ? "" : cause.getMessage());
        };
      }
      case SSLException tls -> "tls: failed to verify certificate: x509: " + x509(tls, target);
      default -> String.valueOf(failure.getMessage());
    };
  }

  private static String x509(SSLException failure, WebhookTarget target) {
    var text = String.valueOf(failure.getMessage());
    if (text.contains("unable to find valid certification path")) {
      return "certificate signed by unknown authority";
    }
    if (text.contains("subject alternative")) {
      return "certificate is not valid for " + target.host() + ": " + text;
    }
    return text;
  }
}
