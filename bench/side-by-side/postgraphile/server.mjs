// PostGraphile as its documentation advises for production: the Amber preset without GraphiQL, a pool of connections, prepared
// statements and its caches of parsed and planned operations as they are, one process.
import { createServer } from "node:http";
import { PgAggregatesPreset } from "@graphile/pg-aggregates";
import { PgSimplifyInflectionPreset } from "@graphile/simplify-inflection";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

const preset = {
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset, PostGraphileConnectionFilterPreset, PgAggregatesPreset],
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ["public"],
      // Connections stay, with the statements that they have prepared.
      poolConfig: { max: 10, idleTimeoutMillis: 0 },
    }),
  ],
  // Lists may be asked for without the frame of a connection, which takes less time. Nothing is written.
  schema: { connectionFilterRelations: true, defaultBehavior: "connection list -insert -update -delete" },
  grafserv: { graphqlPath: "/graphql", graphiql: false },
};

const instance = postgraphile(preset).createServ(grafserv);
const server = createServer();
await instance.addTo(server);
await instance.ready();
server.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
