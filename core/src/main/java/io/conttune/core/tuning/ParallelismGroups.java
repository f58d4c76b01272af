package io.conttune.core.tuning;

import io.conttune.core.graph.JobEdge;
import io.conttune.core.graph.JobGraph;
import io.conttune.core.graph.JobVertex;
import io.conttune.core.graph.OperatorId;
import io.conttune.core.graph.ShipStrategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Operators that must share one parallelism because FORWARD edges join them, or because the launch
 * gives them one, with the bounds that all members allow. Every vertex belongs to exactly one
 * group, most to one of their own.
 *
 * <p>A class rather than a record, because it keeps the bounds by member too: a job of SQL may have
 * more than a thousand, and each is looked up several times per decision.
 */
public final class ParallelismGroups {
  private final List<Group> groups;
  private final Map<OperatorId, Bounds> bounds = new HashMap<>();

  /**
   * Vertices of one parallelism.
   *
   * @param members at least one
   * @param bounds range that all members allow; if there is none, the present parallelism of the
   *     first
   */
  public record Group(List<OperatorId> members, Bounds bounds) {
    public Group {
      members = List.copyOf(members);
      Objects.requireNonNull(bounds, "bounds");
    }
  }

  private ParallelismGroups(List<Group> groups) {
    this.groups = List.copyOf(groups);
    for (Group group : groups) {
      group.members().forEach(member -> bounds.put(member, group.bounds()));
    }
  }

  /** The groups, in topological order of their first members. */
  public List<Group> groups() {
    return groups;
  }

  /** The groups of a job. */
  public static ParallelismGroups of(JobGraph graph, Limits limits) {
    Set<OperatorId> grouped = new HashSet<>();
    List<Group> groups = new ArrayList<>();
    for (JobVertex vertex : graph.vertices()) {
      if (grouped.add(vertex.id())) {
        List<OperatorId> members = joined(vertex.id(), graph, limits, grouped);
        groups.add(new Group(members, common(members, graph, limits)));
      }
    }
    return new ParallelismGroups(groups);
  }

  /**
   * The first vertex and all that FORWARD edges or the launch join with it.
   *
   * @param grouped the vertices that have a group; those that join are added
   */
  private static List<OperatorId> joined(
      OperatorId first, JobGraph graph, Limits limits, Set<OperatorId> grouped) {
    List<OperatorId> members = new ArrayList<>(List.of(first));
    boolean isUniform = false;
    // The list grows while it is walked.
    for (int i = 0; i < members.size(); i++) {
      OperatorId member = members.get(i);
      Stream<OperatorId> consumers = forwarded(graph.outputsOf(member)).map(JobEdge::to);
      Stream<OperatorId> producers = forwarded(graph.inputsOf(member)).map(JobEdge::from);
      Stream.concat(consumers, producers).filter(grouped::add).forEach(members::add);
      if (!isUniform && limits.uniform().contains(member)) {
        isUniform = true;
        graph.vertices().stream()
            .map(JobVertex::id)
            .filter(limits.uniform()::contains)
            .filter(grouped::add)
            .forEach(members::add);
      }
    }
    return members;
  }

  private static Stream<JobEdge> forwarded(List<JobEdge> edges) {
    return edges.stream().filter(edge -> edge.strategy() == ShipStrategy.FORWARD);
  }

  /**
   * The bounds of the group that this vertex belongs to.
   *
   * @throws IllegalArgumentException if the graph has no such vertex
   */
  public Bounds boundsOf(OperatorId id) {
    Bounds found = bounds.get(id);
    if (found == null) {
      throw new IllegalArgumentException("no group holds job vertex " + id);
    }
    return found;
  }

  /** The members of the group that this vertex belongs to, itself too. */
  public List<OperatorId> membersOf(OperatorId id) {
    return groups.stream()
        .map(Group::members)
        .filter(members -> members.contains(id))
        .findFirst()
        .orElse(List.of(id));
  }

  /**
   * One parallelism per group: the largest that a member wants, within the bounds.
   *
   * @param wanted of every vertex
   */
  public Map<OperatorId, Integer> unified(Map<OperatorId, Integer> wanted) {
    Map<OperatorId, Integer> result = new HashMap<>();
    for (Group group : groups) {
      int largest = group.members().stream().mapToInt(wanted::get).max().orElseThrow();
      group.members().forEach(member -> result.put(member, group.bounds().clamp(largest)));
    }
    return result;
  }

  private static Bounds common(List<OperatorId> members, JobGraph graph, Limits limits) {
    int least = members.stream().mapToInt(id -> limits.of(id).least()).max().orElseThrow();
    int most = members.stream().mapToInt(id -> limits.of(id).most()).min().orElseThrow();
    JobVertex first = graph.vertex(members.get(0));
    return least <= most ? new Bounds(least, most) : Bounds.fixed(first.parallelism());
  }
}
