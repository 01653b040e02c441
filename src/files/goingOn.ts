import { objectIn } from './jsonFile.ts';
import type { Manifest } from './packages.ts';

/** Clients of chats, schedulers and consumers of queues: who takes one of these in means to stay up. */
const STAYS =
  'telegraf|grammy|node-telegram-bot-api|discord\\.js|eris|oceanic\\.js|@slack/(?:bolt|socket-mode)|baileys|@whiskeysockets/baileys|' +
  'whatsapp-web\\.js|@wppconnect-team/wppconnect|venom-bot|matrix-bot-sdk|tmi\\.js|irc-framework|mineflayer|probot|botkit|hubot|' +
  'node-cron|croner|cron|node-schedule|agenda|bree|toad-scheduler|' +
  'bull|bee-queue|sqs-consumer|amqp-connection-manager|rhea|kafka-node|node-rdkafka|@temporalio/worker';
const STAYS_PACKAGE = new RegExp(`^(?:${STAYS})$`);
const STAYS_IMPORT = new RegExp(`(?:\\bfrom|\\brequire\\(|\\bimport\\(?)\\s*['"](?:${STAYS})['"]`);

/** What starts such a client, schedule or consumer. */
const STARTS =
  /\.\s*(?:launch|login|startPolling|start|connect|initialize|schedule|consume|process|every|run)\s*\(|\bpolling\s*:\s*true\b|\bnew\s+(?:Cron|CronJob|Worker)\s*\(/;
/** It is done at some time, and says so. */
const ENDS = /\bprocess\.exit\s*\(\s*0?\s*\)|\.\s*destroy\s*\(\s*\)/;

/** The package needs, to run, what only a program that stays up has. */
export function dependsOnWhatStays({ json }: Manifest): boolean {
  return Object.keys(objectIn(json, 'dependencies') ?? {}).some((name) => STAYS_PACKAGE.test(name));
}

/** This file starts a bot, a schedule or a consumer, and nothing in it says that it ends by itself. */
export function staysUp(text: string): boolean {
  return STAYS_IMPORT.test(text) && STARTS.test(text) && !ENDS.test(text);
}

const TOLD_TO_STOP = /\bprocess\s*\.\s*(?:on|once)\s*\(\s*['"`]SIGTERM['"`]/;
/** A command that starts another one hands signals on to it. */
const HANDS_ON = /\bchild_process\b|\bexeca\b|\bcross-spawn\b|\bnode-pty\b/;

/** What runs a program tells this file to stop: a person at a terminal sends another signal. */
export function isToldToStop(text: string): boolean {
  return TOLD_TO_STOP.test(text) && !HANDS_ON.test(text);
}

const COMES_BACK =
  /\bsetInterval\s*\(|\bwhile\s*\(\s*(?:true|1)\s*\)|\bfor\s*\(\s*;\s*;\s*\)|\.\s*on\s*\(\s*['"`]message['"`]/;
const ASKS =
  /(?<![\w.$])(?:fetch|axios|got|request|needle)\s*(?:\.\s*\w+\s*)?(?:<[^>()]*>)?\(|\.\s*(?:query|publish|subscribe|consume)\s*\(/;

/** Again and again it asks somebody over the network, or hears from them. */
export function comesBack(text: string): boolean {
  return COMES_BACK.test(text) && ASKS.test(text);
}
