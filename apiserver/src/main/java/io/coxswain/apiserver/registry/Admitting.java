package io.coxswain.apiserver.registry;

import io.coxswain.api.apply.ManagedFields;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.conversion.Conversion;
import io.coxswain.apiserver.custom.Conversions;
import io.coxswain.apiserver.registry.admission.Admission.Operation;
import io.coxswain.apiserver.registry.admission.Admission.Review;
import io.coxswain.apiserver.registry.admission.Attributes;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.admission.Attributes.Forms;
import io.coxswain.apiserver.registry.admission.DynamicAdmission;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells webhooks and policies about the registry's requests. Where none are configured, nothing is
 * made for them.
 */
final class Admitting {
  private final DynamicAdmission admission;
  private final Supplier<Kinds> served;
  private final Conversions conversions;
  private final Strategies strategies;
  private final Bodies bodies;

  Admitting(
      DynamicAdmission admission,
      Supplier<Kinds> served,
      Conversions conversions,
      Strategies strategies,
      Bodies bodies) {
    this.admission = admission;
    this.served = served;
    this.conversions = conversions;
    this.strategies = strategies;
    this.bodies = bodies;
  }

  /** Has an object of the call's resource changed, in place. */
  @Nullable Refusal mutate(Review review, Supplier<@Nullable Refusal> others) {
    if (!admission.mutates() || isScaled(review)) {
      return null;
    }
    var owners = review.object() == null ? null : owners(review.object());
    var refusal = mutate(attributes(review), others);
    if (refusal == null && review.object() != null) {
      keepValid(review.call(), review.object(), owners);
    }
    return refusal;
  }

  private static @Nullable JsonNode owners(ObjectNode object) {
    return object.path("metadata").get("managedFields");
  }

  /** What an outdated webhook made unreadable of managedFields is undone. */
  private static void keepValid(Call call, ObjectNode object, @Nullable JsonNode before) {
    var after = owners(object);
    if (after != null && !after.equals(before) && ManagedFields.decode(after) == null) {
      Trees.put(Trees.metadata(object), "managedFields", before);
      call.warn(
          ".metadata.managedFields was in an invalid state after admission; this could be caused by"
              + " an outdated mutating admission controller; please fix your requests: invalid"
              + " managed fields");
    }
  }

  /** Has the last word on an object of the call's resource. */
  @Nullable Refusal validate(Review review) {
    return admission.validates() && !isScaled(review) ? validate(attributes(review)) : null;
  }

  private @Nullable Refusal mutate(Attributes attributes, Supplier<@Nullable Refusal> others) {
    try {
      return admission.mutate(attributes, others);
    } catch (Conversions.FailedException e) {
      return new Refusal.InternalError(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Refusal validate(Attributes attributes) {
    try {
      return admission.validate(attributes);
    } catch (Conversions.FailedException e) {
      return new Refusal.InternalError(String.valueOf(e.getMessage()));
    }
  }

  /** A change by the scale subresource was admitted as a Scale. */
  private static boolean isScaled(Review review) {
    return review.call().subresource().equals("scale");
  }

  /** Has the word on a deletion. */
  @Nullable Refusal delete(Call call, ObjectNode old, DeleteRequest request) {
    if (!admission.mutates() && !admission.validates()) {
      return null;
    }
    var options = options("DeleteOptions");
    options.setAll(request.options().deepCopy().without(List.of("kind", "apiVersion")));
    return both(
        new Attributes(
            Operation.DELETE,
            form(call.workedType()),
            call.request().info(),
            call.name(),
            call.user(),
            null,
            old,
            options,
            request.dryRun(),
            call::warn,
            new Served(call.workedType())));
  }

  /**
   * Asks about a request whose body is of another kind than its resource and is not stored: an
   * eviction, a binding, a token. The body is changed in place.
   */
  @Nullable Refusal body(Call call, ObjectNode body, Form form, UnaryOperator<ObjectNode> read) {
    if (!admission.mutates() && !admission.validates()) {
      return null;
    }
    return both(other(call, Operation.CREATE, body, null, form, read));
  }

  /** Has a changed scale of an object changed, in place. */
  @Nullable Refusal mutateScale(Call call, ObjectNode scale, ObjectNode old, ResourceType kind) {
    if (!admission.mutates()) {
      return null;
    }
    var attributes = other(call, Operation.UPDATE, scale, old, scaleForm(call, kind), settle(kind));
    return admission.mutate(attributes, () -> null);
  }

  @Nullable Refusal validateScale(Call call, ObjectNode scale, ObjectNode old, ResourceType kind) {
    return admission.validates()
        ? admission.validate(
            other(call, Operation.UPDATE, scale, old, scaleForm(call, kind), settle(kind)))
        : null;
  }

  private static Form scaleForm(Call call, ResourceType kind) {
    return new Form(kind.group(), kind.version(), kind.kind(), call.type().version());
  }

  /** Asks about a connection; the options are an object of a kind of their own. */
  @Nullable Refusal connection(
      RequestInfo info, UserInfo user, ObjectNode options, Consumer<String> warnings) {
    if (!admission.mutates() && !admission.validates()) {
      return null;
    }
    return both(
        new Attributes(
            Operation.CONNECT,
            new Form("", "v1", Trees.text(options, "kind")),
            info,
            info.name(),
            user,
            options,
            null,
            null,
            false,
            warnings,
            Forms.FIXED));
  }

  UnaryOperator<ObjectNode> settle(ResourceType kind) {
    return changed -> bodies.settle(kind, changed);
  }

  private @Nullable Refusal both(Attributes attributes) {
    var refusal = admission.mutates() ? mutate(attributes, () -> null) : null;
    return refusal == null && admission.validates() ? validate(attributes) : refusal;
  }

  private static Attributes other(
      Call call,
      Operation operation,
      ObjectNode object,
      @Nullable ObjectNode old,
      Form form,
      UnaryOperator<ObjectNode> read) {
    return new Attributes(
        operation,
        form,
        call.request().info(),
        call.name(),
        call.user(),
        object,
        old,
        queried(call, operation),
        call.dryRun(),
        call::warn,
        new Forms() {
          @Override
          public List<Form> others() {
            return List.of();
          }

          @Override
          public ObjectNode convert(ObjectNode same, Form to) {
            return same;
          }

          @Override
          public ObjectNode read(ObjectNode changed, Form as) {
            return read.apply(changed);
          }
        });
  }

  private Attributes attributes(Review review) {
    var call = review.call();
    var object = review.object();
    var name = call.name().isEmpty() && object != null ? Trees.name(object) : call.name();
    return new Attributes(
        review.operation(),
        form(call.workedType()),
        call.type().groupResource().equals("namespaces")
            ? ofNamespace(call.request().info(), name)
            : call.request().info(),
        name,
        call.user(),
        object,
        review.old(),
        queried(call, review.operation()),
        call.dryRun(),
        call::warn,
        new Served(call.workedType()));
  }

  /** A namespace is in itself, also while it is created. */
  private static RequestInfo ofNamespace(RequestInfo info, String name) {
    return new RequestInfo(
        true,
        info.path(),
        info.verb(),
        info.group(),
        info.version(),
        name,
        info.resource(),
        info.subresource(),
        info.name());
  }

  private static Form form(ResourceType type) {
    return new Form(type.group(), type.version(), type.kind());
  }

  /** The options of a write as its query says them; those of a patch become an update's. */
  private static ObjectNode queried(Call call, Operation operation) {
    var options = options(operation == Operation.CREATE ? "CreateOptions" : "UpdateOptions");
    for (var dryRun : call.request().query().getOrDefault("dryRun", List.of())) {
      options.withArray("dryRun").add(dryRun);
    }
    for (var field : List.of("fieldManager", "fieldValidation")) {
      var value = call.request().parameter(field);
      if (value != null && !value.isEmpty()) {
        options.put(field, value);
      }
    }
    return options;
  }

  private static ObjectNode options(String kind) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", kind)
        .put("apiVersion", "meta.k8s.io/v1");
  }

  /** The versions in which the call's resource is served. */
  private final class Served implements Forms {
    private final ResourceType type;

    Served(ResourceType type) {
      this.type = type;
    }

    @Override
    public List<Form> others() {
      return served.get().all().stream()
          .filter(
              other ->
                  other.group().equals(type.group())
                      && other.plural().equals(type.plural())
                      && !other.version().equals(type.version()))
          .map(Admitting::form)
          .toList();
    }

    @Override
    public ObjectNode convert(ObjectNode object, Form to) {
      var target = type(to);
      if (target.custom() != null) {
        return conversions.convert(object, target);
      }
      var converted = object.deepCopy();
      var apiVersion = Trees.text(object, "apiVersion");
      var from = type(new Form(to.group(), apiVersion.replaceFirst(".*/", ""), to.kind()));
      Conversion.of(from).toStored(converted);
      Conversion.of(target).toServed(converted);
      return converted;
    }

    @Override
    public ObjectNode read(ObjectNode changed, Form form) {
      var kind = type(form);
      var read = bodies.settle(kind, changed);
      strategies.of(kind).defaults(read);
      return read;
    }

    private ResourceType type(Form form) {
      return form.version().equals(type.version())
          ? type
          : served
              .get()
              .byResource(type.group(), form.version(), type.plural())
              .orElseThrow(() -> new IllegalStateException(form + " is not served any more"));
    }
  }
}
