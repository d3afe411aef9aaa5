package dev.fairlead.edge.flow;

import dev.fairlead.catalog.Endpoint;
import dev.fairlead.dialect.anthropic.ModelList;
import dev.fairlead.dialect.anthropic.ModelList.Model;
import dev.fairlead.edge.http.Request;
import dev.fairlead.model.Failure.BadRequest;
import dev.fairlead.model.FailureException;
import dev.fairlead.routing.Reach;
import dev.fairlead.routing.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What models there are, as callers of each dialect ask for it. */
final class ModelsLook {
  private static final String OURS = "/v1/models";
  private static final String GEMINI = "/v1beta/models";
  private static final int USUAL = 20;
  private static final int MOST = 1000;

  private ModelsLook() {}

  /** Whether this is a question about models. */
  static boolean asks(String path) {
    return under(path, OURS) || under(path, GEMINI);
  }

  private static boolean under(String path, String list) {
    return path.startsWith(list)
        && (path.length() == list.length() || path.charAt(list.length()) == '/');
  }

  /** The name of the model that is asked for; empty: all. */
  static String name(String path) {
    var list = under(path, GEMINI) ? GEMINI : OURS;
    return path.length() <= list.length() + 1
        ? ""
        : Accept.decoded(path.substring(list.length() + 1));
  }

  /**
   * The answer; empty if there is no model of that name.
   *
   * @throws FailureException with {@link BadRequest} for a page that cannot be
   */
  static Optional<byte[]> answer(Snapshot snapshot, Request request, String path) {
    var name = name(path);
    if (under(path, GEMINI)) {
      return gemini(snapshot.reach(), request, name);
    }
    if (request.header("anthropic-version") != null) {
      return anthropic(snapshot.reach(), request, name);
    }
    return name.isEmpty() ? Optional.of(snapshot.models().all()) : snapshot.models().one(name);
  }

  private static Optional<byte[]> gemini(Reach reach, Request request, String name) {
    if (!name.isEmpty()) {
      return Optional.ofNullable(reach.models().get(name))
          .map(targets -> dev.fairlead.dialect.gemini.ModelList.one(endpoints(targets)));
    }
    var all = reach.models().values().stream().flatMap(t -> endpoints(t).stream()).toList();
    var query = Query.of(request.query());
    var token = query.value("pageToken");
    return Optional.of(
        dev.fairlead.dialect.gemini.ModelList.page(
            all, whole(query.value("pageSize"), 0, "pageSize"), token == null ? "" : token));
  }

  private static List<Endpoint> endpoints(List<Target> targets) {
    return targets.stream().map(Target::endpoint).toList();
  }

  private static Optional<byte[]> anthropic(Reach reach, Request request, String name) {
    if (!name.isEmpty()) {
      return Optional.ofNullable(reach.models().get(name))
          .map(targets -> ModelList.one(model(name, targets)));
    }
    var query = Query.of(request.query());
    var names = new ArrayList<>(reach.models().keySet());
    int limit = Math.min(MOST, Math.max(1, whole(query.value("limit"), USUAL, "limit")));
    int from = after(names, query.value("after_id"));
    int to = Math.min(names.size(), from + limit);
    var before = query.value("before_id");
    if (before != null) {
      to = index(names, before, "before_id");
      from = Math.max(0, to - limit);
    }
    var page = new ArrayList<Model>();
    for (var one : names.subList(from, to)) {
      page.add(model(one, reach.models().getOrDefault(one, List.of())));
    }
    return Optional.of(ModelList.page(page, before == null ? to < names.size() : from > 0));
  }

  private static int after(List<String> names, @Nullable String id) {
    return id == null ? 0 : index(names, id, "after_id") + 1;
  }

  private static int index(List<String> names, String id, String param) {
    int i = names.indexOf(id);
    if (i < 0) {
      throw bad("%s: %s (expected: the id of a model of the list)".formatted(param, id), param);
    }
    return i;
  }

  private static int whole(@Nullable String text, int otherwise, String param) {
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,6}")) {
      throw bad("%s: %s (expected: a whole number)".formatted(param, text), param);
    }
    return Integer.parseInt(text);
  }

  private static FailureException bad(String message, String param) {
    return new FailureException(new BadRequest(message, param, "invalid_value"));
  }

  private static Model model(String name, List<Target> targets) {
    var best = targets.getFirst().endpoint();
    int input = 0;
    int output = 0;
    var capabilities = new HashSet<String>();
    for (var target : targets) {
      input = Math.max(input, target.endpoint().context());
      output = Math.max(output, target.endpoint().maxOutput());
      capabilities.addAll(target.endpoint().capabilities());
    }
    return new Model(
        name, best.about().title(), day(best.about().released()), input, output, capabilities);
  }

  private static Instant day(String released) {
    try {
      return LocalDate.parse(released).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
