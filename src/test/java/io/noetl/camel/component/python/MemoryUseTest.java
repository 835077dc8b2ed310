package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What threads allocate, as the guard of the heap asks. */
class MemoryUseTest {

  /** The guard asks about an interpreter whose first call has not reached its thread yet. */
  @Test
  void aThreadThatHasNotBegunHasAllocatedNothing() {
    assertThat(MemoryUse.allocatedBy(0)).isZero();
    assertThat(MemoryUse.allocatedBy(Thread.currentThread().threadId())).isPositive();
  }
}
