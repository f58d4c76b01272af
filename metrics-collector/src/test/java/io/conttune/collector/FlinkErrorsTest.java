package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.conttune.collector.FlinkRest.Reply;
import java.net.URI;
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

    assertThat(FlinkErrors.of(reply("Internal server error.", trace)))
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

    assertThat(FlinkErrors.of(reply("Internal server error.", trace)))
        .isEqualTo(
            "status 400: org.apache.flink.client.program.ProgramInvocationException:"
                + " The class Job must be public.");
  }

  @Test
  void repeatsASentenceWithoutATrace() {
    assertThat(FlinkErrors.of(reply("Jar file gone.jar does not exist")))
        .isEqualTo("status 400: Jar file gone.jar does not exist");
  }

  @Test
  void saysThatNoReasonIsGiven() {
    assertThat(FlinkErrors.of(reply())).isEqualTo("status 400: no reason given");
  }

  private static Reply reply(String... errors) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    var list = json.arrayNode();
    for (String error : errors) {
      list.add(error);
    }
    JsonNode body = json.objectNode().set("errors", list);
    return new Reply(400, body, "POST", URI.create("http://127.0.0.1:8081/jars/a.jar/plan"));
  }
}
