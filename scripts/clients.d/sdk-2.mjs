// The official TypeScript client of both eras: auto, legacy, or a revision to insist on.
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { check, headers, url } from "./check.mjs";

const [wanted] = process.argv.slice(2);
const mode = ["auto", "legacy"].includes(wanted) ? wanted : { pin: wanted };
const client = new Client({ name: "check", version: "1" }, { versionNegotiation: { mode } });
await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }));
await check(client);
await client.close();
