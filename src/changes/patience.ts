import type { ClientInstance, RemoteCall } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { pathTo } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';

/**
 * How long a good answer may take: `short` for what is asked and answered, `long` where a model writes the answer,
 * `transfer` where a file or form is moved that is held in memory as a whole, `unknown` for what lasts as long as the
 * stream that it moves or the event that it waits for.
 */
export type Wait = 'short' | 'long' | 'transfer' | 'unknown';

/** What the makers of model SDKs wait for an answer by default. */
const MODEL_ANSWER_MS = 600_000;

/** What fits into memory takes no longer, except over lines that are as good as down. */
const TRANSFER_MS = 600_000;

/** How long a connection may be silent while it moves a file: the limit of silence cuts off no transfer that goes on. */
export const SILENCE_MS = 60_000;

/** Reports and migrations are queries too, and share the pool with those that a request waits for. */
export const QUERY_MS = 60_000;

/** Moved by streams, or as large as it may be. */
const moved =
  /upload|download|create(?:Read|Write)Stream|maxBodyLength|maxContentLength|\bstream\b|\bfile\b|octet-stream|long-?poll|getUpdates|\.(?:zip|tar|t?gz|bin|iso|mp[34]|onnx)\b|\bpin\/add\b/i;
/** Sent or received as a whole. */
const held =
  /FormData(?!\s*\.\s*toString)\b|form-data|\.\s*getHeaders\s*\(|\bblob\b|array_?buffer|\.(?:wasm|ttf|otf|woff2?)\b/i;
/** What to do about a call without a limit, as a clause: a figure only where one fits most answers. */
export function adviceFor(file: ParsedFile, call: RemoteCall, usual: string): string {
  const wait = waitOf(file, call);
  if (wait === 'long') return 'Add a timeout longer than the longest answer, e.g. 10 min';
  if (wait === 'transfer') return 'Add a timeout longer than the longest transfer, e.g. 10 min';
  return wait === 'unknown' ? 'Add a limit that the slowest good answer stays below' : `Add a timeout, e.g. ${usual}`;
}

/** Methods that last as long as what they move or wait for: `docker.pull(...)`. */
const lasting = /\b(?:push|pull|build|export|import|backup|restore|dump|archive|watch|subscribe|poll)[A-Z]?\w*$/i;
/** A server is asked to hold its answer back. */
const heldBack = /[?&](?:timeout|wait|waitSeconds)=|\b(?:wait|timeout_?(?:s|seconds))\s*:/i;
/** What is done with the answer, or was done for the question, in the same function. */
const movedNearby =
  /\.\s*(?:getReader|pipe|pipeTo|pipeThrough)\s*\(|\bcreate(?:Read|Write)Stream\b|\bpipeline\s*\(|\bReadable\s*\.\s*from(?:Web)?\b/;
const heldNearby = /\.\s*(?:arrayBuffer|blob|bytes|getHeaders)\s*\(|\bnew\s+FormData\b/;
const models =
  /\b(?:openai|anthropic|mistral|cohere|groq|deepseek|perplexity|openrouter|together|replicate|huggingface|ollama|elevenlabs|stability|generativelanguage|aiplatform|vertex\w*|bedrock\w*|dashscope|moonshot|azure-?openai|claude|gemini|llm)\b|(?:chat|api|v1|ai)\/(?:chat\/)?(?:completions?|generations|embeddings)\b|chat\/completions|:(?:stream)?generateContent\b|:predict\b|\bmax_?tokens\b|\bprompts?\s*:/i;
const NEARBY_CHARACTERS = 6_000;

/** How long the answer of a call may take, by the words of the call and of the function around it. */
export function waitOf(file: ParsedFile, { range, target, api }: RemoteCall): Wait {
  const own = file.text.slice(range.start, range.end);
  const callee = own.slice(0, own.indexOf('(') + 1 || own.length).replace(/<[^>]*>?\($|\($/, '');
  if (lasting.test(callee) || moved.test(own) || heldBack.test(own)) return 'unknown';
  const around = pathTo(file, range).findLast(isFunction);
  const nearby = around
    ? file.text.slice(around.range[0], Math.min(around.range[1], around.range[0] + NEARBY_CHARACTERS))
    : '';
  if (movedNearby.test(nearby)) return 'unknown';
  if (held.test(own) || heldNearby.test(nearby)) return 'transfer';
  return models.test(`${api} ${target ?? ''} ${own} ${nearby}`) ? 'long' : 'short';
}

/** A client's files move data, or its calls are made to wait: commands that block, clients of queues and of stores. */
const sharedTransfer =
  /\bFormData\b|form-data|multipart|array_?buffer|create(?:Read|Write)Stream|responseType|getReader|\bupload\w*\s*\(|\bdownload\w*\s*\(|octet-stream/i;
const blocking =
  /\b(?:xread(?:group)?|b[lr]pop(?:lpush)?|bzpop(?:min|max)|blmove|p?subscribe|monitor|waitaof|Redlock|bull(?:mq)?)\b/i;
const stores = /\bS3(?:Client)?\b|\bTranscribe|\bPolly\b/;

/** The least that a limit for such an answer is set to, beside what is configured. */
export function leastFor(wait: Wait): number {
  return wait === 'long' ? MODEL_ANSWER_MS : wait === 'transfer' ? TRANSFER_MS : 0;
}

/** The same for all calls of a client, as far as its file tells. */
export function clientWaitOf(file: ParsedFile, { range, api, escapes }: ClientInstance): Wait {
  const own = file.text.slice(range.start, range.end);
  if (api === 'cache') return escapes || blocking.test(file.text) ? 'unknown' : 'short';
  if (api === 'db') return 'short';
  if (stores.test(own.slice(0, 40)) || sharedTransfer.test(file.text)) return 'unknown';
  return models.test(`${api} ${own}`) ? 'long' : 'short';
}

/** Objects of a store, requested and answered over connections that are silent only where something is wrong. */
export function movesFiles(file: ParsedFile, { api, range }: ClientInstance): boolean {
  return (
    api === 'aws-sdk' && !/\b(?:Transcribe|Polly|Lambda|SFN|Bedrock)/.test(file.text.slice(range.start, range.end))
  );
}

/** What to do about a client without a limit, as a clause. */
export function clientAdvice(api: string, wait: Wait, option: string | undefined, usual: string): string {
  if (wait === 'unknown' && api === 'cache') return 'Limit its commands, where none of them blocks';
  if (wait === 'unknown') return 'Add a limit that the slowest good call stays below';
  if (wait === 'long') return 'Add a timeout longer than the longest answer, e.g. 10 min';
  return option === undefined ? `Add a timeout, e.g. ${usual}` : `Set ${option}, e.g. ${usual}`;
}
