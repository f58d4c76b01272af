package io.conttune.audited;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps the state of each key. A subtask that was restored reads the state of all its keys after
 * its first record, and compares it with what it must be. Each subtask writes a file:
 *
 * <pre>
 * first MILLIS                        its first record
 * swept KEYS LOST TWICE MILLIS        all its keys were read, of a subtask that was restored
 * last MILLIS                         its last record, when it ends
 * </pre>
 */
final class KeptState extends AbstractStreamOperator<Long>
    implements OneInputStreamOperator<Numbered, Long> {
  private static final long serialVersionUID = 1;

  private static final ValueStateDescriptor<byte[]> KEPT =
      new ValueStateDescriptor<>("kept", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private final VisitedKeys keys;
  private final String directory;
  private transient ValueState<byte[]> kept;
  private transient Lines lines;
  private transient boolean isRestored;
  private transient boolean isSwept;
  private transient long lastMillis;

  KeptState(VisitedKeys keys, Path directory) {
    this.keys = keys;
    this.directory = directory.toString();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    isRestored = context.isRestored();
  }

  @Override
  public void open() throws Exception {
    super.open();
    kept = getRuntimeContext().getState(KEPT);
    lines = Lines.open(Path.of(directory));
  }

  @Override
  public void processElement(StreamRecord<Numbered> element) throws Exception {
    long number = element.getValue().index();
    // A look at the store would slow the filling down.
    byte[] before = keys.isFirst(number) ? null : kept.value();
    kept.update(before == null ? keys.first(number) : keys.visited(before, number));
    if (lastMillis == 0) {
      lines.write("first " + System.currentTimeMillis());
    }
    lastMillis = System.currentTimeMillis();
    if (isRestored && !isSwept) {
      sweep(number);
      isSwept = true;
    }
  }

  /** The one subtask of the source sends its records in their order. */
  private void sweep(long last) throws Exception {
    Sweep sweep = new Sweep(keys, last);
    KeyedStateBackend<Long> backend = getKeyedStateBackend();
    backend.applyToAllKeys(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        KEPT,
        (key, state) -> sweep.read(key, state.value()));
    lines.write(sweep.line());
  }

  @Override
  public void close() throws Exception {
    if (lines != null) {
      endLines();
    }
    super.close();
  }

  private void endLines() throws IOException {
    lines.write("last " + lastMillis);
    lines.close();
  }

  private static final class Sweep {
    private final VisitedKeys keys;
    private final long last;
    private long read;
    private long lost;
    private long twice;

    Sweep(VisitedKeys keys, long last) {
      this.keys = keys;
      this.last = last;
    }

    void read(long key, byte[] state) {
      VisitedKeys.Surplus surplus = keys.surplus(key, state, last);
      read++;
      lost += surplus.lost();
      twice += surplus.twice();
    }

    String line() {
      return "swept %d %d %d %d".formatted(read, lost, twice, System.currentTimeMillis());
    }
  }
}
