package dev.fairlead.dialect.openai.state;

import dev.fairlead.dialect.ErrorAnswer;

/** Carries a refusal up to the one place that answers. Has no stack trace. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient ErrorAnswer answer;

  public Refused(ErrorAnswer answer) {
    super(answer.body(), null, false, false);
    this.answer = answer;
  }

  public ErrorAnswer answer() {
    return answer;
  }
}
