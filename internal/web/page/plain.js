// The page that needs no Node to be built: GraphQL Playground with the examples in its tabs.
import { address, served, show, variables } from './header.js';

const set = await served();
show(set);

const endpoint = address('graphql');
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
document.documentElement.classList.add(dark ? 'og-dark' : 'og-light');

const options = {
  endpoint,
  settings: {
    'editor.theme': dark ? 'dark' : 'light',
    'general.betaUpdates': false,
    'request.credentials': 'same-origin',
    'schema.polling.enable': false,
    'tracing.hideTracingResponse': true,
  },
};
// Tabs that are given take the place of those that Playground keeps: it is given them the first time alone.
if (!localStorage.getItem('graphql-playground') && set.examples.length > 0) {
  options.tabs = set.examples.map(example => ({
    endpoint,
    name: example.title,
    query: example.query,
    variables: variables(example),
  }));
}
GraphQLPlayground.init(document.getElementById('editor'), options);
