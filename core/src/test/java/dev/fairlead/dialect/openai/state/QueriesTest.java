package dev.fairlead.dialect.openai.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.state.Head.Context;
import dev.fairlead.state.PageRequest;
import dev.fairlead.state.PageRequest.Order;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueriesTest {
  private static PageRequest page(Map<String, String> query) {
    return PageQuery.read(name -> query.getOrDefault(name, ""));
  }

  @Test
  void aListIsTheLastTwentyUnlessSaid() {
    assertThat(page(Map.of())).isEqualTo(new PageRequest(Order.DESC, 20, "", ""));
    assertThat(page(Map.of("order", "asc", "limit", "100", "after", "msg_1", "before", "msg_2")))
        .isEqualTo(new PageRequest(Order.ASC, 100, "msg_1", "msg_2"));
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0, integer_below_min_value",
    "limit, 101, integer_above_max_value",
    "limit, ten, invalid_type",
    "limit, 99999999999999999999, invalid_type",
    "order, up, invalid_value"
  })
  void whatIsNotAllowedIsRefused(String param, String value, String code) {
    assertThatThrownBy(() -> page(Map.of(param, value)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.answer().status()).isEqualTo(400);
              assertThat(refused.answer().body())
                  .contains("\"param\":\"" + param + "\"", "\"code\":\"" + code + "\"");
            });
  }

  @Test
  void aStreamIsResumedAfterANumber() {
    assertThat(StreamQuery.read(_ -> "")).isEqualTo(new StreamQuery(false, -1));
    var query = Map.of("stream", "true", "starting_after", "41");
    assertThat(StreamQuery.read(name -> query.getOrDefault(name, "")))
        .isEqualTo(new StreamQuery(true, 41));
    assertThatThrownBy(() -> StreamQuery.read(_ -> "yes")).isInstanceOf(Refused.class);
  }

  @Test
  void backgroundNeedsToBeKept() {
    assertThat(new StateRules(false, true, "", "").refusal())
        .hasValueSatisfying(answer -> {
          assertThat(answer.status()).isEqualTo(400);
          assertThat(answer.body()).contains("\"param\":\"background\"");
        });
    assertThat(new StateRules(true, true, "", "").refusal()).isEmpty();
    assertThat(new StateRules(false, false, "resp_1", "").refusal()).isEmpty();
  }

  @Test
  void aResponseContinuesOneThing() {
    assertThat(new StateRules(true, false, "resp_1", "conv_1").refusal())
        .hasValueSatisfying(answer ->
            assertThat(answer.body()).contains("\"code\":\"mutually_exclusive_parameters\""));
    assertThat(new StateRules(true, false, "", "conv_1").context()).isEqualTo(Context.in("conv_1"));
  }
}
