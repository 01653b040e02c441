import type { ClientInstance, RemoteCall } from '../facts/model.ts';
import type { ParsedFile } from '../ast/types.ts';
import { pathTo } from '../ast/locate.ts';
import { isFunction } from '../ast/nodes.ts';

/**
 * How long a good answer may take: `short` for what is asked and answered, `long` where a model writes the answer,
 * `unknown` for what lasts as long as the thing that it moves or waits for.
 */
export type Wait = 'short' | 'long' | 'unknown';

/** What the makers of model SDKs wait for an answer by default. */
export const MODEL_ANSWER_MS = 600_000;

/** Reports and migrations are queries too, and share the pool with those that a request waits for. */
export const QUERY_MS = 60_000;

const transfer =
  /upload|download|create(?:Read|Write)Stream|FormData|form-?data|getHeaders\s*\(|maxBodyLength|maxContentLength|\bstream\b|\bblob\b|\bfile\b|array_?buffer|octet-stream|long-?poll|getUpdates|\.(?:wasm|zip|tar|t?gz|bin|iso|mp[34]|onnx)\b|\bpin\/add\b/i;
/** What to do about a call without a limit, as a clause: a figure only where one fits most answers. */
export function adviceFor(file: ParsedFile, call: RemoteCall, usual: string): string {
  const wait = waitOf(file, call);
  if (wait === 'long') return 'Add a timeout longer than the longest answer, e.g. 10 min';
  return wait === 'unknown' ? 'Add a limit that the slowest good answer stays below' : `Add a timeout, e.g. ${usual}`;
}

/** Methods that last as long as what they move or wait for: `docker.pull(...)`. */
const lasting = /\b(?:push|pull|build|export|import|backup|restore|dump|archive|watch|subscribe|poll)[A-Z]?\w*$/i;
/** A server is asked to hold its answer back. */
const heldBack = /[?&](?:timeout|wait|waitSeconds)=|\b(?:wait|timeout_?(?:s|seconds))\s*:/i;
/** What is done with the answer, or was done for the question, in the same function. */
const movedNearby =
  /\.\s*(?:arrayBuffer|blob|getReader|getHeaders|pipe|pipeTo|pipeThrough)\s*\(|\bcreate(?:Read|Write)Stream\b|\bnew\s+FormData\b|\bpipeline\s*\(|\bReadable\s*\.\s*from(?:Web)?\b/;
const models =
  /\b(?:openai|anthropic|mistral|cohere|groq|deepseek|perplexity|openrouter|together|replicate|huggingface|ollama|elevenlabs|stability|generativelanguage|aiplatform|vertex\w*|bedrock\w*|dashscope|moonshot|azure-?openai|claude|gemini|llm)\b|(?:chat|api|v1|ai)\/(?:chat\/)?(?:completions?|generations|embeddings)\b|chat\/completions|:(?:stream)?generateContent\b|:predict\b|\bmax_?tokens\b|\bprompts?\s*:/i;
const NEARBY_CHARACTERS = 6_000;

/** How long the answer of a call may take, by the words of the call and of the function around it. */
export function waitOf(file: ParsedFile, { range, target, api }: RemoteCall): Wait {
  const own = file.text.slice(range.start, range.end);
  const callee = own.slice(0, own.indexOf('(') + 1 || own.length).replace(/<[^>]*>?\($|\($/, '');
  if (lasting.test(callee) || transfer.test(own) || heldBack.test(own)) return 'unknown';
  const around = pathTo(file, range).findLast(isFunction);
  const nearby = around
    ? file.text.slice(around.range[0], Math.min(around.range[1], around.range[0] + NEARBY_CHARACTERS))
    : '';
  if (movedNearby.test(nearby)) return 'unknown';
  return models.test(`${api} ${target ?? ''} ${own} ${nearby}`) ? 'long' : 'short';
}

/** A client's files move data, or its calls are made to wait: commands that block, clients of queues and of stores. */
const sharedTransfer =
  /\bFormData\b|form-data|multipart|array_?buffer|create(?:Read|Write)Stream|responseType|getReader|\bupload\w*\s*\(|\bdownload\w*\s*\(|octet-stream/i;
const blocking =
  /\b(?:xread(?:group)?|b[lr]pop(?:lpush)?|bzpop(?:min|max)|blmove|p?subscribe|monitor|waitaof|Redlock|bull(?:mq)?)\b/i;
const stores = /\bS3(?:Client)?\b|\bTranscribe|\bPolly\b/;

/** The same for all calls of a client, as far as its file tells. */
export function clientWaitOf(file: ParsedFile, { range, api, escapes }: ClientInstance): Wait {
  const own = file.text.slice(range.start, range.end);
  if (api === 'cache') return escapes || blocking.test(file.text) ? 'unknown' : 'short';
  if (api === 'db') return 'short';
  if (stores.test(own.slice(0, 40)) || sharedTransfer.test(file.text)) return 'unknown';
  return models.test(`${api} ${own}`) ? 'long' : 'short';
}

/** What to do about a client without a limit, as a clause. */
export function clientAdvice(api: string, wait: Wait, option: string | undefined, usual: string): string {
  if (wait === 'unknown' && api === 'cache') return 'Limit its commands, where none of them blocks';
  if (wait === 'unknown') return 'Add a limit that the slowest good call stays below';
  if (wait === 'long') return 'Add a timeout longer than the longest answer, e.g. 10 min';
  return option === undefined ? `Add a timeout, e.g. ${usual}` : `Set ${option}, e.g. ${usual}`;
}
