package io.coxswain.apiserver.custom;

import io.coxswain.api.schema.CustomKind;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.Uids;
import io.coxswain.apiserver.webhook.WebhookClient;
import io.coxswain.apiserver.webhook.WebhookClient.Reply;
import io.coxswain.apiserver.webhook.WebhookTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Custom objects from one version to another: by their apiVersion alone, or by the webhook that
 * their definition names. Calls of webhooks block.
 */
public final class Conversions {
  /** Knows no webhooks. */
  public static final Conversions NONE = new Conversions(null, new SplittableRandom(0));

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** How many objects one review carries at most. */
  private static final int BATCH = 500;

  private final @Nullable WebhookClient client;
  private final RandomGenerator random;

  public Conversions(@Nullable WebhookClient client, RandomGenerator random) {
    this.client = client;
    this.random = random;
  }

  /** The webhook did not convert; the message is upstream's. */
  public static final class FailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message, null, false, false);
    }
  }

  /** Whether objects of a kind are converted by a webhook. */
  public static boolean asks(ResourceType type) {
    return type.custom() != null && type.custom().conversion() != null;
  }

  /** An object in the version of a type; it may share nodes with the original. */
  public ObjectNode convert(ObjectNode object, ResourceType to) {
    return to.custom() == null
        ? renamed(object, to.apiVersion())
        : convert(List.of(object), to.custom(), to.apiVersion()).getFirst();
  }

  /** Stored objects as readers of a type's version see them, in their order. */
  public List<ObjectNode> read(ResourceType type, List<ObjectNode> stored) {
    var converted = convert(stored, custom(type), type.apiVersion());
    converted.forEach(object -> CustomObjects.read(type, object));
    return converted;
  }

  /** An object of a type's version as it is stored. */
  public ObjectNode store(ResourceType type, ObjectNode object) {
    var custom = custom(type);
    return convert(List.of(object), custom, type.group() + "/" + custom.storageVersion())
        .getFirst();
  }

  private static CustomKind custom(ResourceType type) {
    var custom = type.custom();
    if (custom == null) {
      throw new IllegalArgumentException(type.groupResource() + " is built in");
    }
    return custom;
  }

  private List<ObjectNode> convert(List<ObjectNode> objects, CustomKind kind, String apiVersion) {
    var conversion = kind.conversion();
    var result = new ArrayList<ObjectNode>(objects);
    var waiting = new ArrayList<Integer>();
    for (var i = 0; i < objects.size(); i++) {
      if (apiVersion(objects.get(i)).equals(apiVersion)) {
        continue;
      }
      if (conversion == null || objects.get(i).size() <= 2) { // nothing but apiVersion and kind
        result.set(i, renamed(objects.get(i), apiVersion));
      } else {
        waiting.add(i);
      }
    }
    for (var start = 0; conversion != null && start < waiting.size(); start += BATCH) {
      var batch = waiting.subList(start, Math.min(waiting.size(), start + BATCH));
      var converted = ask(conversion, batch.stream().map(objects::get).toList(), apiVersion);
      for (var i = 0; i < batch.size(); i++) {
        result.set(batch.get(i), converted.get(i));
      }
    }
    return result;
  }

  private static ObjectNode renamed(ObjectNode object, String apiVersion) {
    var renamed = object.objectNode();
    renamed.setAll(object);
    return renamed.put("apiVersion", apiVersion);
  }

  private static String apiVersion(ObjectNode object) {
    return object.path("apiVersion").asString("");
  }

  private List<ObjectNode> ask(
      CustomKind.Conversion conversion, List<ObjectNode> objects, String apiVersion) {
    var subject = ConversionReviews.subject(objects.getFirst());
    if (client == null) {
      throw new FailedException("conversion webhook for " + subject + " failed: none is called");
    }
    var version = ConversionReviews.version(conversion.reviewVersions());
    if (version == null) {
      throw new FailedException("no supported conversion review versions");
    }
    var uid = Uids.next(random);
    var review = ConversionReviews.ask(objects, apiVersion, version, uid);
    var target = WebhookTarget.of(conversion.clientConfig());
    return switch (client.post(target, "", review, TIMEOUT)) {
      case Reply.Failed failed ->
          throw new FailedException(
              "conversion webhook for " + subject + " failed: " + failed.message());
      case Reply.Answered answered ->
          switch (ConversionReviews.read(answered.body(), version, uid, objects, apiVersion)) {
            case ConversionReviews.Answer.Wrong wrong ->
                throw new FailedException(
                    "conversion webhook for " + subject + " " + wrong.message());
            case ConversionReviews.Answer.Converted converted -> converted.objects();
          };
    };
  }
}
