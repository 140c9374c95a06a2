package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Writers that meet: nothing is lost, and nothing is given out twice. */
class ConcurrentWritesTest {
  private static final int WRITERS = 40;

  private final RegistryHarness api = new RegistryHarness();

  @Test
  void patchesThatMeetAllApply() throws Exception {
    api.post("/api/v1/namespaces/default/configmaps", "{'metadata':{'name':'a'}}").isCode(201);
    var answers =
        all(
            writer ->
                api.mergePatch(
                    "/api/v1/namespaces/default/configmaps/a", "{'data':{'k" + writer + "':'v'}}"));
    assertThat(answers).allMatch(answer -> answer.code() == 200);
    assertThat(api.stored("/registry/configmaps/default/a").path("data")).hasSize(WRITERS);
  }

  @Test
  void oneOfManyGetsAnAddress() throws Exception {
    var answers =
        all(
            writer ->
                api.post(
                    "/api/v1/namespaces/default/services",
                    "{'metadata':{'name':'s"
                        + writer
                        + "'},'spec':{'clusterIP':'10.96.0.77','ports':[{'port':80}]}}"));
    assertThat(answers).filteredOn(answer -> answer.code() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.code() == 422).hasSize(WRITERS - 1);
  }

  @Test
  void oneOfManyBindsAPod() throws Exception {
    api.post(
        "/api/v1/namespaces/default/pods",
        "{'metadata':{'name':'web'},'spec':{'containers':[{'name':'c','image':'x'}]}}");
    var answers =
        all(
            writer ->
                api.post(
                    "/api/v1/namespaces/default/pods/web/binding",
                    "{'target':{'kind':'Node','name':'n" + writer + "'}}"));
    assertThat(answers).filteredOn(answer -> answer.code() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.code() == 409).hasSize(WRITERS - 1);
  }

  private interface Write {
    RegistryHarness.Answer send(int writer);
  }

  private static List<RegistryHarness.Answer> all(Write write) throws Exception {
    List<Callable<RegistryHarness.Answer>> writes = new ArrayList<>();
    for (var i = 0; i < WRITERS; i++) {
      var writer = i;
      writes.add(() -> write.send(writer));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<RegistryHarness.Answer> answers = new ArrayList<>();
      for (var future : threads.invokeAll(writes)) {
        answers.add(future.get());
      }
      return answers;
    }
  }
}
