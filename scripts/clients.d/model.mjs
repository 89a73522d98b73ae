// A model that follows a script, behind the Claude Code named as argument: it asks for every tool
// once, a few at a time, and looks at what it is handed. It speaks Anthropic's Messages API on loopback.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { promisify } from "node:util";
import { headers, url } from "./check.mjs";

const MOST_CHARACTERS = 40_000;
const AT_ONCE = 8;
const [claude] = process.argv.slice(2);

const { tools } = await (await fetch(`${url}/api/v1/tools`, { headers })).json();
const calls = tools.map(({ name, example, read_only }, n) => ({
  type: "tool_use",
  id: `toolu_${n}`,
  name: `mcp__nightjar__${name}`,
  input: read_only ? example : { ...example, dry_run: true },
}));
const received = new Map();

const server = createServer(async (request, response) => {
  if (!request.url.startsWith("/v1/messages") || request.url.includes("count_tokens")) {
    response.setHeader("content-type", "application/json").end('{"input_tokens":100}');
    return;
  }
  const asked = await json(request);
  const blocks = asked.messages.flatMap(({ content }) => (Array.isArray(content) ? content : []));
  blocks.filter(({ type }) => type === "tool_result").forEach((each) => received.set(each.tool_use_id, each));
  const next = asked.tools?.length > 0 ? calls.filter(({ id }) => !received.has(id)).slice(0, AT_ONCE) : [];
  if (next.length > 0) {
    answer(response, asked, next, "tool_use");
  } else {
    answer(response, asked, [{ type: "text", text: "done" }], "end_turn");
  }
});
server.listen(0, "127.0.0.1", run);

function answer(response, { model, stream }, content, stop_reason) {
  const usage = { input_tokens: 1, output_tokens: 1 };
  const message = { id: "msg_1", type: "message", role: "assistant", model, content, stop_reason, stop_sequence: null, usage };
  if (!stream) {
    response.setHeader("content-type", "application/json").end(JSON.stringify(message));
    return;
  }
  response.setHeader("content-type", "text/event-stream");
  const tell = (type, rest) => response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`);
  tell("message_start", { message: { ...message, content: [], stop_reason: null } });
  content.forEach((block, index) => {
    const isText = block.type === "text";
    tell("content_block_start", { index, content_block: isText ? { ...block, text: "" } : { ...block, input: {} } });
    tell("content_block_delta", {
      index,
      delta: isText
        ? { type: "text_delta", text: block.text }
        : { type: "input_json_delta", partial_json: JSON.stringify(block.input) },
    });
    tell("content_block_stop", { index });
  });
  tell("message_delta", { delta: { stop_reason, stop_sequence: null }, usage });
  tell("message_stop", {});
  response.end();
}

async function run() {
  const config = { mcpServers: { nightjar: { type: "http", url: `${url}/mcp`, headers } } };
  await promisify(execFile)(
    claude,
    ["-p", "look", "--mcp-config", JSON.stringify(config), "--strict-mcp-config", "--allowedTools", "mcp__nightjar"],
    {
      env: {
        ...process.env,
        ANTHROPIC_BASE_URL: `http://127.0.0.1:${server.address().port}`,
        ANTHROPIC_API_KEY: "none",
      },
    },
  ).finally(() => server.close());
  let longest = 0;
  let answered = 0;
  for (const { id, name } of calls) {
    const { content, is_error } = received.get(id) ?? assert.fail(`${name} was not called`);
    const texts = typeof content === "string" ? [content] : content.map((block) => block.text);
    assert.equal(texts.length, 1, `${name} came in ${texts.length} parts`);
    assert.ok(texts[0].length < MOST_CHARACTERS, `${name}: ${texts[0].length} characters`);
    if (!is_error) {
      once(name, JSON.parse(texts[0]));
      answered++;
    }
    longest = Math.max(longest, texts[0].length);
  }
  assert.ok(answered > 20, `${answered} of ${calls.length} tools answered`);
  console.log(`${calls.length} tools called, ${answered} answered, at most ${longest} characters`);
}

function once(name, { columns = [], rows = [] }) {
  for (const all of [columns, rows.map((row) => JSON.stringify(row))]) {
    assert.equal(new Set(all).size, all.length, `${name} says something twice`);
  }
}
