package io.conttune.controller.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventNameTest {
  @Test
  void theDocumentListsExactlyTheEventsWithLevelAndFields() throws IOException {
    List<String> documented =
        Files.readAllLines(Path.of("../docs/events.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(documented)
        .containsExactlyElementsOf(Arrays.stream(EventName.values()).map(this::row).toList());
  }

  @Test
  void aFieldThatIsNotDocumentedIsAMistake() {
    Event event = Event.of(EventName.JOB_WAITING);

    assertThatThrownBy(() -> event.with("why", "no such job"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("job-waiting has no field why");
  }

  private String row(EventName name) {
    String fields =
        name.fields().stream().map(field -> "`" + field + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s |"
        .formatted(name.text(), name.level(), fields.isEmpty() ? "–" : fields);
  }
}
