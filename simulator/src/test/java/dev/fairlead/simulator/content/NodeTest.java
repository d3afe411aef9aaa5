package dev.fairlead.simulator.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class NodeTest {

  private static Node read(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return Node.read(bytes, 0, bytes.length);
  }

  @Test
  void whatIsNotThereReadsAsNothing() {
    var node = read("{\"a\":null,\"b\":[{\"c\":\"x\"},5]}");
    assertThat(node.get("a").present()).isFalse();
    assertThat(node.get("z").get("y").text("x")).isEmpty();
    assertThat(node.get("b").list().getFirst().text("c")).isEqualTo("x");
    assertThat(node.get("b").list().getLast().number(0)).isEqualTo(5);
    assertThat(node.get("z").number(7)).isEqualTo(7);
    assertThat(node.get("not_here", "b").array()).isTrue();
  }

  @Test
  void jsonIsWrittenAsItWasRead() {
    var json =
        "{\"a\":\"x\\n\\\"ä\",\"b\":[1,2.5,true,null,[],{}],\"c\":{\"d\":12345678901234567890}}";
    assertThat(read(json).json()).isEqualTo(json);
    assertThat(read(json).bytes()).isEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
    assertThat(Node.NONE.bytes()).isZero();
  }

  @Test
  void whatIsNotJsonIsMalformed() {
    assertThatThrownBy(() -> read("{\"a\":")).isInstanceOf(Scan.Malformed.class);
  }
}
