import { axios } from './axios.ts';
import { awsSdk2, awsSdk3 } from './aws.ts';
import { azureStorage } from './azure.ts';
import { googleClouds } from './googleCloud.ts';
import { grpc } from './grpc.ts';
import { effect } from './effect.ts';
import { brokers } from './brokers.ts';
import { databases } from './databases.ts';
import { hostedDatabases } from './hostedDatabases.ts';
import { hostedPlatforms } from './hostedPlatforms.ts';
import { hostedServices } from './hostedServices.ts';
import { objectMappers } from './objectMappers.ts';
import { protocols } from './protocols.ts';
import { drizzle } from './drizzle.ts';
import { fetchLibrary, xmlHttpRequest } from './fetch.ts';
import { got } from './got.ts';
import { apolloFetchLibrary, graphqlClients, graphqlRequest } from './graphql.ts';
import { knex } from './knex.ts';
import { ky } from './ky.ts';
import { limiters } from './limiters.ts';
import { langchainCore } from './langchain.ts';
import { makeKnowledge } from '../knowledge/lookup.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import { mongodb, mongoose } from './mongo.ts';
import { mysql } from './mysql.ts';
import { needle, request } from './needle.ts';
import { nestAxios } from './nestAxios.ts';
import { crossFetch, nodeFetch } from './nodeFetch.ts';
import { nodeDns } from './nodeDns.ts';
import { nodeHttp, nodeHttp2, nodeNet } from './nodeHttp.ts';
import { ofetch } from './ofetch.ts';
import { pg } from './pg.ts';
import { platforms } from './platforms.ts';
import { kysely, redbean } from './queryBuilders.ts';
import { cockatiel, opossum, pTimeout } from './policies.ts';
import { postgres } from './postgres.ts';
import { prisma } from './prisma.ts';
import { ioredis, memcached, nodeRedis, upstashRedis } from './redis.ts';
import { amqplib, bullmq, kafkajs } from './queues.ts';
import { asyncUtilities, attempt, redlock, retryOperation, tsRetry } from './retryMore.ts';
import { rxjs } from './rxjs.ts';
import { asyncRetry, axiosRetry, exponentialBackoff, fetchRetry, pRetry, promiseRetry } from './retryLibraries.ts';
import type { Library } from '../knowledge/schema.ts';
import { services } from './services.ts';
import { nodemailer, postmark, resend, sendgrid } from './mail.ts';
import { messaging } from './messaging.ts';
import { vectorStores } from './vectorStores.ts';
import { anthropic, cohere, googleGenai, groq, mistral, openai } from './models.ts';
import { octokit, octokitCore, octokitRequest } from './octokit.ts';
import { algolia, elasticsearch, opensearch } from './search.ts';
import { slack } from './slack.ts';
import { stripe } from './stripe.ts';
import { webSocket } from './webSocket.ts';
import { sequelize } from './sequelize.ts';
import { superagent } from './superagent.ts';
import { typeorm } from './typeorm.ts';
import { undici } from './undici.ts';
import { wretch } from './wretch.ts';

const http = [
  fetchLibrary,
  xmlHttpRequest,
  undici,
  nodeHttp,
  nodeHttp2,
  nodeNet,
  nodeDns,
  nodeFetch,
  crossFetch,
  axios,
  nestAxios,
  got,
  ky,
  ofetch,
  superagent,
  wretch,
  needle,
  request,
  graphqlRequest,
  graphqlClients,
  apolloFetchLibrary,
];
const stores = [
  pg,
  postgres,
  mysql,
  knex,
  sequelize,
  prisma,
  typeorm,
  drizzle,
  kysely,
  redbean,
  mongodb,
  mongoose,
  ioredis,
  nodeRedis,
  upstashRedis,
  memcached,
  ...databases,
  ...hostedDatabases,
  ...objectMappers,
];
const queues = [amqplib, kafkajs, bullmq, ...brokers];
const policies = [
  cockatiel,
  opossum,
  langchainCore,
  pRetry,
  asyncRetry,
  promiseRetry,
  exponentialBackoff,
  fetchRetry,
  axiosRetry,
  retryOperation,
  attempt,
  tsRetry,
  asyncUtilities,
  redlock,
  rxjs,
  effect,
  pTimeout,
];

const sdks = [
  openai,
  anthropic,
  stripe,
  slack,
  octokit,
  octokitCore,
  octokitRequest,
  nodemailer,
  sendgrid,
  resend,
  postmark,
  groq,
  cohere,
  mistral,
  googleGenai,
  elasticsearch,
  opensearch,
  ...vectorStores,
  ...messaging,
];
const cloud = [awsSdk3, awsSdk2, grpc, azureStorage, ...googleClouds, algolia, webSocket];

/** Every library that is known, in the order in which specifiers are matched. */
export const libraries: readonly Library[] = [
  ...http,
  ...stores,
  ...queues,
  ...sdks,
  ...cloud,
  ...services,
  ...platforms,
  ...hostedServices,
  ...hostedPlatforms,
  ...protocols,
  ...policies,
  ...limiters,
];

export const knowledge: Knowledge = makeKnowledge(libraries);
