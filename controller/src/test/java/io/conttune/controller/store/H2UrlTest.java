package io.conttune.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class H2UrlTest {
  private static final String FIXED =
      ";DB_CLOSE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0";

  @Test
  void namesTheFileInFull() {
    H2Url url = H2Url.of("jdbc:h2:file:./data/conttune");

    String path = Path.of("data", "conttune").toAbsolutePath().toString();
    assertThat(url.connectionUrl()).isEqualTo("jdbc:h2:async:" + path + FIXED);
    assertThat(url.place()).isEqualTo(path + ".mv.db");
    assertThat(url.file()).contains(Path.of(path + ".mv.db"));
  }

  @Test
  void findsTheHomeOfTheUser() {
    assertThat(H2Url.of("jdbc:h2:file:~/conttune").place())
        .isEqualTo(Path.of(System.getProperty("user.home"), "conttune.mv.db").toString());
  }

  @Test
  void keepsADatabaseInMemory() {
    H2Url url = H2Url.of("jdbc:h2:mem:trial");

    assertThat(url.connectionUrl()).isEqualTo("jdbc:h2:mem:trial" + FIXED);
    assertThat(url.place()).isEqualTo("jdbc:h2:mem:trial");
    assertThat(url.file()).isEmpty();
  }

  @Test
  void overrulesSettingsThatWouldLoseRowsOrLetASecondControllerIn() {
    H2Url url =
        H2Url.of("jdbc:h2:mem:trial;write_delay=500;AUTO_SERVER=TRUE;File_Lock=NO;CACHE_SIZE=4096");

    assertThat(url.connectionUrl())
        .isEqualTo(
            "jdbc:h2:mem:trial;CACHE_SIZE=4096;DB_CLOSE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
                + ";TRACE_LEVEL_FILE=0;WRITE_DELAY=0");
  }

  @Test
  void keepsASemicolonThatIsPartOfASetting() {
    assertThat(H2Url.of("jdbc:h2:mem:trial;INIT=SELECT 1\\;SELECT 2").connectionUrl())
        .contains(";INIT=SELECT 1\\;SELECT 2;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "./data/conttune",
        "jdbc:h2:./data/conttune",
        "jdbc:h2:file:",
        "jdbc:h2:mem:",
        "jdbc:h2:tcp://localhost/conttune"
      })
  void refusesOtherUrlsAndSaysWhichItTakes(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> H2Url.of(url))
        .withMessageStartingWith("the store must be jdbc:h2:file:<path> or jdbc:h2:mem:<name>");
  }

  @Test
  void repeatsNoPasswordOfARefusedUrl() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> H2Url.of("jdbc:postgresql://me:secret@host/db?password=secret"))
        .withMessageEndingWith("but is jdbc:postgresql:…");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> H2Url.of("jdbc:h2:mem:trial;secret"))
        .withMessageNotContaining("secret");
  }
}
