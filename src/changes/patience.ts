import type { Range } from '../text/range.ts';
import { textHas } from '../ast/fileText.ts';
import type { ClientInstance, RemoteCall } from '../facts/model.ts';
import type { FunctionNode, ParsedFile } from '../ast/types.ts';
import { nodeAt, pathTo } from '../ast/locate.ts';
import { withChain } from '../ast/calls.ts';
import { isFunction } from '../ast/nodes.ts';
import { functionName } from '../ast/functions.ts';

/**
 * How long a good answer may take: `short` for what is asked and answered, `paid` where money moves, `long` where a model
 * writes the answer, `batch` where it reads many texts and writes none, `held` for what is fetched whole into memory, which is as long as it may be there, `unknown` for what
 * lasts as long as what it moves or the event that it waits for.
 */
export type Wait = 'short' | 'paid' | 'batch' | 'long' | 'held' | 'unknown';

/** What stripe-node waits for an answer by default: who gives up earlier does not know whether somebody has paid. */
const PAYMENT_MS = 80_000;

/** What the makers of model SDKs wait for an answer by default. */
const MODEL_ANSWER_MS = 600_000;

/**
 * What the platform's `fetch` waits for the headers of an answer, which a model sends once all of it is written: a longer
 * limit never comes into effect. Source: undici lib/dispatcher/client.js, headersTimeout 300e3.
 */
const FETCH_MS = 300_000;

/** A model that only reads has read the most texts that it takes at once by then, also on a slow machine. */
const BATCH_MS = 60_000;

/** A picture or a document is whole by then; Node's fetch waits 5 min for its headers, and as long for each part. */
const HELD_MS = 120_000;

/** How long a connection may be silent while it moves a file: the limit of silence cuts off no transfer that goes on. */
export const SILENCE_MS = 60_000;

/** Reports and migrations are queries too, and share the pool with those that a request waits for. */
export const QUERY_MS = 60_000;

/** Moved by streams, or as large as it may be. */
const moved =
  /upload|download|create(?:Read|Write)Stream|maxBodyLength|maxContentLength|\bstream\b|\bfile\b|octet-stream|long-?poll|getUpdates|\.(?:zip|tar|t?gz|bin|iso|mp[34]|onnx)\b|\bpin\/add\b/i;
/** An address is asked for, to which a file is sent by another request: `/files/upload-url`. */
const addressAsked = /(?:\/[\w-]*(?:up|down)load[-_]?(?:url|link)s?|[/=]initiali[sz]e[-_]?upload)\b(?![-\w.])/gi;
/** Sent or received as a whole, however large it is. */
const held =
  /FormData(?!\s*\.\s*toString)\b|form-data|\.\s*getHeaders\s*\(|\bblob\b|array_?buffer|\.(?:wasm|ttf|otf|woff2?)\b/i;
/** Kinds of content that are written while they are sent. */
const exported =
  /['"](?:[^'"\n]*,\s*)?(?:text\/(?:csv|event-stream|tab-separated-values)|application\/(?:(?:x-)?(?:ndjson|jsonl(?:ines)?|json-?lines|tar|gzip)|stream\+json|json-seq|zip|vnd\.apache\.parquet))\b/i;

/** What to do about a call without a limit, as a clause: a figure only where one fits most answers. */
export function adviceFor(file: ParsedFile, call: RemoteCall, usual: string): string {
  const wait = waitOf(file, call);
  if (wait === 'long')
    return endsByFetch(file, call)
      ? 'Add a timeout for the longest answer, up to the 5 min that fetch waits for headers'
      : 'Add a timeout longer than the longest answer, e.g. 10 min';
  if (wait === 'paid') return paidAdvice;
  if (wait === 'batch') return batchAdvice;
  if (wait === 'held') return heldAdvice;
  return wait === 'unknown' ? 'Add a limit that the slowest good answer stays below' : `Add a timeout, e.g. ${usual}`;
}

const batchAdvice = 'Add a timeout longer than the slowest answer, e.g. 1 min';
const heldAdvice = 'Add a timeout longer than the slowest download, e.g. 2 min';
const paidAdvice = 'Add a timeout longer than the slowest payment, e.g. 80 s';

/** Clients whose calls follow events and logs, or end with what they wait for. */
const following = /^(?:sdk:(?:dockerode|kubernetes)|dockerode|imapflow|http-proxy)$/;

/** Methods that last as long as what they move or wait for: `docker.pull(...)`. */
const lasting = /\b(?:push|pull|build|export|import|backup|restore|dump|archive|watch|subscribe|poll)[A-Z]?\w*$/i;
/** Functions, and paths, of calls that run what others wrote, or take a program or a whole document. */
const running =
  /^(?:invoke|deploy|upload|download|install|run(?:Code|Script|Function|Job|Transformation|User)|execute(?:Code|Script|Function|Job|Transformation))(?:[A-Z_]|$)/;
const runningPath = /\/(?:deploy(?:ments?)?|invoke|invocations?|uploads?)\b/i;
/** What makes a whole text, picture or sound of another takes as long as that is. */
const turning =
  /^_?(?:\w*[tT]ranslate|transcribe|transcode|summari[sz]e|synthesi[sz]e|generate(?:Text|Image|Images|Video|Audio|Pdf|PDF|Report|Summary|Answer|Content|Response|Document)|render(?:Pdf|PDF|Video|Page|Html|HTML)|convert(?:To|From|File|Document|Video))(?:[A-Z_]\w*)?$/;
/** Whole files within a document. */
const filesWithin = /\bbody\s*:\s*JSON\.stringify\([^;]*\bfiles\b(?!\s*[:.][^,}]*(?:url|path|name|key|id)s?\b)/i;
/** A server is asked to hold its answer back. */
const heldBack =
  /[?&](?:timeout|wait|waitSeconds)=|\b(?:wait|timeout_?(?:s|seconds)|WaitTimeSeconds)\s*:|\b(?:ReceiveMessage|GetActivityTask)/i;
/** What is done with the answer, or was done for the question, in the same function. */
const movedNearby =
  /\.\s*(?:getReader|pipe|pipeTo|pipeThrough)\s*\(|\bcreate(?:Read|Write)Stream\b|\bpipeline\s*\(|\bReadable\s*\.\s*from(?:Web)?\b/;
const heldNearby = /\.\s*(?:arrayBuffer|blob|bytes|getHeaders)\s*\(|\bnew\s+FormData\b/;
/** Bytes that are made a text at once: a page or a document. */
const readAsText = /\.\s*arrayBuffer\s*\(\s*\)(?=[^]{0,120}?(?:\bBuffer\.from\([^)]*\)+\.toString\(|\bTextDecoder\b))/g;
/** An answer that is taken in part by part, or handed on as it comes. */
const streamedNearby =
  /\.\s*on\s*\(\s*['"`](?:data|readable)['"`]|\bfor\s+await\s*\(\s*(?:const|let|var)\s+(?:chunk|part|line|piece|event|delta|buf\w*|data)\b|\bfor\s+await\s*\([^()]*\bof\s+[\w.!?]*(?:body|data|stream|res(?:p(?:onse)?)?)\b|\bnew\s+Response\s*\(\s*[\w.!?]+\.body\b|\bstream\w*\s*\(\s*[\w.!?]+\.body\b/i;
/** The body of an answer is sent on while it comes, and is cut off with it. */
const sentOn = /\bbody\s*:\s*[\w.!?]+[.!?]body\b|\bduplex\s*:\s*['"]half['"]/;
const bodyReturned = /(?:\breturn|=>)\s+(?!req)[\w.!?]+\.body\s*!?\s*[;)}\n]/;
/** A model is asked for text: its answer takes as long as the writing of it. */
const modelAnswers =
  /(?:chat|api|v1|ai)\/(?:chat\/)?(?:completions?|generations)\b|chat\/completions|openai[^\s'"`]*\/responses\b(?!\/)|\/ai\/run\/|@(?:cf|hf)\/[\w.-]+\/|\/audio\/speech\b|\/text-to-speech\b|:(?:stream)?generateContent\b|\bmax_(?:completion_|output_)?tokens\b|(?<!\.)\bmax(?:Output|Completion)?Tokens\s*[:,}]/i;
/** A model gives figures for texts, and writes none: `/v1/embeddings`, `model:embedContent`. */
const figures = /\/embed(?:dings?)?\b(?!\/[\w$])|:(?:batch)?embedContents?\b/i;
/** What may be a model, by its name alone. */
const models =
  /\b(?:openai|anthropic|mistral|cohere|groq|deepseek|perplexity|openrouter|together|replicate|huggingface|ollama|elevenlabs|stability|generativelanguage|aiplatform|vertex\w*|bedrock\w*|dashscope|moonshot|azure-?openai|claude|gemini|llm)\b|:predict\b|\bprompts?\s*:/i;
/** A picture, a sound or a text is made for the one who asks, by what the path or the function is called. */
const made =
  /(?:txt|text|img|image|prompt)[-_]?(?:2|to)[-_]?(?:txt|text|img|image|video|speech|audio|music)|\/(?:imagine|inpaint|upscale|dall-?e|stable-?diffusion|sdxl|tts|chat-?gpt|gpt(?:[-.\d][\w.-]*)?|llama(?:[-.\d][\w.-]*)?)(?![\w-])|(?:draw|imagine|generate|create)_?(?:Image|Picture|Art|Video|Music|Speech)|ask_?(?:Gpt|ChatGpt|Ai|Llm|Gemini|Claude)(?![a-z])/i;
/** Servers of models, by their address. */
const modelHosts =
  /\b(?:pollinations\.ai|stability\.ai|x\.ai|fal\.(?:ai|run)|runwayml\.com|deepai\.org|leonardo\.ai|novita\.ai|siliconflow\.\w+|remove\.bg|clipdrop\.co)\b/i;
/** A page is taken down by a service for that: it answers once it has the whole of the film. */
const takenDown =
  /\/(?:yt|youtube|tt|tiktok|ig|insta(?:gram)?|fb|facebook|twitter|spotify|soundcloud)?[-_]?(?:dl|mp[34]|ytmp[34]|downloader)\b/i;
/** Money is moved: by the path that is asked, and by the name of the function that asks. */
const paidPath = /\/(?:charges?|payments?|refunds?|payouts?|payment_intents|captures?)(?:[/'"`?]|\b(?![-\w]))/i;
const pays = /^(?:pay|charge|refund|payout|capture(?:Payment|Charge|Order))(?:[A-Z_]|$)/;
/** What is sent is a way to pay. */
const paidWith =
  /\b(?:credit_?card|card_?number|ccv|cvv|cvc|billing_?type|payment_?method)\b|\b\w*(?:CREATE|MAKE)_PAYMENT\b/i;
/** An answer is taken as one piece of bytes. */
const takenWhole = /\.\s*(?:arrayBuffer|blob|bytes|buffer)\s*\(\s*\)|\bresponseType\s*:\s*['"](?:arraybuffer|blob)['"]/;
/** As large as it may be, though it is held in memory, or its making takes long. */
const archives = /stream|octet-stream|\b(?:archive|back-?up|dump|export)|\.(?:zip|tar|t?gz|bin|iso|onnx)\b|long-?poll/i;
const fetches = /^(?:download|load|get|fetch|read)/;
const NEARBY_CHARACTERS = 6_000;

/** What was found of each call: a rule asks for its message, for that of further calls, and for its suggestions. */
const waits = new WeakMap<RemoteCall, Wait>();

/** How long the answer of a call may take, by the words of the call and of the function around it. */
export function waitOf(file: ParsedFile, call: RemoteCall): Wait {
  const known = waits.get(call);
  if (known) return known;
  const wait = readWait(file, call);
  waits.set(call, wait);
  return wait;
}

function readWait(file: ParsedFile, call: RemoteCall): Wait {
  const { range, target, api, method } = call;
  const written = file.text.slice(range.start, range.end);
  const own = method === 'PUT' ? written : written.replace(addressAsked, '');
  if (isHeldDownload(file, call, own)) return 'held';
  const callee = own.slice(0, own.indexOf('(') + 1 || own.length).replace(/<[^>]*>?\($|\($/, '');
  if (
    following.test(api) ||
    lasting.test(callee) ||
    [moved, held, heldBack, exported, filesWithin].some((words) => words.test(own)) ||
    // What has run before is looked up at once.
    (method !== 'GET' && runningPath.test(own)) ||
    /\/uploads?\b/i.test(own) ||
    takenDown.test(`${target ?? ''} ${own}`)
  )
    return 'unknown';
  const around = pathTo(file, range).filter(isFunction);
  if (api === 'vercel-blob' && /\b(?:put|copy|upload\w*)$/.test(callee)) return 'unknown';
  const names = around.map((one) => functionName(one) ?? '');
  if (names.some((name) => running.test(name) || turning.test(name))) return 'unknown';
  if (runsForMinutes(file)) return 'unknown';
  const nearby = textAround(file, around.at(-1));
  if (isAws(api) && heldBack.test(nearby)) return 'unknown';
  if (movedNearby.test(nearby) || heldNearby.test(nearby.replace(readAsText, '')) || exported.test(nearby))
    return 'unknown';
  // The events of node's own answers gather what is read whole as well.
  if (api !== 'http' && api !== 'https' && isStreamedNear(api, textAround(file, ownerOf(around)))) return 'unknown';
  if (figures.test(`${target ?? ''} ${own}`) && !modelAnswers.test(own)) return 'batch';
  const asked = `${api} ${target ?? ''} ${own} ${nearby}`;
  if (modelAnswers.test(asked)) return 'long';
  // The SDKs of such services wait as long for whatever they ask.
  const isModel = models.test(asked) || modelHosts.test(asked);
  if (isModel) return isHandedOut(file, range) ? 'unknown' : 'long';
  if (made.test(`${target ?? ''} ${own} ${names.join(' ')}`)) return 'long';
  // Options that stand in front of the call hold the path, where the call holds none.
  const path = `${target ?? ''} ${/['"`]/.test(own) ? own : nearby}`;
  const isPaid =
    paidPath.test(path) || paidWith.test(nearby) || around.some((one) => pays.test(functionName(one) ?? ''));
  return isPaid && method !== 'GET' && method !== 'HEAD' ? 'paid' : 'short';
}

/** Bytes are asked for and taken as one piece: as many as memory holds, and nothing runs or waits on the other side. */
function isHeldDownload(file: ParsedFile, { range, api, method }: RemoteCall, own: string): boolean {
  if (method !== 'GET' || following.test(api) || isAws(api) || /^https?$/.test(api)) return false;
  if ([archives, heldBack, exported].some((words) => words.test(own)) || runsForMinutes(file)) return false;
  const around = pathTo(file, range).filter(isFunction);
  const names = around.map((one) => functionName(one) ?? '');
  if (names.some((name) => turning.test(name) || (running.test(name) && !fetches.test(name)))) return false;
  // What the call says of itself holds, whatever else a long function does with other answers.
  if (takenWhole.test(chainText(file, range))) return ![sentOn, models, modelHosts].some((words) => words.test(own));
  const nearby = textAround(file, around.at(-1));
  if (!takenWhole.test(nearby.replace(readAsText, ''))) return false;
  const owner = textAround(file, ownerOf(around));
  return ![movedNearby, streamedNearby, sentOn, exported, models].some((words) => words.test(owner));
}

/** `return fetch(url)`: whoever gets the answer may read it in parts. */
function isHandedOut(file: ParsedFile, range: Range): boolean {
  const call = nodeAt(file, range, 'CallExpression');
  let at = call?.parent;
  while (at && /^(?:Await|Chain|TSAs|TSNonNull)Expression$/.test(at.type)) at = at.parent;
  return at?.type === 'ReturnStatement' || at?.type === 'ArrowFunctionExpression';
}

/** A call with what is chained onto it: `fetch(url).then((answer) => answer.arrayBuffer())`. */
function chainText(file: ParsedFile, { start, end }: Range): string {
  const call = nodeAt(file, { start, end }, 'CallExpression');
  return file.text.slice(start, call ? withChain(call).range[1] : end);
}

/** `export const maxDuration = 300`, as pages and routes are given by those who know that they take as long. */
const routeSeconds =
  /^export\s+const\s+(?:maxDuration\b[^=\n]*=|config\b[^=\n]*=\s*\{[^{}]*\bmaxDuration\s*:)\s*(\d+)(?:\s*\*\s*(\d+))?/m;
const LONG_ROUTE_SECONDS = 60;

function runsForMinutes({ text }: ParsedFile): boolean {
  const [, seconds, times = 1] = routeSeconds.exec(text) ?? [];
  return Number(seconds ?? 0) * Number(times) >= LONG_ROUTE_SECONDS;
}

function isStreamedNear(api: string, nearby: string): boolean {
  // Other clients have read the whole of what they call a body.
  return streamedNearby.test(nearby) || sentOn.test(nearby) || (/fetch|undici/.test(api) && bodyReturned.test(nearby));
}

function textAround({ text }: ParsedFile, around: FunctionNode | undefined): string {
  return around ? text.slice(around.range[0], Math.min(around.range[1], around.range[0] + NEARBY_CHARACTERS)) : '';
}

/** The function whose callbacks, such as what a retry runs, the others are. */
function ownerOf(functions: readonly FunctionNode[]): FunctionNode | undefined {
  return functions.findLast(({ parent }) => parent?.type !== 'CallExpression') ?? functions[0];
}

/** A client's files move data, or its calls are made to wait: commands that block, clients of queues and of stores. */
const sharedTransfer =
  /\bFormData\b|form-data|multipart|array_?buffer|create(?:Read|Write)Stream|responseType|getReader|\bupload\w*\s*\(|\bdownload\w*\s*\(|octet-stream|\blong-?poll|getUpdates/i;
const blocking =
  /\b(?:xread(?:group)?|b[lr]pop(?:lpush)?|bzpop(?:min|max)|blmove|p?subscribe|monitor|waitaof|Redlock|bull(?:mq)?)\b/i;
const stores = /\bS3(?:Client)?\b|\bTranscribe|\bPolly\b/;
/** Services that hold an answer back until there is something to say. */
const holding = /\b(?:SQS|SFN|StepFunctions|SWF|Lambda|Bedrock|IoT|MQ)(?:\b|[A-Z])/i;
function isHolding(file: ParsedFile, made: string): boolean {
  const head = made.slice(0, 60);
  // A queue's client holds its answer back for those who receive; the commands of a client are imported one by one.
  const sends = /\bSQSClient\b/.test(head) && /\bSendMessage\w*Command\b/.test(file.text);
  return holding.test(head) && !(sends && !/Receive|\bexport\b[^\n]*\bnew SQSClient/.test(file.text));
}

/** Calls of a client that move money. */
const paidPosts =
  /\.\s*(?:post|put|patch)\s*(?:<[^>()]*>)?\(\s*['"`][^'"`\n]*\/(?:charges?|payments?|refunds?|payouts?)\b/i;

/** It goes through the platform's `fetch` as that is, with no dispatcher that waits longer. */
function endsByFetch(file: ParsedFile, { api, range }: RemoteCall): boolean {
  if (api !== 'fetch' && api !== 'undici') return false;
  // Services that keep the connection awake with blank lines have sent their headers.
  if (/deepseek|openrouter/i.test(textAround(file, pathTo(file, range).findLast(isFunction)))) return false;
  return !/\bdispatcher\b/.test(file.text.slice(range.start, range.end)) && !textHas(file, ownDispatcher);
}

const ownDispatcher = /\bsetGlobalDispatcher\b|\bheadersTimeout\b/;

/** The least that a limit for a call's answer is set to, beside what is configured. */
export function leastForCall(file: ParsedFile, call: RemoteCall, wait: Wait): number {
  return wait === 'long' && endsByFetch(file, call) ? FETCH_MS : leastFor(wait);
}

/** The same for an answer of a kind, whatever asks for it. */
export function leastFor(wait: Wait): number {
  if (wait === 'paid') return PAYMENT_MS;
  if (wait === 'batch') return BATCH_MS;
  if (wait === 'held') return HELD_MS;
  return wait === 'long' ? MODEL_ANSWER_MS : 0;
}

const patient: readonly Wait[] = ['unknown', 'long', 'held', 'paid', 'batch'];

/**
 * The same for all calls of a client, as far as its file tells: one limit holds for each of them, and so that of the
 * longest one.
 * @param calls those of the file
 */
export function clientWaitOf(file: ParsedFile, client: ClientInstance, calls: readonly RemoteCall[]): Wait {
  const wait = ownWaitOf(file, client);
  if (wait === 'unknown' || client.api === 'db' || client.api === 'cache' || isAws(client.api)) return wait;
  const all = [wait, ...client.calls.flatMap((number) => (calls[number] ? [waitOf(file, calls[number])] : []))];
  return patient.find((one) => all.includes(one)) ?? 'short';
}

function ownWaitOf(file: ParsedFile, { range, api, escapes, library }: ClientInstance): Wait {
  const own = file.text.slice(range.start, range.end);
  if (api !== 'db' && pathTo(file, range).some((one) => isFunction(one) && turning.test(functionName(one) ?? '')))
    return 'unknown';
  if (api === 'cache') return escapes || textHas(file, blocking) ? 'unknown' : 'short';
  if (api === 'db') return 'short';
  if (following.test(api) || following.test(library?.name ?? '') || (isAws(api) && isHolding(file, own)))
    return 'unknown';
  if (stores.test(own.slice(0, 40)) || textHas(file, sharedTransfer)) return 'unknown';
  if (modelAnswers.test(own)) return 'long';
  if (models.test(`${api} ${own}`) || modelHosts.test(own)) return 'long';
  return textHas(file, paidPosts) ? 'paid' : 'short';
}

/** Objects of a store, requested and answered over connections that are silent only where something is wrong. */
export function movesFiles(file: ParsedFile, { api, range }: ClientInstance): boolean {
  const own = file.text.slice(range.start, range.end).slice(0, 60);
  return isAws(api) && !/\b(?:Transcribe|Polly)/.test(own) && !holding.test(own);
}

function isAws(api: string): boolean {
  return api.startsWith('aws-sdk');
}

/** Migrations and index builds, and the lock that they wait for, last as long as there are rows. */
export function changesSchema({ path, text }: ParsedFile): boolean {
  return (
    /(?:^|[/._-])(?:migrat(?:e|ions?|or)|upgrades?|back-?fills?|schema[_-]?(?:updates?|changes?))(?:[/._-]|$)/i.test(
      path,
    ) ||
    /\b(?:run|apply|do|execute)?_?migrat(?:e|ions?)\w*\s*\(|\b(?:sync|create|ensure)Index(?:es)?\s*\(|\bpg_(?:try_)?advisory_lock\b|\bstatement_timeout\s*:/i.test(
      text,
    ) ||
    /\b\w*Migrat(?:or|ions?|e)[A-Z]?\w*\b/.test(text)
  );
}

/** What to do about a client without a limit, as a clause. */
export function clientAdvice(
  { api, timeoutOption: option }: { readonly api: string; readonly timeoutOption: string | undefined },
  wait: Wait,
  usual: string,
  changes: boolean,
): string {
  if (api === 'db' && changes) return 'Add a limit that the longest migration stays below';
  if (wait === 'unknown' && api === 'cache') return 'Limit its commands, where none of them blocks';
  if (wait === 'unknown') return 'Add a limit that the slowest good call stays below';
  if (wait === 'long') return 'Add a timeout longer than the longest answer, e.g. 10 min';
  if (wait === 'paid') return paidAdvice;
  if (wait === 'batch') return batchAdvice;
  if (wait === 'held') return heldAdvice;
  return option === undefined ? `Add a timeout, e.g. ${usual}` : `Set ${option}, e.g. ${usual}`;
}
