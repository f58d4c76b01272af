package io.conttune.controller.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conttune.controller.config.StoreConfig;
import io.conttune.core.StoreUnavailableException;
import io.conttune.core.rescale.RescaleEntries;
import io.conttune.core.tuning.TunerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that cannot be the store that it was: it is refused, and left as it is. */
final class StoreFileTest {
  private static final String JOB = "wordcount";

  /** H2 writes two copies of its header, of a block each. */
  private static final int HEADER = 2 * 4096;

  @TempDir private Path directory;

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("0 bytes", bytes -> new byte[0], "is empty (0 bytes)"),
        damage("a header alone", bytes -> Arrays.copyOf(bytes, HEADER), "no tables of ContTune"),
        damage("zeros behind the header", StoreFileTest::zeros, "no tables of ContTune"),
        damage("noise behind the header", StoreFileTest::noise, "no tables of ContTune"),
        damage("half a header", bytes -> Arrays.copyOf(bytes, HEADER / 2), "cannot be opened"),
        damage("text", bytes -> "no database\n".repeat(2000).getBytes(UTF_8), "cannot be opened"),
        damage("its first half", bytes -> Arrays.copyOf(bytes, bytes.length / 2), "changes"),
        damage("all but its end", bytes -> Arrays.copyOf(bytes, bytes.length - 4096), "changes"));
  }

  private static Arguments damage(String name, UnaryOperator<byte[]> damage, String found) {
    return Arguments.of(name, damage, found);
  }

  private static byte[] zeros(byte[] bytes) {
    return Arrays.copyOf(Arrays.copyOf(bytes, HEADER), bytes.length);
  }

  private static byte[] noise(byte[] bytes) {
    byte[] noise = new byte[bytes.length];
    new Random(1).nextBytes(noise);
    System.arraycopy(bytes, 0, noise, 0, HEADER);
    return noise;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void isRefusedWhenItIsDamagedAndLeftAsItIs(
      String name, UnaryOperator<byte[]> damage, String found) throws IOException {
    byte[] damaged = damage.apply(killedWithAnUnfinishedRescale());
    Files.write(file(), damaged);

    assertRefused(found);

    assertThat(file()).hasBinaryContent(damaged);
  }

  @Test
  void isRefusedWhenItIsADatabaseOfSomebodyElse() throws SQLException {
    try (Connection other = DriverManager.getConnection(url());
        Statement statement = other.createStatement()) {
      statement.execute("create table customer (id integer primary key)");
    }

    assertRefused("no tables of ContTune");
  }

  @Test
  void isRefusedWhenANewerVersionMadeIt() throws IOException, SQLException {
    JdbcStore.open(url()).close();
    try (Connection newer = DriverManager.getConnection(url());
        Statement statement = newer.createStatement()) {
      statement.execute("insert into schema_version values (99)");
    }
    byte[] before = Files.readAllBytes(file());

    assertRefused("its tables are of version 99");
    assertThat(file()).hasBinaryContent(before);
  }

  @Test
  void isRefusedWhenItIsADirectory() throws IOException {
    Files.createDirectory(file());

    assertRefused("is a directory");
  }

  @Test
  void isRefusedWhenAnOlderCopyTookItsPlace() throws IOException {
    Path copy = directory.resolve("copy");
    try (JdbcStore store = JdbcStore.open(url())) {
      store.saveTunerState(JOB, new TunerState.ContTune(8));
      Files.copy(file(), copy);
      store.write(RescaleEntries.planned(JOB, 1));
    }
    Files.copy(copy, file(), StandardCopyOption.REPLACE_EXISTING);

    assertRefused("holds 1 changes, but 2 were written to it");

    Files.delete(directory.resolve("conttune.changes"));
    try (JdbcStore store = JdbcStore.open(url())) {
      assertThat(store.tunerState(JOB)).contains(new TunerState.ContTune(8));
    }
  }

  /**
   * A loss of power may leave the count of changes, which is not synced, empty or full of zeros.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "\0\0\0\0", "many"})
  void isOpenedWhenTheCountBesideItIsSpoiled(String count) throws IOException {
    try (JdbcStore store = JdbcStore.open(url())) {
      store.saveTunerState(JOB, new TunerState.ContTune(8));
    }
    Files.writeString(directory.resolve("conttune.changes"), count);

    try (JdbcStore store = JdbcStore.open(url())) {
      assertThat(store.tunerState(JOB)).contains(new TunerState.ContTune(8));
    }
  }

  @Test
  void isMissedWhenItIsRemovedFromUnderTheServiceAndUsedAgainWhenItIsBack() throws IOException {
    Path aside = directory.resolve("aside");
    try (JdbcStore store = JdbcStore.open(url())) {
      store.saveTunerState(JOB, new TunerState.ContTune(8));
      Files.move(file(), aside);

      assertUnavailable(() -> store.tunerState(JOB), "was removed while the service runs");
      assertUnavailable(
          () -> store.write(RescaleEntries.planned(JOB, 1)), "was removed while the service runs");
      assertThat(file()).doesNotExist();

      Files.move(aside, file());
      assertThat(store.tunerState(JOB)).contains(new TunerState.ContTune(8));
      assertThat(store.unfinished(JOB)).isEmpty();
    }
  }

  @Test
  void isRefusedWhenAnEmptyOneTakesItsPlaceUnderTheService() throws IOException {
    Path other = directory.resolve("other.mv.db");
    JdbcStore.open("jdbc:h2:file:" + directory.resolve("other")).close();
    try (JdbcStore store = JdbcStore.open(url())) {
      store.write(RescaleEntries.planned(JOB, 1));
      Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);

      assertUnavailable(() -> store.unfinished(JOB), "holds 0 changes, but 1 were written to it");
    }
  }

  @Test
  void isAnnouncedWhenItIsNewOnly() {
    List<String> created = new ArrayList<>();

    open(created).close();
    open(created).close();

    assertThat(created).containsExactly(file().toString());
  }

  @Test
  void isNotHalfMadeWhenItsMakingFails() {
    Migrations broken = new Migrations(List.of("V1__test_tables.sql", "V2__lost.sql"));

    assertThatIllegalStateException()
        .isThrownBy(() -> H2Database.open(H2Url.of(url()), broken, StoreListener.silent()));

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void isItsOwnersAlone() throws IOException {
    Path deep = directory.resolve("a").resolve("b");
    try (JdbcStore store = JdbcStore.open("jdbc:h2:file:" + deep.resolve("conttune"))) {
      store.saveTunerState(JOB, new TunerState.ContTune(8));

      try (Stream<Path> files = Files.list(deep)) {
        assertThat(files)
            .hasSize(2)
            .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
      }
    }
    assertThat(permissions(deep)).isEqualTo("rwx------");
    assertThat(permissions(deep.getParent())).isEqualTo("rwx------");
  }

  @Test
  void isTakenFromOthersWhoCouldReadIt() throws IOException {
    JdbcStore.open(url()).close();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    List<String> exposed = new ArrayList<>();

    open(exposed).close();

    assertThat(permissions(file())).isEqualTo("rw-------");
    assertThat(exposed).containsExactly("rw-r--r-- " + file());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Opens the store and adds all that its listener hears. */
  private JdbcStore open(List<String> heard) {
    StoreListener listener =
        new StoreListener() {
          @Override
          public void created(String place) {
            heard.add(place);
          }

          @Override
          public void exposed(Path file, String permissions, String remedy) {
            heard.add(permissions + " " + file);
          }
        };
    StoreConfig config =
        new StoreConfig(url(), Optional.empty(), Optional.empty(), StoreConfig.DEFAULT_LEASE);
    return JdbcStore.open(config, listener);
  }

  private void assertRefused(String found) {
    assertUnavailable(() -> JdbcStore.open(url()), found);
  }

  private void assertUnavailable(ThrowingCallable call, String found) {
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(call)
        .withMessageStartingWith("the store " + file())
        .withMessageContaining(found);
  }

  /** The bytes that a kill leaves: every change is on the disk, nothing was closed. */
  private byte[] killedWithAnUnfinishedRescale() throws IOException {
    try (JdbcStore store = JdbcStore.open(url())) {
      for (int change = 1; change <= 30; change++) {
        store.saveTunerState(JOB, new TunerState.ContTune(change));
      }
      store.write(RescaleEntries.planned(JOB, 1));
      return Files.readAllBytes(file());
    }
  }

  private Path file() {
    return directory.resolve("conttune.mv.db");
  }

  private String url() {
    return "jdbc:h2:file:" + directory.resolve("conttune");
  }
}
