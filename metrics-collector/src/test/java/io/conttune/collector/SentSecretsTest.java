package io.conttune.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SentSecretsTest {
  private static final String LOGIN =
      Base64.getEncoder().encodeToString("me:hunter2".getBytes(StandardCharsets.UTF_8));

  @Test
  void areTakenOutOfAnAnswerThatRepeatsThem() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://flink:8081/x"))
            .header("Accept", "application/json")
            .header("Authorization", "Basic " + LOGIN)
            .header("X-Key", "abc")
            .build();
    String answer =
        "no 'Basic %s', '%s', 'hunter2', 'abc' for application/json".formatted(LOGIN, LOGIN);

    assertThat(hidden(request, answer))
        .isEqualTo("no '***', '***', '***', '***' for application/json");
  }

  @Test
  void ofATokenAreHiddenWithAndWithoutItsScheme() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://flink:8081/x"))
            .header("Authorization", "Bearer t0ken")
            .build();

    assertThat(hidden(request, "Bearer t0ken, t0ken")).isEqualTo("***, ***");
  }

  /** The user may name the header himself, and misspell it. */
  @Test
  void ofALoginThatIsNoBase64AreHiddenAsTheyStand() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://flink:8081/x"))
            .header("Authorization", "Basic me:hunter2!")
            .build();

    assertThat(hidden(request, "no 'me:hunter2!'")).isEqualTo("no '***'");
  }

  @Test
  void leaveTheAnswerToARequestWithoutAnyAsItIs() {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://flink:8081/x")).build();

    assertThat(hidden(request, "no job")).isEqualTo("no job");
  }

  private static String hidden(HttpRequest request, String answer) {
    return SentSecrets.of(request).hiddenIn(answer);
  }
}
