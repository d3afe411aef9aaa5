package dev.fairlead.dialect.gemini;

import dev.fairlead.dialect.Fate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What becomes of each field of a request when it goes to another dialect. */
final class Fields {
  static final Map<String, Fate> ALL = all();

  private Fields() {}

  private static Map<String, Fate> all() {
    var all = new LinkedHashMap<String, Fate>();
    put(all, Fate.GATEWAY, "", "model models route provider");
    put(
        all,
        Fate.MAPPED,
        "",
        "contents contents[].role contents[].parts systemInstruction systemInstruction.parts"
            + " systemInstruction.parts[].text tools toolConfig generationConfig serviceTier labels"
            + " generateContentRequest");
    put(all, Fate.IGNORED, "", "store systemInstruction.role");
    instruction(all);
    put(all, Fate.DROPPED, "", "safetySettings modelArmorConfig");
    put(all, Fate.REJECTED, "", "cachedContent continuationToken");
    var part = "contents[].parts[].";
    put(
        all,
        Fate.MAPPED,
        part,
        "text thought thoughtSignature inlineData inlineData.mimeType inlineData.data"
            + " inlineData.displayName fileData fileData.mimeType fileData.fileUri"
            + " fileData.displayName functionCall functionCall.id functionCall.name"
            + " functionCall.args functionResponse functionResponse.id functionResponse.name"
            + " functionResponse.response functionResponse.parts mediaResolution"
            + " mediaResolution.level");
    put(
        all,
        Fate.DROPPED,
        part,
        "executableCode codeExecutionResult toolCall toolResponse videoMetadata partMetadata"
            + " mediaResolution.numTokens mediaProcessing speechMetadata audioTranscription functionCall.partialArgs"
            + " functionCall.willContinue functionResponse.willContinue"
            + " functionResponse.scheduling");
    put(
        all,
        Fate.MAPPED,
        "tools[].",
        "functionDeclarations functionDeclarations[].name functionDeclarations[].description"
            + " functionDeclarations[].parameters functionDeclarations[].parametersJsonSchema"
            + " googleSearch googleSearchRetrieval enterpriseWebSearch exaAiSearch"
            + " parallelAiSearch googleSearch.excludeDomains enterpriseWebSearch.excludeDomains");
    put(
        all,
        Fate.DROPPED,
        "tools[].",
        "googleSearch.blockingConfidence googleSearch.searchTypes googleSearch.timeRangeFilter"
            + " googleSearchRetrieval.dynamicRetrievalConfig"
            + " enterpriseWebSearch.blockingConfidence exaAiSearch.apiKey"
            + " exaAiSearch.customConfigs parallelAiSearch.apiKey parallelAiSearch.customConfigs"
            + " parallelAiSearch.enableDataRetention parallelAiSearch.enableZeroDataRetention");
    put(
        all,
        Fate.IGNORED,
        "tools[].functionDeclarations[].",
        "response responseJsonSchema behavior");
    put(
        all,
        Fate.REJECTED,
        "tools[].",
        "codeExecution urlContext googleMaps computerUse fileSearch mcpServers retrieval");
    put(
        all,
        Fate.MAPPED,
        "toolConfig.",
        "functionCallingConfig functionCallingConfig.mode"
            + " functionCallingConfig.allowedFunctionNames");
    put(all, Fate.DROPPED, "toolConfig.", "retrievalConfig");
    put(
        all,
        Fate.IGNORED,
        "toolConfig.",
        "functionCallingConfig.streamFunctionCallArguments includeServerSideToolInvocations");
    put(
        all,
        Fate.MAPPED,
        "generationConfig.",
        "temperature topP topK candidateCount maxOutputTokens stopSequences responseLogprobs"
            + " logprobs presencePenalty frequencyPenalty seed responseMimeType responseSchema"
            + " responseJsonSchema responseModalities thinkingConfig"
            + " thinkingConfig.includeThoughts thinkingConfig.thinkingBudget"
            + " thinkingConfig.thinkingLevel");
    put(all, Fate.IGNORED, "generationConfig.", "mediaResolution");
    put(
        all,
        Fate.DROPPED,
        "generationConfig.",
        "responseEnum speechConfig audioTimestamp imageConfig audioTranscriptionConfig"
            + " enableEnhancedCivicAnswers routingConfig modelSelectionConfig responseFormat"
            + " translationConfig modelConfig enableAffectiveDialog");
    return Collections.unmodifiableMap(all);
  }

  /**
   * An instruction has texts only: another kind of part is refused, what else a part has is not.
   */
  private static void instruction(Map<String, Fate> all) {
    var part = "systemInstruction.parts[].";
    put(
        all,
        Fate.REJECTED,
        part,
        "inlineData fileData functionCall functionResponse executableCode codeExecutionResult"
            + " toolCall toolResponse audioTranscription");
    put(
        all,
        Fate.IGNORED,
        part,
        "thought thoughtSignature mediaResolution videoMetadata partMetadata mediaProcessing");
  }

  private static void put(Map<String, Fate> all, Fate fate, String prefix, String names) {
    int from = 0;
    while (from < names.length()) {
      int space = names.indexOf(' ', from);
      int to = space < 0 ? names.length() : space;
      all.put(prefix + names.substring(from, to), fate);
      from = to + 1;
    }
  }
}
