// Every official JavaScript library against providers of every dialect.
// node pairs.mjs URL KEY: each provider is named after the dialect that it speaks.
import assert from 'node:assert/strict';
import OpenAI from 'openai';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';

const [url, key] = process.argv.slice(2);
const dialects = ['openai.chat', 'openai.responses', 'anthropic.messages', 'gemini.generate'];
const question = 'How warm is it in Oslo?';
const result = '21 degrees';
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: key, maxRetries: 0 });
const anthropic = new Anthropic({ baseURL: url, apiKey: key, maxRetries: 0 });
const google = new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: url } });

const chat = {
  async answer(model, messages, stream, tools) {
    const params = { model, messages, tools };
    return stream
      ? openai.chat.completions.stream(params).finalMessage()
      : (await openai.chat.completions.create(params)).choices[0].message;
  },
  async ask(model, stream) {
    return (await this.answer(model, [{ role: 'user', content: question }], stream)).content;
  },
  async useTool(model, stream) {
    const tools = [{ type: 'function', function: { name: 'weather', parameters: schema } }];
    const messages = [{ role: 'user', content: question }];
    const message = await this.answer(model, messages, stream, tools);
    const [call] = message.tool_calls;
    assert.equal(call.function.name, 'weather');
    // Of members that it does not know the library's stream keeps the last piece only.
    const { role, content, tool_calls } = message;
    messages.push(stream ? { role, content, tool_calls } : message, { role: 'tool', tool_call_id: call.id, content: result });
    return (await this.answer(model, messages, stream, tools)).content;
  },
};

const responses = {
  async answer(model, input, stream, tools) {
    const params = { model, input, tools, store: false, include: ['reasoning.encrypted_content'] };
    return stream
      ? openai.responses.stream(params).finalResponse()
      : openai.responses.create(params);
  },
  async ask(model, stream) {
    return (await this.answer(model, question, stream)).output_text;
  },
  async useTool(model, stream) {
    const tools = [{ type: 'function', name: 'weather', parameters: schema, strict: false }];
    const input = [{ role: 'user', content: question }];
    const answer = await this.answer(model, input, stream, tools);
    const call = answer.output.find((item) => item.type === 'function_call');
    assert.equal(call.name, 'weather');
    input.push(...answer.output.map(({ parsed_arguments: _, ...item }) => item));
    input.push({ type: 'function_call_output', call_id: call.call_id, output: result });
    return (await this.answer(model, input, stream, tools)).output_text;
  },
};

const messages = {
  async answer(model, messages, stream, tools) {
    const thinking = { type: 'enabled', budget_tokens: 1024 };
    const params = { model, messages, tools, max_tokens: 4096, thinking };
    return stream
      ? anthropic.messages.stream(params).finalMessage()
      : anthropic.messages.create(params);
  },
  text: (answer) => answer.content.map((block) => block.text ?? '').join(''),
  async ask(model, stream) {
    return this.text(await this.answer(model, [{ role: 'user', content: question }], stream));
  },
  async useTool(model, stream) {
    const tools = [{ name: 'weather', input_schema: schema }];
    const said = [{ role: 'user', content: question }];
    const answer = await this.answer(model, said, stream, tools);
    const call = answer.content.find((block) => block.type === 'tool_use');
    assert.equal(call.name, 'weather');
    const block = { type: 'tool_result', tool_use_id: call.id, content: result };
    said.push({ role: 'assistant', content: answer.content }, { role: 'user', content: [block] });
    return this.text(await this.answer(model, said, stream, tools));
  },
};

const gemini = {
  async answer(model, contents, stream, tools) {
    const config = { tools, thinkingConfig: { includeThoughts: true } };
    const params = { model, contents, config };
    if (!stream) {
      return (await google.models.generateContent(params)).candidates[0].content.parts;
    }
    const parts = [];
    for await (const chunk of await google.models.generateContentStream(params)) {
      parts.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
    }
    return parts;
  },
  text: (parts) => parts.map((part) => (part.thought ? '' : (part.text ?? ''))).join(''),
  async ask(model, stream) {
    const contents = [{ role: 'user', parts: [{ text: question }] }];
    return this.text(await this.answer(model, contents, stream));
  },
  async useTool(model, stream) {
    const tools = [{ functionDeclarations: [{ name: 'weather', parametersJsonSchema: schema }] }];
    const contents = [{ role: 'user', parts: [{ text: question }] }];
    const parts = await this.answer(model, contents, stream, tools);
    const { functionCall } = parts.find((part) => part.functionCall);
    assert.equal(functionCall.name, 'weather');
    const { id, name } = functionCall;
    const functionResponse = { id, name, response: { output: result } };
    contents.push({ role: 'model', parts }, { role: 'user', parts: [{ functionResponse }] });
    return this.text(await this.answer(model, contents, stream, tools));
  },
};

const callers = { chat, responses, messages, gemini };
let passed = 0;
const failed = [];
for (const [name, caller] of Object.entries(callers)) {
  for (const dialect of dialects) {
    for (const stream of [false, true]) {
      for (const task of ['ask', 'useTool']) {
        const model = `${dialect}/${task === 'ask' ? 'echo' : 'thinker'}`;
        try {
          const text = await caller[task](model, stream);
          assert.ok(text.includes(task === 'ask' ? question : result), `answer: ${text}`);
          passed++;
        } catch (e) {
          failed.push(`${name} to ${model}, ${stream ? 'stream' : 'plain'}: ${e.message ?? e}`);
        }
      }
    }
  }
}
console.log(`passed: ${passed}`);
failed.forEach((line) => console.log(line));
process.exit(failed.length === 0 && passed === 64 ? 0 : 1);
