package io.coxswain.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.coxswain.client.component.HostName;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Dependencies point one way; components meet over the API alone. */
@AnalyzeClasses(packages = "io.coxswain", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final List<String> COMPONENTS =
      List.of("apiserver", "scheduler", "controller", "kubelet", "proxy", "kubectl", "dns");

  @ArchTest
  static void componentsDoNotKnowEachOther(JavaClasses all) {
    for (var component : COMPONENTS) {
      var others =
          COMPONENTS.stream()
              .filter(other -> !other.equals(component))
              .map(other -> "io.coxswain." + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("io.coxswain." + component + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(all);
    }
  }

  @ArchTest
  static final ArchRule kubectlsPackagesFormNoCircle =
      SlicesRuleDefinition.slices().matching("io.coxswain.kubectl.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule apiIsPure =
      noClasses()
          .that()
          .resideInAPackage("io.coxswain.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.coxswain.client..", "java.net.http..", "java.nio.channels..", "io.netty..");

  @ArchTest
  static final ArchRule clientKnowsNoComponent =
      noClasses()
          .that()
          .resideInAPackage("io.coxswain.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              COMPONENTS.stream().map(name -> "io.coxswain." + name + "..").toArray(String[]::new));

  @ArchTest
  static final ArchRule etcdStaysBehindTheStore =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.coxswain.apiserver.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.etcd..", "org.sqlite..");

  @ArchTest
  static final ArchRule dockerStaysBehindTheRuntime =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.coxswain.kubelet..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.github.dockerjava..");

  /** A host's name may resolve to nothing, and its mount table may not name its disks. */
  @ArchTest
  static final ArchRule nothingAsksForWhatAHostMayLack =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(HostName.class.getName())
          .should()
          .callMethod(InetAddress.class, "getLocalHost")
          .orShould()
          .callMethod(Files.class, "getFileStore", Path.class);

  @ArchTest
  static final ArchRule decisionsReadNoClock =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Reconciler")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule reconcilersKnowNoClient =
      classes()
          .that()
          .haveSimpleNameEndingWith("Reconciler")
          .and()
          .resideInAPackage("io.coxswain.controller..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("io.coxswain.client.transport..", "org.slf4j..");
}
