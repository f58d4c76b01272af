package io.conttune.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * Collects the body of a reply, and gives the connection up as soon as the body is known to be
 * larger than a bound, so that no reply fills the memory.
 */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final long most;
  private final long announced;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Subscription subscription = new NoSubscription();

  private BoundedBody(long most, long announced) {
    this.most = most;
    this.announced = announced;
  }

  /** Collects bodies of at most this many bytes. */
  static BodyHandler<byte[]> ofAtMost(long bytes) {
    return head ->
        new BoundedBody(bytes, head.headers().firstValueAsLong("Content-Length").orElse(0));
  }

  /** Fails the exchange whose body is larger than the bound. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private TooLargeException(long most) {
      super("the body is larger than " + most + " bytes");
    }
  }

  private static final class NoSubscription implements Subscription {
    @Override
    public void request(long items) {}

    @Override
    public void cancel() {}
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    if (announced > most) {
      giveUp();
    } else {
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (body.isDone()) {
        return;
      }
      if (received.size() + (long) buffer.remaining() > most) {
        giveUp();
      } else {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        received.writeBytes(bytes);
      }
    }
  }

  private void giveUp() {
    received.reset();
    subscription.cancel();
    body.completeExceptionally(new TooLargeException(most));
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(received.toByteArray());
  }
}
