// With no argument, prints the query of introspection that tools send, all its options on, as a JSON
// string. With a file that holds an answer to it and one that holds the schema, prints both schemas, each
// in order of names, as JSON.
import { readFileSync } from 'node:fs';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';

const options = { specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true };
const print = (schema) => printSchema(lexicographicSortSchema(schema));

// @defer is accepted and ignored; gqlgen declares it, and the file does not.
const deferred = `
"Directs the executor to defer this fragment when the \`if\` argument is true or undefined."
directive @defer(
  "Deferred when true or undefined."
  if: Boolean = true
  "Unique name"
  label: String
) on FRAGMENT_SPREAD | INLINE_FRAGMENT
`;

const [answer, sdl] = process.argv.slice(2);
if (answer === undefined) {
  console.log(JSON.stringify(getIntrospectionQuery(options)));
} else {
  const { data } = JSON.parse(readFileSync(answer, 'utf8'));
  console.log(JSON.stringify({ answered: print(buildClientSchema(data)), written: print(buildSchema(readFileSync(sdl, 'utf8') + deferred)) }));
}
