package io.conttune.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic, and a producer that fills it at a rate that can be changed. Record n has the value n and
 * is in partition n mod partitions; each is written once.
 */
public final class KafkaInput implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BATCH = Duration.ofMillis(20);

  private final String topic;
  private final int partitions;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong perSecond = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread writer = new Thread(this::write, "writes-to-kafka");
  private volatile boolean isEnded;

  private KafkaInput(String topic, int partitions, KafkaProducer<byte[], byte[]> producer) {
    this.topic = topic;
    this.partitions = partitions;
    this.producer = producer;
  }

  /** Makes the topic once the broker answers, and begins to write to it at a rate of 0. */
  public static KafkaInput start(String brokers, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<String, Object> patient =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            "default.api.timeout.ms",
            Math.toIntExact(PATIENCE.toMillis()));
    try (Admin admin = Admin.create(patient)) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    KafkaInput input =
        new KafkaInput(topic, partitions, new KafkaProducer<>(settings, bytes, bytes));
    input.writer.setDaemon(true);
    input.writer.start();
    return input;
  }

  /** From now on so many records fall due each second. */
  public void rate(long records) {
    perSecond.set(records);
  }

  private void write() {
    double due = 0;
    long last = System.nanoTime();
    while (!isEnded) {
      LockSupport.parkNanos(BATCH.toNanos());
      long now = System.nanoTime();
      due += (now - last) / 1e9 * perSecond.get();
      last = now;
      for (; due >= 1; due--) {
        long number = written.getAndIncrement();
        byte[] value = Long.toString(number).getBytes(UTF_8);
        // The callback is told what becomes of it.
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(topic, (int) (number % partitions), null, value),
                (metadata, failed) -> {
                  if (failed != null) {
                    failure.set(failed);
                  }
                });
      }
    }
  }

  /** Ends the input; returns how many records the topic has then. */
  public long end() throws InterruptedException {
    isEnded = true;
    writer.join();
    producer.flush();
    if (failure.get() != null) {
      throw new AssertionError("a record was not written", failure.get());
    }
    return written.get();
  }

  @Override
  public void close() {
    isEnded = true;
    producer.close(Duration.ZERO);
  }
}
