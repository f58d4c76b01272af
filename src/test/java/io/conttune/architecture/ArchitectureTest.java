package io.conttune.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules hold for what ships, and each of them fails on the violation planted for it. */
class ArchitectureTest {
  private static final String CONTROLLER = "io.conttune.controller.";
  private static final String PLANTED_ROOT = "io.conttune.planted";

  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/test"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.conttune");

  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(PLANTED_ROOT);

  static Set<String> rules() {
    return ModuleRules.below("io.conttune").keySet();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shippedCodeKeeps(String rule) {
    ArchRule shipped = ModuleRules.below("io.conttune").get(rule);

    shipped.check(SHIPPED);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void plantedViolationBreaks(String rule) {
    ArchRule planted = ModuleRules.below(PLANTED_ROOT).get(rule);

    assertThatThrownBy(() -> planted.check(PLANTED))
        .as("rule '%s' on the classes below %s", rule, PLANTED_ROOT)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(PLANTED_ROOT);
  }

  /** Nested classes and references to methods are found, too. */
  @ParameterizedTest
  @ValueSource(strings = {"ControllerThatMeasuresByTheTimeOfDay", "InformedThatOrders$ByDay"})
  void theRuleOnInstantsFindsEachPlantedViolation(String planted) {
    assertThatThrownBy(
            () -> TimeRules.durationsAreNotMeasuredByInstants(PLANTED_ROOT).check(PLANTED))
        .hasMessageContaining(planted);
  }

  @Test
  void everyClassThatMayCompareInstantsDoes() {
    assertThat(TimeRules.listedInVain("io.conttune", SHIPPED)).isEmpty();
  }

  @Test
  void everyModuleIsAmongTheClassesChecked() {
    assertThat(
            Set.of(
                    "core",
                    "gp",
                    "chart",
                    "ds2",
                    "bigsmall",
                    "informed",
                    "collector",
                    "controller",
                    "benchmark")
                .stream()
                .filter(
                    module -> SHIPPED.stream().noneMatch(c -> isIn(c.getPackageName(), module))))
        .isEmpty();
  }

  @Test
  void everyPackageOfTheControllerIsARoomWithARule() {
    Set<String> wiring = Set.of("service", "command");

    assertThat(
            SHIPPED.stream()
                .map(shipped -> shipped.getPackageName())
                .filter(name -> name.startsWith(CONTROLLER))
                .map(name -> name.substring(CONTROLLER.length()))
                .filter(room -> !wiring.contains(room))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(RoomRules.names());
  }

  private static boolean isIn(String packageName, String module) {
    return (packageName + ".").startsWith("io.conttune." + module + ".");
  }
}
