package io.conttune.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.InstanceofCheck;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/**
 * Sealed types are asked, by {@code match}, a visitor or a method that each kind has: a kind that
 * is added then does not compile until every place has an answer for it. An {@code instanceof}
 * falls through instead.
 */
final class SealedRules {
  private SealedRules() {}

  static ArchRule sealedTypesAreNotDispatchedByInstanceof(String root) {
    return classes()
        .that()
        .resideInAPackage(root + "..")
        .should(
            new ArchCondition<JavaClass>("not test for a kind of a sealed type") {
              @Override
              public void check(JavaClass asking, ConditionEvents events) {
                asking.getInstanceofChecks().stream()
                    .filter(check -> isKindOfSealedType(check.getRawType(), root))
                    .filter(check -> !isOwn(check))
                    .forEach(
                        check -> events.add(SimpleConditionEvent.violated(check, describe(check))));
              }
            });
  }

  private static String describe(InstanceofCheck check) {
    return "%s tests for %s in %s"
        .formatted(
            check.getOwner().getFullName(),
            check.getRawType().getName(),
            check.getSourceCodeLocation());
  }

  private static boolean isKindOfSealedType(JavaClass type, String root) {
    return type.getPackageName().startsWith(root)
        && Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
            .filter(above -> above.getPackageName().startsWith(root))
            .anyMatch(above -> above.reflect().isSealed());
  }

  /** A sealed type knows its own kinds. */
  private static boolean isOwn(InstanceofCheck check) {
    return outermost(check.getOwner().getOwner()).equals(outermost(check.getRawType()));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(SealedRules::outermost).orElse(type);
  }
}
