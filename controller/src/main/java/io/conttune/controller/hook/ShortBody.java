package io.conttune.controller.hook;

import io.conttune.core.Require;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Takes the begin of a body, and no more of it than may be kept in memory. */
final class ShortBody implements BodySubscriber<byte[]> {
  private final int longest;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Optional<Subscription> source = Optional.empty();

  /**
   * Takes a body.
   *
   * @param longest the number of bytes after which the rest is not read, at least 1
   */
  ShortBody(int longest) {
    this.longest = Require.atLeast("longest body", 1, longest);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    source = Optional.of(subscription);
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] next = new byte[Math.min(buffer.remaining(), longest - taken.size())];
      buffer.get(next);
      taken.writeBytes(next);
    }
    if (taken.size() >= longest) {
      source.ifPresent(Subscription::cancel);
      onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(taken.toByteArray());
  }
}
