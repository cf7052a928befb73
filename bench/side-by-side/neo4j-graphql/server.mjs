// The official Neo4j GraphQL library on GraphQL Yoga, over the database NEO4J_URI, at port PORT. With PROFILE=1 each
// answer says in a header how many database hits it took.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { useGraphQlJit } from "@envelop/graphql-jit";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";
import { profiling } from "./profile.mjs";

// No number of ours needs more digits than JavaScript has: the driver need not make objects of them.
const driver = neo4j.driver(process.env.NEO4J_URI, undefined, { disableLosslessIntegers: true });
const library = new Neo4jGraphQL({
  typeDefs: readFileSync(new URL("types.graphql", import.meta.url), "utf8"),
  driver,
  features: {
    filters: { String: { GT: true, GTE: true } },
    // All that the library's page on optimisation says to leave out.
    excludeDeprecatedFields: {
      mutationOperations: true,
      aggregationFilters: true,
      aggregationFiltersOutsideConnection: true,
      relationshipFilters: true,
      attributeFilters: true,
    },
  },
});

// Yoga keeps parsed and validated documents by itself; compiled, all of England takes a tenth less CPU, and a
// list of many small objects half.
const profile = process.env.PROFILE ? profiling(driver) : { plugins: [] };
const yoga = createYoga({
  schema: await library.getSchema(),
  logging: false,
  graphiql: false,
  landingPage: false,
  context: profile.context,
  plugins: [useGraphQlJit(), ...profile.plugins],
});
createServer(yoga).listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
