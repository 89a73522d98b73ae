// What a client does with Nightjar; throws at the first thing that is not as it must be.
import assert from "node:assert/strict";

export const url = process.env.NIGHTJAR_URL;
export const headers = { Authorization: `Bearer ${process.env.NIGHTJAR_TOKEN}` };

export async function check(client) {
  await tools(client);
  const { resources } = await client.listResources();
  for (const { uri } of resources) {
    const { contents } = await client.readResource({ uri });
    assert.ok(contents[0].text.length > 0, uri);
  }
  const { prompts } = await client.listPrompts();
  assert.ok(prompts.some(({ name }) => name === "bandwidth"), "the prompt bandwidth");
  const { messages } = await client.getPrompt({ name: "bandwidth", arguments: { hours: "6" } });
  assert.equal(messages[0].role, "user");
  console.log(`${resources.length} resources read, ${prompts.length} prompts`);
}

// Once they are listed, a client holds every answer against the schema of its tool.
async function tools(client) {
  const { tools } = await client.listTools();
  const known = await (await fetch(`${url}/api/v1/tools`, { headers })).json();
  const examples = Object.fromEntries(known.tools.map(({ name, example }) => [name, example]));
  let answered = 0;
  for (const { name, annotations } of tools) {
    const unlessItReads = annotations.readOnlyHint ? {} : { dry_run: true };
    const result = await client.callTool({ name, arguments: { ...examples[name], ...unlessItReads } });
    assert.ok(result.content[0].text.length > 0, name);
    answered += result.isError ? 0 : 1;
  }
  // Some examples name a host or a flow that this capture has not.
  assert.ok(answered > 20, `${answered} of ${tools.length} tools answered`);
  await assert.rejects(client.callTool({ name: "no_such_tool", arguments: {} }), /unknown tool/);
  console.log(`${tools.length} tools called, ${answered} answered, the others refused in words`);
}
