package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.DataValidation;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** ConfigMaps and Secrets: keys and values, immutable where they say so. */
public final class DataStrategy implements Strategy {
  private final boolean secret;

  private DataStrategy(boolean secret) {
    this.secret = secret;
  }

  public static DataStrategy configMaps() {
    return new DataStrategy(false);
  }

  public static DataStrategy secrets() {
    return new DataStrategy(true);
  }

  /** What was written as text is stored as bytes and never shown again as text. */
  @Override
  public void defaults(ObjectNode object) {
    if (!secret || !(object.remove("stringData") instanceof ObjectNode texts)) {
      return;
    }
    var data = Trees.child(object, "data");
    for (var text : texts.properties()) {
      var bytes = text.getValue().asString("").getBytes(StandardCharsets.UTF_8);
      data.put(text.getKey(), Base64.getEncoder().encodeToString(bytes));
    }
  }

  @Override
  public void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {
    // an empty type keeps the old one, as upstream's strategy does
    if (secret && Trees.text(object, "type").isEmpty()) {
      Trees.put(object, "type", old.get("type"));
    }
  }

  @Override
  public void validate(Value object, Errors errors) {
    if (secret) {
      DataValidation.validateSecret(object, errors);
    } else {
      DataValidation.validateConfigMap(object, errors);
    }
  }

  @Override
  public void validateUpdate(Value object, Value old, Errors errors) {
    DataValidation.validateUpdate(object, old, secret, errors);
  }
}
