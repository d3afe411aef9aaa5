package dev.fairlead.edge.flow;

import dev.fairlead.dialect.ErrorAnswer;
import dev.fairlead.dialect.openai.state.ConversationBody;
import dev.fairlead.dialect.openai.state.InputItems;
import dev.fairlead.dialect.openai.state.PageQuery;
import dev.fairlead.dialect.openai.state.Pages;
import dev.fairlead.dialect.openai.state.Refusals;
import dev.fairlead.dialect.openai.state.Refused;
import dev.fairlead.dialect.openai.state.ResponseObject;
import dev.fairlead.dialect.openai.state.StreamQuery;
import dev.fairlead.edge.state.Kept;
import dev.fairlead.model.Failure.NoRoute;
import dev.fairlead.model.FailureException;
import dev.fairlead.state.Conversation;
import dev.fairlead.state.ConversationItems.Added;
import dev.fairlead.state.Item;
import dev.fairlead.state.Progress;
import dev.fairlead.state.Ref;
import dev.fairlead.state.Status;
import dev.fairlead.state.StoredResponse;
import dev.fairlead.state.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/**
 * What callers ask and say of kept state: {@code /v1/responses/ID} and {@code /v1/conversations}.
 * No model is called and nothing is settled.
 */
final class StatePages {
  /** Streams that are followed at a time: each holds a thread. */
  private static final int FOLLOWED = 256;

  private static final String RESPONSES = "/v1/responses/";
  private static final String CONVERSATIONS = "/v1/conversations";

  private final Optional<Kept> state;
  private final Admit admit;
  private final Settle settle;
  private final Semaphore following = new Semaphore(FOLLOWED);

  StatePages(Optional<Kept> state, Admit admit, Settle settle) {
    this.state = state;
    this.admit = admit;
    this.settle = settle;
  }

  /** What is answered: JSON, or events. */
  private sealed interface Page {
    record Json(String json) implements Page {}

    record Events(Subscription events) implements Page {}
  }

  /** Whether a path, without {@code /api}, is one of these. */
  static boolean has(String path) {
    return path.startsWith(RESPONSES) && !path.equals("/v1/responses/input_tokens")
        || path.equals(CONVERSATIONS)
        || path.startsWith(CONVERSATIONS + "/");
  }

  /** On the exchange's thread. */
  void handle(Exchange exchange) {
    try {
      exchange.key = admit.check(exchange.request);
      switch (Blocking.call(() -> page(exchange))) {
        case Page.Json(var json) -> say(exchange, 200, json);
        case Page.Events(var events) -> follow(exchange, events);
      }
    } catch (FailureException e) {
      settle.failed(exchange, e.failure());
    } catch (Refused e) {
      refuse(exchange, e.answer());
    }
  }

  /** Sends a response's events until it has ended; returns then. */
  void follow(Exchange exchange, Subscription events) {
    if (!following.tryAcquire()) {
      events.close();
      throw new Refused(Refusals.tooMany("streams that are followed", Duration.ofSeconds(10)));
    }
    try {
      var head = Heads.events(exchange);
      Blocking.call(() -> {
        Follow.run(exchange.client, head, events);
        return true;
      });
    } finally {
      following.release();
    }
  }

  static void refuse(Exchange exchange, ErrorAnswer answer) {
    var head = Heads.own(exchange, answer.status());
    if (answer.retryAfter().isPositive()) {
      head.with("retry-after", Long.toString(answer.retryAfter().toSeconds()));
    }
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.client.loop().execute(() -> exchange.client.answer(head, body));
  }

  static void say(Exchange exchange, int status, String json) {
    var head = Heads.own(exchange, status);
    var body = json.getBytes(StandardCharsets.UTF_8);
    exchange.client.loop().execute(() -> exchange.client.answer(head, body));
  }

  private Page page(Exchange exchange) {
    var request = exchange.request;
    var path = Accept.plain(request.path());
    var method = request.method().equals("HEAD") ? "GET" : request.method();
    var parts = path.substring("/v1/".length()).split("/", -1);
    var parameters = Query.of(request.query());
    UnaryOperator<String> query =
        name -> {
          var value = parameters.value(name);
          return value == null ? "" : value;
        };
    var asked = new Asked(exchange, method, parts, query);
    return parts[0].equals("responses") ? responses(asked) : conversations(asked);
  }

  /** A request about kept state. */
  private record Asked(
      Exchange exchange, String method, String[] parts, UnaryOperator<String> query) {
    String part(int i) {
      return Accept.decoded(parts[i]);
    }

    Ref ref() {
      return new Ref(exchange.key, part(1));
    }

    /** The method and what lies behind the id. */
    String what() {
      return parts.length == 2 ? method : parts.length == 3 ? method + " " + parts[2] : "";
    }

    FailureException noRoute(boolean pathExists) {
      return new FailureException(new NoRoute(method, exchange.request.path(), pathExists));
    }
  }

  private Page responses(Asked asked) {
    boolean known =
        asked.parts.length == 2
            || asked.parts.length == 3
                && (asked.parts[2].equals("cancel") || asked.parts[2].equals("input_items"));
    if (!known || asked.parts[1].isEmpty()) {
      throw asked.noRoute(false);
    }
    var ref = asked.ref();
    var kept = state.orElseThrow(() -> new Refused(Refusals.noResponse(ref.id())));
    kept.pending().await(ref);
    return switch (asked.what()) {
      case "GET" -> response(kept, ref, StreamQuery.read(asked.query));
      case "DELETE" -> {
        if (!kept.store().responses().delete(ref)) {
          throw new Refused(Refusals.noResponse(ref.id()));
        }
        yield new Page.Json(Pages.responseDeleted(ref.id()));
      }
      case "GET input_items" -> {
        var listing = kept.store().history().inputs(ref, PageQuery.read(asked.query));
        yield new Page.Json(Pages.inputItems(ref.id(), listing));
      }
      case "POST cancel" -> new Page.Json(cancelled(kept, ref));
      default -> throw asked.noRoute(true);
    };
  }

  private static Page response(Kept kept, Ref ref, StreamQuery query) {
    var response = find(kept, ref);
    if (!query.stream()) {
      return new Page.Json(response.object());
    }
    if (!response.head().background()) {
      throw new Refused(Refusals.notStreamable(ref.id()));
    }
    return new Page.Events(
        kept.store()
            .events()
            .subscribe(ref, query.startingAfter())
            .orElseThrow(() -> new Refused(Refusals.noResponse(ref.id()))));
  }

  private static StoredResponse find(Kept kept, Ref ref) {
    return kept.store()
        .responses()
        .find(ref)
        .orElseThrow(() -> new Refused(Refusals.noResponse(ref.id())));
  }

  /** Whoever works at it is told; the response is cancelled when this returns, or had ended. */
  private static String cancelled(Kept kept, Ref ref) {
    if (!find(kept, ref).head().background()) {
      throw new Refused(Refusals.notCancellable());
    }
    var response =
        kept.store()
            .cancellations()
            .request(ref)
            .orElseThrow(() -> new Refused(Refusals.noResponse(ref.id())));
    if (!response.status().ended()) {
      var object = ResponseObject.cancelled(response.object());
      var output = ResponseObject.output(object, kept.ids());
      kept.store()
          .responses()
          .update(ref, new Progress(Status.CANCELLED, object, output, ""), List.of());
    }
    return find(kept, ref).object();
  }

  private Page conversations(Asked asked) {
    var kept = state.orElseThrow(() -> new Refused(Refusals.keepsNothing()));
    if (asked.parts.length == 1) {
      if (!asked.method.equals("POST")) {
        throw asked.noRoute(true);
      }
      return created(kept, asked);
    }
    var ref = asked.ref();
    kept.pending().await(ref);
    if (asked.parts.length == 2) {
      return new Page.Json(conversation(kept, ref, asked));
    }
    if (!asked.parts[2].equals("items") || asked.parts.length > 4) {
      throw asked.noRoute(false);
    }
    return new Page.Json(
        asked.parts.length == 3 ? items(kept, ref, asked) : item(kept, ref, asked.part(3), asked));
  }

  private static ConversationBody body(Kept kept, Asked asked) {
    var owner = asked.exchange.key;
    kept.pending().awaitAll(owner);
    var reader = new InputItems(kept.ids(), id -> kept.store().history().item(owner, id));
    return ConversationBody.read(asked.exchange.request.body(), reader);
  }

  private static Page created(Kept kept, Asked asked) {
    var body = body(kept, asked);
    var conversation =
        new Conversation(
            new Ref(asked.exchange.key, kept.ids().conversation()),
            kept.clock().instant(),
            Conversation.NEVER,
            body.metadata());
    kept.store().conversations().create(conversation, body.items());
    return new Page.Json(Pages.conversation(conversation));
  }

  private static String conversation(Kept kept, Ref ref, Asked asked) {
    var conversations = kept.store().conversations();
    var found =
        switch (asked.method) {
          case "GET" -> conversations.find(ref);
          case "POST" -> conversations.update(ref, body(kept, asked).metadata());
          case "DELETE" -> {
            if (conversations.delete(ref)) {
              yield Optional.<Conversation>empty();
            }
            throw new Refused(Refusals.noConversation(ref.id()));
          }
          default -> throw asked.noRoute(true);
        };
    if (asked.method.equals("DELETE")) {
      return Pages.conversationDeleted(ref.id());
    }
    return Pages.conversation(
        found.orElseThrow(() -> new Refused(Refusals.noConversation(ref.id()))));
  }

  private static String items(Kept kept, Ref ref, Asked asked) {
    return switch (asked.method) {
      case "GET" ->
          Pages.conversationItems(
              ref.id(), kept.store().items().list(ref, PageQuery.read(asked.query)));
      case "POST" -> added(kept, ref, body(kept, asked).items());
      default -> throw asked.noRoute(true);
    };
  }

  private static String added(Kept kept, Ref ref, List<Item> items) {
    return switch (kept.store().items().add(ref, items)) {
      case Added.Done() -> Pages.added(items);
      case Added.NotFound() -> throw new Refused(Refusals.noConversation(ref.id()));
      case Added.Duplicate(var id) -> throw new Refused(Refusals.duplicateItem(id));
    };
  }

  private static String item(Kept kept, Ref ref, String id, Asked asked) {
    var conversation =
        kept.store()
            .conversations()
            .find(ref)
            .orElseThrow(() -> new Refused(Refusals.noConversation(ref.id())));
    return switch (asked.method) {
      case "GET" ->
          kept.store()
              .items()
              .find(ref, id)
              .orElseThrow(() -> new Refused(Refusals.noItem(id)))
              .json();
      case "DELETE" -> {
        if (!kept.store().items().delete(ref, id)) {
          throw new Refused(Refusals.noItem(id));
        }
        yield Pages.conversation(conversation);
      }
      default -> throw asked.noRoute(true);
    };
  }
}
