// Made by `npm run docs` from the files beside it. Add a library with `npm run new-library`.
import { makeKnowledge } from '../knowledge/lookup.ts';
import type { Knowledge } from '../knowledge/lookup.ts';
import type { Library } from '../knowledge/schema.ts';
import { awsSdk3, awsSdk2 } from './aws.ts';
import { axios } from './axios.ts';
import { azureStorage } from './azure.ts';
import { brokers } from './brokers.ts';
import { consul } from './consul.ts';
import { databases } from './databases.ts';
import { drizzle } from './drizzle.ts';
import { effect } from './effect.ts';
import { fetchLibrary, xmlHttpRequest } from './fetch.ts';
import { googleClouds } from './googleCloud.ts';
import { got } from './got.ts';
import { graphqlRequest, graphqlClients, urql, apolloFetchLibrary } from './graphql.ts';
import { grpc } from './grpc.ts';
import { hostedClients } from './hostedClients.ts';
import { hostedDatabases } from './hostedDatabases.ts';
import { hostedPlatforms } from './hostedPlatforms.ts';
import { hostedServices } from './hostedServices.ts';
import { knex } from './knex.ts';
import { ky } from './ky.ts';
import { langchainCore } from './langchain.ts';
import { limiters } from './limiters.ts';
import { listened } from './listened.ts';
import { nodemailer, sendgrid, resend, postmark } from './mail.ts';
import { minipassFetch, makeFetchHappen } from './makeFetchHappen.ts';
import { messaging } from './messaging.ts';
import { openai, langchainOpenai, anthropic, groq, cohere, mistral, googleGenai } from './models.ts';
import { mongodb, mongoose } from './mongo.ts';
import { mysql, mysqlByCallback } from './mysql.ts';
import { needle, request, bent } from './needle.ts';
import { nestAxios } from './nestAxios.ts';
import { nestMicroservices } from './nestMicroservices.ts';
import { nodeDns } from './nodeDns.ts';
import { nodeFetch, crossFetch } from './nodeFetch.ts';
import { nodeHttp, nodeHttp2, nodeNet } from './nodeHttp.ts';
import { oauth } from './oauth.ts';
import { objectMappers } from './objectMappers.ts';
import { octokit, octokitCore, octokitRequest } from './octokit.ts';
import { ofetch } from './ofetch.ts';
import { openapiFetch } from './openapiFetch.ts';
import { pg } from './pg.ts';
import { platforms } from './platforms.ts';
import { cockatiel, opossum, pTimeout } from './policies.ts';
import { postgres } from './postgres.ts';
import { prisma } from './prisma.ts';
import { protocols } from './protocols.ts';
import { redbean, kysely } from './queryBuilders.ts';
import { amqplib, kafkajs, bullmq } from './queues.ts';
import { ioredis, nodeRedis, upstashRedis, memcached } from './redis.ts';
import { pRetry, asyncRetry, promiseRetry, exponentialBackoff, fetchRetry, axiosRetry } from './retryLibraries.ts';
import { retryOperation, attempt, tsRetry, asyncUtilities, redlock } from './retryMore.ts';
import { rxjs } from './rxjs.ts';
import { algolia, elasticsearch, opensearch } from './search.ts';
import { sequelize } from './sequelize.ts';
import { services } from './services.ts';
import { slack } from './slack.ts';
import { smallClients } from './smallClients.ts';
import { stripe } from './stripe.ts';
import { superagent, superagentPromise } from './superagent.ts';
import { typeorm } from './typeorm.ts';
import { undici } from './undici.ts';
import { vectorStores } from './vectorStores.ts';
import { webSocket, browserWebSocket } from './webSocket.ts';
import { wretch } from './wretch.ts';

/** Every library that is known. */
export const libraries: readonly Library[] = [
  awsSdk3,
  awsSdk2,
  axios,
  azureStorage,
  ...brokers,
  consul,
  ...databases,
  drizzle,
  effect,
  fetchLibrary,
  xmlHttpRequest,
  ...googleClouds,
  got,
  graphqlRequest,
  graphqlClients,
  urql,
  apolloFetchLibrary,
  grpc,
  ...hostedClients,
  ...hostedDatabases,
  ...hostedPlatforms,
  ...hostedServices,
  knex,
  ky,
  langchainCore,
  ...limiters,
  ...listened,
  nodemailer,
  sendgrid,
  resend,
  postmark,
  minipassFetch,
  makeFetchHappen,
  ...messaging,
  openai,
  langchainOpenai,
  anthropic,
  groq,
  cohere,
  mistral,
  googleGenai,
  mongodb,
  mongoose,
  mysql,
  mysqlByCallback,
  needle,
  request,
  bent,
  nestAxios,
  nestMicroservices,
  nodeDns,
  nodeFetch,
  crossFetch,
  nodeHttp,
  nodeHttp2,
  nodeNet,
  oauth,
  ...objectMappers,
  octokit,
  octokitCore,
  octokitRequest,
  ofetch,
  openapiFetch,
  pg,
  ...platforms,
  cockatiel,
  opossum,
  pTimeout,
  postgres,
  prisma,
  ...protocols,
  redbean,
  kysely,
  amqplib,
  kafkajs,
  bullmq,
  ioredis,
  nodeRedis,
  upstashRedis,
  memcached,
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
  algolia,
  elasticsearch,
  opensearch,
  sequelize,
  ...services,
  slack,
  ...smallClients,
  stripe,
  superagent,
  superagentPromise,
  typeorm,
  undici,
  ...vectorStores,
  webSocket,
  browserWebSocket,
  wretch,
];

export const knowledge: Knowledge = makeKnowledge(libraries);
