package io.conttune.controller.store;

import io.conttune.core.history.ObservationStore;
import io.conttune.core.history.ObservationStoreContract;
import io.conttune.core.identity.SeenRuns;
import io.conttune.core.identity.SeenRunsContract;
import io.conttune.core.rescale.JarStore;
import io.conttune.core.rescale.JarStoreContract;
import io.conttune.core.rescale.Journal;
import io.conttune.core.rescale.JournalContract;
import io.conttune.core.rescale.PastRescales;
import io.conttune.core.rescale.PastRescalesContract;
import io.conttune.core.rescale.RecordAges;
import io.conttune.core.rescale.RecordAgesContract;
import io.conttune.core.rescale.SavepointLedger;
import io.conttune.core.rescale.SavepointLedgerContract;
import io.conttune.core.steering.OrderBook;
import io.conttune.core.steering.OrderBookContract;
import io.conttune.core.tuning.DecisionLog;
import io.conttune.core.tuning.DecisionLogContract;
import io.conttune.core.tuning.TunerStateStore;
import io.conttune.core.tuning.TunerStateStoreContract;
import org.junit.jupiter.api.Nested;

/** A store that is all these ports keeps the contract of each. */
abstract class StoreContracts<
    S extends
        ObservationStore & TunerStateStore & SeenRuns & Journal & SavepointLedger & DecisionLog
            & JarStore & RecordAges & PastRescales & OrderBook> {
  /** Asked for before each access. */
  abstract S store();

  @Nested
  class Observations extends ObservationStoreContract {
    @Override
    protected ObservationStore store() {
      return StoreContracts.this.store();
    }
  }

  @Nested
  class TunerStates extends TunerStateStoreContract {
    @Override
    protected TunerStateStore store() {
      return StoreContracts.this.store();
    }
  }

  @Nested
  class Runs extends SeenRunsContract {
    @Override
    protected SeenRuns store() {
      return StoreContracts.this.store();
    }
  }

  @Nested
  class Rescales extends JournalContract {
    @Override
    protected Journal journal() {
      return StoreContracts.this.store();
    }
  }

  @Nested
  class RescalesById extends PastRescalesContract {
    @Override
    protected PastRescales rescales() {
      return StoreContracts.this.store();
    }

    @Override
    protected Journal journal() {
      return StoreContracts.this.store();
    }
  }

  @Nested
  class Ages extends RecordAgesContract {
    @Override
    protected RecordAges ages() {
      return StoreContracts.this.store();
    }

    @Override
    protected Journal journal() {
      return StoreContracts.this.store();
    }

    @Override
    protected SeenRuns runs() {
      return StoreContracts.this.store();
    }
  }

  @Nested
  class Savepoints extends SavepointLedgerContract {
    @Override
    protected SavepointLedger ledger() {
      return StoreContracts.this.store();
    }
  }

  @Nested
  class Decisions extends DecisionLogContract {
    @Override
    protected DecisionLog log() {
      return StoreContracts.this.store();
    }
  }

  @Nested
  class Orders extends OrderBookContract {
    @Override
    protected OrderBook book() {
      return StoreContracts.this.store();
    }
  }

  @Nested
  class Jars extends JarStoreContract {
    @Override
    protected JarStore jars() {
      return StoreContracts.this.store();
    }
  }
}
