package io.noetl.camel.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When calls may begin, and when they wait. */
class LeaseTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
  private final Lease lease = new Lease(nanos::get, Duration.ofSeconds(5));

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void itLastsFromTheMomentWhenItsRenewalWasSent() {
    long sent = lease.now();
    pass(4);
    lease.renew(sent);

    assertThat(lease.isHeld()).isTrue();
    pass(1);
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void whatBeginsWaitsForTheRenewal() throws InterruptedException {
    pass(6);
    CountDownLatch begun = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                lease.await(() -> false);
                begun.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(begun.await(300, TimeUnit.MILLISECONDS)).isFalse();

    lease.renew(lease.now());

    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsNotWantedAnyMoreWaitsNoLonger() throws InterruptedException {
    pass(6);
    AtomicBoolean vain = new AtomicBoolean();
    Thread waiting = Thread.ofVirtual().unstarted(() -> waitFor(vain));
    waiting.start();

    vain.set(true);

    assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
    assertThat(lease.isHeld()).isFalse();
  }

  private void waitFor(AtomicBoolean vain) {
    try {
      lease.await(vain::get);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoIsAloneHoldsItForEver() {
    assertThat(Lease.endless().isHeld()).isTrue();
  }
}
