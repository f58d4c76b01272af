package io.conttune.benchmark.played;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTest {
  @Test
  void addsUpTheSeriesOfAName() {
    Scrape scrape =
        new Scrape(
            """
            # TYPE jvm_memory_used_bytes gauge
            jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E3
            jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0
            jvm_memory_used_bytes_other 9.0
            jvm_threads_peak_threads 42.0
            """);

    assertThat(scrape.sum("jvm_memory_used_bytes", "\"heap\"")).isEqualTo(1500);
    assertThat(scrape.sum("jvm_threads_peak_threads")).isEqualTo(42);
  }
}
