package io.conttune.usefultime;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * The output of a legacy source that knows whether something is being emitted through it, that is
 * whether the operators chained to the source are at work. It reads no clock; a record costs two
 * ordered writes. As everywhere in Flink, one thread at a time emits.
 */
public final class EmittingOutput<T> implements Output<StreamRecord<T>> {
  private final Output<StreamRecord<T>> output;
  private final AtomicBoolean emitting = new AtomicBoolean();

  /** In front of {@code output}. */
  public EmittingOutput(Output<StreamRecord<T>> output) {
    this.output = output;
  }

  /** Whether a record or a watermark is on its way. */
  public boolean isEmitting() {
    return emitting.get();
  }

  @Override
  public void collect(StreamRecord<T> record) {
    emitting.lazySet(true);
    output.collect(record);
    emitting.lazySet(false);
  }

  @Override
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> record) {
    emitting.lazySet(true);
    output.collect(tag, record);
    emitting.lazySet(false);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    emitting.lazySet(true);
    output.emitWatermark(watermark);
    emitting.lazySet(false);
  }

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {
    output.emitLatencyMarker(marker);
  }

  @Override
  public void close() {
    output.close();
  }
}
