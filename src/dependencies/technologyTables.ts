/** What a package talks to, where its own name does not say it, and what people call that. */
interface Technology {
  /** The first one is how it is shown. */
  readonly names: readonly string[];
  readonly packages: readonly string[];
}

export const technologies: readonly Technology[] = [
  {
    names: ['postgres', 'postgresql', 'pg'],
    packages: ['pg', 'pg-pool', 'postgres', 'pg-promise', 'slonik', '@neondatabase/serverless', '@vercel/postgres'],
  },
  { names: ['mysql', 'mariadb'], packages: ['mysql', 'mysql2', 'mariadb', '@planetscale/database'] },
  { names: ['mongodb', 'mongo'], packages: ['mongodb', 'mongoose'] },
  { names: ['mssql', 'sql-server', 'sqlserver'], packages: ['mssql', 'tedious'] },
  { names: ['oracle', 'oracledb'], packages: ['oracledb'] },
  {
    names: ['redis', 'valkey'],
    packages: ['redis', 'ioredis', '@redis/client', '@upstash/redis', 'bull', 'bullmq', 'bee-queue', 'iovalkey'],
  },
  { names: ['memcached', 'memcache'], packages: ['memcached', 'memjs'] },
  { names: ['kafka'], packages: ['kafkajs', 'node-rdkafka', '@confluentinc/kafka-javascript', '@platformatic/kafka'] },
  {
    names: ['rabbitmq', 'rabbit', 'amqp'],
    packages: ['amqplib', 'amqp-connection-manager', 'rascal', 'rabbitmq-client'],
  },
  { names: ['nats'], packages: ['nats', '@nats-io/transport-node', '@nats-io/jetstream'] },
  { names: ['mqtt'], packages: ['mqtt'] },
  { names: ['elasticsearch', 'elastic'], packages: ['@elastic/elasticsearch'] },
  { names: ['opensearch'], packages: ['@opensearch-project/opensearch'] },
  { names: ['cassandra', 'scylla'], packages: ['cassandra-driver'] },
  { names: ['clickhouse'], packages: ['@clickhouse/client'] },
  { names: ['neo4j'], packages: ['neo4j-driver'] },
  { names: ['influxdb', 'influx'], packages: ['influx', '@influxdata/influxdb-client'] },
  { names: ['etcd'], packages: ['etcd3'] },
  { names: ['smtp'], packages: ['nodemailer', 'smtp-client'] },
];

/** Packages that lead to whatever they are given: their own names say nothing of what is called. */
export const carriers: ReadonlySet<string> = new Set([
  ...[
    'axios',
    'got',
    'ky',
    'undici',
    'request',
    'superagent',
    'needle',
    'node-fetch',
    'cross-fetch',
    'ofetch',
    'wretch',
  ],
  ...['bent', 'phin', 'http', 'https', 'http2', 'net', 'dgram', 'dns', 'ws', 'websocket', 'socket.io-client', 'global'],
  ...[
    '@grpc/grpc-js',
    'graphql-request',
    '@apollo/client',
    'urql',
    'openapi-fetch',
    'isomorphic-fetch',
    'request-promise',
  ],
  ...[
    'prisma',
    '@prisma/client',
    'typeorm',
    'sequelize',
    'knex',
    'drizzle-orm',
    'kysely',
    '@mikro-orm/core',
    'objection',
  ],
]);
