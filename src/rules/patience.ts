import type { RemoteCall } from '../facts/model.ts';
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

const transfer =
  /upload|download|create(?:Read|Write)Stream|FormData|form-?data|getHeaders\s*\(|maxBodyLength|maxContentLength|\bstream\b|\bblob\b|\bfile\b|array_?buffer|octet-stream|long-?poll|getUpdates|\b(?:push|pull|build|export|import|backup|restore|dump|archive|watch|subscribe|poll)[A-Z]?\w*\s*\(/i;
/** What to do about a call without a limit, as a clause: a figure only where one fits most answers. */
export function adviceFor(file: ParsedFile, call: RemoteCall, usual: string): string {
  const wait = waitOf(file, call);
  if (wait === 'long') return 'Add a timeout longer than the longest answer, e.g. 10 min';
  return wait === 'unknown' ? 'Add a limit that the slowest good answer stays below' : `Add a timeout, e.g. ${usual}`;
}

/** A server is asked to hold its answer back. */
const heldBack = /[?&](?:timeout|wait|waitSeconds)=|\b(?:wait|timeout_?(?:s|seconds))\s*:/i;
/** What is done with the answer, or was done for the question, in the same function. */
const movedNearby =
  /\.\s*(?:arrayBuffer|blob|getReader|getHeaders|pipe|pipeTo|pipeThrough)\s*\(|\bcreate(?:Read|Write)Stream\b|\bnew\s+FormData\b|\bpipeline\s*\(|\bReadable\s*\.\s*from(?:Web)?\b/;
const models =
  /\b(?:openai|anthropic|mistral|cohere|groq|deepseek|perplexity|openrouter|together|replicate|huggingface|ollama|elevenlabs|stability|generativelanguage|aiplatform|vertex\w*|bedrock\w*|dashscope|moonshot|azure-?openai|claude|gemini|llm)\b|(?:chat|api|v1|ai)\/(?:chat\/)?(?:completions?|generate|generations|messages|responses|embeddings|audio|images)\b|chat\/completions|:(?:stream)?generateContent\b|:predict\b|\bmax_?tokens\b|\bprompts?\s*:/i;
const NEARBY_CHARACTERS = 6_000;

/** How long the answer of a call may take, by the words of the call and of the function around it. */
export function waitOf(file: ParsedFile, { range, target, api }: RemoteCall): Wait {
  const own = file.text.slice(range.start, range.end);
  if (transfer.test(own) || heldBack.test(own)) return 'unknown';
  const around = pathTo(file, range).findLast(isFunction);
  const nearby = around
    ? file.text.slice(around.range[0], Math.min(around.range[1], around.range[0] + NEARBY_CHARACTERS))
    : '';
  if (movedNearby.test(nearby)) return 'unknown';
  return models.test(`${api} ${target ?? ''} ${own} ${nearby}`) ? 'long' : 'short';
}
