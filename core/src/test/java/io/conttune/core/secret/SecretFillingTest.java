package io.conttune.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretFillingTest {
  private static final Map<String, String> SECRETS =
      Map.of("${env:A}", "hunter2", "${file:/a b}", "$1\\", "${env:LONGER}", "hunter2-and-more");

  private final SecretFilling filling = new SecretFilling(SecretFillingTest::find);

  private static String find(SecretReference reference) throws SecretMissingException {
    return Optional.ofNullable(SECRETS.get(reference.toString()))
        .orElseThrow(() -> new SecretMissingException(reference + " is not set"));
  }

  @Test
  void fillsEveryReferenceAndNothingElse() throws SecretMissingException {
    assertThat(filling.fill("--a=${env:A}:${file:/a b} ${HOME} $x ${env:} ${parallelism:count}"))
        .isEqualTo("--a=hunter2:$1\\ ${HOME} $x ${env:} ${parallelism:count}");
  }

  @Test
  void aDollarSignTooManyEscapes() throws SecretMissingException {
    assertThat(filling.fill("$${env:A} $${HOME}")).isEqualTo("${env:A} ${HOME}");
    assertThat(SecretReference.in("$${env:A} ${env:B}"))
        .containsExactly(new SecretReference(SecretReference.Source.ENVIRONMENT, "B"));
  }

  @Test
  void hidesWhatItFilledTheLongestFirst() throws SecretMissingException {
    filling.fill("${env:A} ${env:LONGER}");

    assertThat(filling.hide("bad argument: hunter2-and-more, hunter2, hunter3"))
        .isEqualTo("bad argument: ***, ***, hunter3");
  }

  @Test
  void aSecretThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> filling.fill("${env:NOT_SET}"))
        .isInstanceOf(SecretMissingException.class)
        .hasMessage("${env:NOT_SET} is not set");
  }

  @Test
  void aReferenceIsTheWholeText() {
    assertThat(SecretReference.of("${file:/etc/token}").map(SecretReference::toString))
        .contains("${file:/etc/token}");
    assertThat(SecretReference.of("x${env:A}")).isEmpty();
    assertThat(SecretReference.of("${env:A}${env:B}")).isEmpty();
    assertThat(SecretReference.of("${env: }")).isEmpty();
  }
}
