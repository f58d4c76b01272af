package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlinkErrorsTest {
  @Test
  void namesTheInnermostCause() {
    String trace =
        """
        <Exception on server side:
        java.util.concurrent.CompletionException: org.apache.flink.util.FlinkException: outer
        \tat a.b.C.d(C.java:1)
        Caused by: java.lang.IllegalStateException: asked to fail
        \tat a.b.C.d(C.java:2)
        End of exception on server side>""";

    assertThat(refusal("Internal server error.", trace))
        .isEqualTo("status 400: java.lang.IllegalStateException: asked to fail");
  }

  @Test
  void namesTheExceptionWhereItHasNoCause() {
    String trace =
        """
        <Exception on server side:
        org.apache.flink.client.program.ProgramInvocationException: The class Job must be public.
        \tat a.b.C.d(C.java:1)
        End of exception on server side>""";

    assertThat(refusal("Internal server error.", trace))
        .isEqualTo(
            "status 400: org.apache.flink.client.program.ProgramInvocationException:"
                + " The class Job must be public.");
  }

  @Test
  void repeatsASentenceWithoutATrace() {
    assertThat(refusal("Jar file gone.jar does not exist"))
        .isEqualTo("status 400: Jar file gone.jar does not exist");
  }

  @Test
  void saysThatNoReasonIsGiven() {
    assertThat(refusal("")).isEqualTo("status 400: no reason given");
  }

  private static String refusal(String... errors) {
    return new FlinkReply.Refused(
            400, List.of(errors), "POST", URI.create("http://flink/jars/a.jar/plan"))
        .reason();
  }
}
