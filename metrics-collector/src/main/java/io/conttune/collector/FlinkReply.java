package io.conttune.collector;

import com.fasterxml.jackson.databind.JsonNode;
import io.conttune.core.Case;
import io.conttune.core.FlinkUnavailableException;
import io.conttune.core.Require;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A reply of Flink itself: it answered, or it refused and says why. What anybody else sends, such
 * as a proxy, is no reply; {@link FlinkRest} throws it as {@link FlinkUnavailableException}.
 */
public sealed interface FlinkReply {
  /** The HTTP method of the call. */
  String method();

  /** The URL of the call, at the address that replied. */
  URI uri();

  /** Method and URL of the call, with which every message begins. */
  default String origin() {
    return method() + " " + uri();
  }

  /**
   * The answer, where only an answer helps.
   *
   * @throws FlinkUnavailableException if Flink refused
   */
  Answered orThrow() throws FlinkUnavailableException;

  /** The answer of the case that this is. */
  <R, X extends Exception> R match(Case<Answered, R, X> answered, Case<Refused, R, X> refused)
      throws X;

  /**
   * A reply with a status of 200 to 299.
   *
   * @param body a JSON object or list
   */
  record Answered(JsonNode body, String method, URI uri) implements FlinkReply {
    public Answered {
      Objects.requireNonNull(body, "body");
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(uri, "uri");
    }

    /**
     * A text of the body.
     *
     * @throws FlinkUnavailableException if it is missing, blank or no text
     */
    public String text(String field) throws FlinkUnavailableException {
      return JsonFields.of(this).text(field);
    }

    @Override
    public Answered orThrow() {
      return this;
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Answered, R, X> answered, Case<Refused, R, X> refused) throws X {
      return answered.of(this);
    }
  }

  /**
   * An error that Flink explains.
   *
   * @param status of HTTP, 400 or above
   * @param errors as Flink words them: sentences or stack traces, at least one. They are judged and
   *     never printed, as they may repeat the secrets of the request
   * @param cause their root cause for a person, without these secrets
   */
  record Refused(int status, List<String> errors, String cause, String method, URI uri)
      implements FlinkReply {
    public Refused {
      errors = List.copyOf(errors);
      Require.atLeast("number of errors", 1, errors.size());
      Objects.requireNonNull(cause, "cause");
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(uri, "uri");
    }

    /** The refusal of a request without secrets. */
    public Refused(int status, List<String> errors, String method, URI uri) {
      this(status, errors, FlinkErrors.rootCause(errors, SentSecrets.NONE), method, uri);
    }

    /** Status and root cause, for a person. */
    public String reason() {
      return "status " + status + ": " + cause;
    }

    /** Whether one of the errors, or a cause in its stack trace, holds these words. */
    public boolean mentions(String words) {
      return errors.stream().anyMatch(error -> error.contains(words));
    }

    /**
     * Whether Flink says that it does not know this job. Alone that proves little: {@link
     * ClusterJobs} asks for the list of jobs too.
     */
    public boolean saysJobNotFound(String jobId) {
      // The second is the error itself, and the first its cause, which may be left out.
      return mentions("Could not find Flink job (" + jobId + ")")
          || mentions("Job " + jobId + " not found");
    }

    /** Whether Flink says that the job takes no checkpoints, or took none before it failed. */
    public boolean saysCheckpointingIsOff() {
      return mentions("Checkpointing has not been enabled")
          || mentions("Checkpointing is not enabled for this job");
    }

    /**
     * Whether Flink says that it does not know the savepoint or disposal that was asked after, as
     * after a restart of its JobManager.
     */
    public boolean saysOperationNotFound() {
      return mentions("Operation not found under key")
          || mentions("There is no savepoint operation with triggerId");
    }

    /** Whether Flink says that its REST API has no such path, as an older version does. */
    public boolean saysPathNotFound() {
      return status == 404
          && errors.stream()
              .anyMatch(
                  error ->
                      error.startsWith("Unable to load requested file")
                          || error.startsWith("Not found"));
    }

    /** Whether Flink says that the job's scheduler cannot do this at all. */
    public boolean saysUnsupported() {
      return mentions("java.lang.UnsupportedOperationException");
    }

    /** Whether Flink did not know a field of the request, and therefore did nothing. */
    public boolean isUnknownFormat() {
      return status == 400 && mentions("Request did not match expected format");
    }

    /** The refusal as an exception, where it means that Flink cannot be used now. */
    public FlinkUnavailableException unavailable() {
      return new FlinkUnavailableException(origin() + " answered " + status + ": " + cause);
    }

    @Override
    public String toString() {
      return origin() + " was refused with " + reason();
    }

    @Override
    public Answered orThrow() throws FlinkUnavailableException {
      throw unavailable();
    }

    @Override
    public <R, X extends Exception> R match(
        Case<Answered, R, X> answered, Case<Refused, R, X> refused) throws X {
      return refused.of(this);
    }
  }
}
