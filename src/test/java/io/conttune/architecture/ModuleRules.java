package io.conttune.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The architecture of design.md as rules over the packages below a root. The root is a parameter so
 * that each rule can also be seen to fail on planted violations below another root.
 */
final class ModuleRules {
  private static final List<String> JDK = List.of("java..");

  /** What each module may use, besides itself and the JDK. */
  private static final Map<String, List<String>> OURS =
      Map.of(
          "core", List.of(),
          "gp", List.of(),
          "chart", List.of(),
          "ds2", List.of("core"),
          "bigsmall", List.of("core", "gp"),
          "informed", List.of("core", "gp", "bigsmall"),
          "collector", List.of("core"),
          "graphbuilder", List.of(),
          "kubernetes", List.of("core"));

  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "gp", List.of("org.apache.commons.math3.."),
          "chart", List.of("javax.imageio..", "org.knowm.xchart..", "de.erichseifert.."),
          "collector", List.of("com.fasterxml.jackson..", "javax.net.ssl.."),
          "graphbuilder", List.of("org.apache.flink.."),
          "kubernetes", List.of("com.fasterxml.jackson..", "io.fabric8.."));

  private ModuleRules() {}

  /** Every rule, by name, over the packages below {@code root}. */
  static Map<String, ArchRule> below(String root) {
    Map<String, ArchRule> rules = new TreeMap<>();
    OURS.forEach((module, uses) -> rules.put(module + " uses only", usesOnly(root, module, uses)));
    rules.put(
        "controller knows no benchmark",
        noClasses()
            .that()
            .resideInAPackage(root + ".controller..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(root + ".benchmark.."));
    rules.put(
        "only chart knows XChart",
        noClasses()
            .that()
            .resideOutsideOfPackage(root + ".chart..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.knowm..", "de.erichseifert.."));
    rules.put(
        "jobs know only Flink",
        classes()
            .that()
            .resideInAPackage(root + ".benchmark.jobs..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.apache.flink..", root + ".benchmark.jobs.."));
    rules.put(
        "numerics library stays internal",
        noClasses()
            .that()
            .resideOutsideOfPackage(root + ".gp.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.commons.math3.."));
    rules.put("algorithms are pure", pure(root));
    rules.put(
        "sealed types are not dispatched by instanceof",
        SealedRules.sealedTypesAreNotDispatchedByInstanceof(root));
    rules.put(
        "durations are not measured by instants",
        TimeRules.durationsAreNotMeasuredByInstants(root));
    rules.put(
        "no relocated classes of Flink",
        noClasses()
            .that()
            .resideInAPackage(root + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink.shaded.."));
    rules.put(
        "no cycles between packages", slices().matching(root + ".(**)").should().beFreeOfCycles());
    rules.putAll(RoomRules.below(root));
    return rules;
  }

  private static ArchRule usesOnly(String root, String module, List<String> uses) {
    List<String> allowed = new ArrayList<>(JDK);
    allowed.add(root + "." + module + "..");
    uses.forEach(other -> allowed.add(root + "." + other + ".."));
    allowed.addAll(LIBRARIES.getOrDefault(module, List.of()));
    return classes()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new));
  }

  /** No clock, no I/O, no threads, no randomness where decisions are computed. */
  private static ArchRule pure(String root) {
    return noClasses()
        .that()
        .resideInAnyPackage(
            root + ".core..",
            root + ".gp..",
            root + ".ds2..",
            root + ".bigsmall..",
            root + ".informed..")
        .and()
        .resideOutsideOfPackage(root + ".core.time")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio.file..", "java.net..", "java.sql..", root + ".core.time")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.lang\\.(Thread|System|ProcessBuilder)"
                + "|java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)"
                + "|java\\.time\\.(Clock|InstantSource)");
  }
}
