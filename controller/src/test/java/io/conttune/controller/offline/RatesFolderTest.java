package io.conttune.controller.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.conttune.controller.input.Fault;
import io.conttune.controller.input.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder into which the instrumentation writes: one file for each instance and epoch. */
class RatesFolderTest {
  @TempDir private Path folder;

  @Test
  void pairsTheFilesOfInstancesByTheEpochInTheirNames() throws IOException {
    write("Map -> Sink-1-0.log", "Map -> Sink,1,2,10,100.0,0.0,1.0,0.0");
    write("Map -> Sink-2-0.log", "Map -> Sink,2,2,9010,200.0,0.0,1.0,0.0");
    write("Map -> Sink-1-1.log", "Map -> Sink,1,2,20,101.0,0.0,1.0,0.0");
    write("Map -> Sink-1-10.log", "Map -> Sink,1,2,110,109.0,0.0,1.0,0.0");
    write("Map -> Sink-2-10.log", "Map -> Sink,2,2,9110,209.0,0.0,1.0,0.0");
    write("Source: Words-1-0.log", "Source: Words,1,1,5,0,90.0,0,80.0");

    OperatorHistory history = valid(Optional.empty());

    assertThat(history.samples()).containsExactly(new Sample(2, 300), new Sample(2, 318));
    assertThat(history.leftOut())
        .contains(
            folder
                + ": left out 1 of 3 epochs of Map -> Sink, not written by all instances: epoch 1 (1"
                + " of 2)");
  }

  @Test
  void takesEachFolderBelowForADeploymentOfItsOwn() throws IOException {
    write("two/Map-1-0.log", "Map,1,2,100,30,0,0,0");
    write("two/Map-2-0.log", "Map,2,2,100,31,0,0,0");
    write("one/Map-1-0.log", "Map,1,1,50,20,0,0,0");
    write("again/Map-1-0.log", "Map,1,1,200,21,0,0,0");

    assertThat(valid(Optional.of("Map")).samples())
        .containsExactly(new Sample(1, 20), new Sample(2, 61), new Sample(1, 21));
  }

  @Test
  void namesTheFolderOfWhatItLeavesOutIfThereAreSeveral() throws IOException {
    write("one/Map-1-0.log", "Map,1,1,50,20,0,0,0");
    Path incomplete = write("two/Map-2-7.log", "Map,2,2,100,30,0,0,0");

    assertThat(valid(Optional.empty()).leftOut().orElseThrow())
        .endsWith(": epoch 7 in " + incomplete.getParent() + " (1 of 2)");
  }

  @Test
  void doesNotMixWhatALaterDeploymentHasWrittenOverAnEarlierOne() throws IOException {
    write("Map-1-0.log", "Map,1,1,200,20,0,0,0");
    write("Map-1-1.log", "Map,1,2,110,30,0,0,0");
    write("Map-2-0.log", "Map,2,2,100,31,0,0,0");
    write("Map-2-1.log", "Map,2,2,110,32,0,0,0");

    OperatorHistory history = valid(Optional.empty());

    assertThat(history.samples()).containsExactly(new Sample(2, 62), new Sample(1, 20));
    assertThat(history.leftOut().orElseThrow())
        .contains("left out 1 of 3 epochs")
        .endsWith(": epoch 0 (1 of 2)");
  }

  @Test
  void readsNoOtherFiles() throws IOException {
    write("Map-1-0.log", "Map,1,1,50,20,0,0,0");
    write("flink-taskmanager.log", "no rates");
    write("Map-1-0.log.bak", "no rates");

    assertThat(valid(Optional.empty()).samples()).containsExactly(new Sample(1, 20));
  }

  @Test
  void tellsTheFaultsOfAllFilesAtOnce() throws IOException {
    Path cut = write("Map-1-0.log", "Map,1,1,50,2");
    Path wrong = write("Map-1-1.log", "Map,1,1,60,NaN,0,0,0");
    Path twice = write("Map-1-2.log", "Map,1,1,70,20,0,0,0\nMap,1,1,71,20,0,0,0");
    Path empty = write("Map-1-3.log", "");
    Path binary = Files.write(folder.resolve("Map-1-4.log"), new byte[] {(byte) 0xff});

    assertThat(faults())
        .extracting(
            fault ->
                fault.substring(0, fault.indexOf(',') < 0 ? fault.length() : fault.indexOf(',')))
        .containsExactly(
            cut + ":1:13: has 5 fields",
            wrong + ":1:12: true_processing_rate: is NaN",
            twice + ":2:5: operator_instance_id: is 1",
            empty + ":1:1: has no row",
            binary + ": is not UTF-8 text");
  }

  @Test
  void saysHowFilesAreNamedIfThereIsNone() throws IOException {
    write("flink_rates.log", "Map,1,1,50,20,0,0,0");

    assertThat(faults())
        .containsExactly(
            folder + ": has no rates file, expected files named operator-instance-epoch.log");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text + "\n");
  }

  private OperatorHistory valid(Optional<String> operator) {
    Reading<OperatorHistory> reading = HistoryFile.read(folder, operator);
    assertThat(reading).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid<OperatorHistory>) reading).value();
  }

  private List<String> faults() {
    Reading<OperatorHistory> reading = HistoryFile.read(folder, Optional.empty());
    assertThat(reading).isInstanceOf(Reading.Faulty.class);
    return ((Reading.Faulty<OperatorHistory>) reading)
        .faults().stream().map(Fault::toString).toList();
  }
}
