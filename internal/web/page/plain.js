// The page that needs no Node to be built: GraphQL Playground with the examples in its tabs.
import { address, served, show, variables } from './header.js';

const set = await served();
show(set);

const endpoint = address('graphql');
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
colour(dark);

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

const editor = document.getElementById('editor');
new MutationObserver(mend).observe(editor, { subtree: true, childList: true, attributeFilter: ['class'] });
GraphQLPlayground.init(editor, options);

/** Gives names to the fields, and a place in the order of the tab key to what scrolls. */
function mend() {
  for (const wrapper of editor.querySelectorAll('.graphiql-wrapper')) {
    name(wrapper, '.CodeMirror-wrap textarea', 'Answer');
    name(wrapper, '.sc-gPEVay textarea', 'Variables or headers');
    name(wrapper, '.sc-kgAjT textarea', 'Schema');
    name(wrapper, '.CodeMirror textarea', 'Operation');
    name(wrapper, 'input:not([placeholder])', 'Address of the endpoint');
  }
  for (const region of editor.querySelectorAll('.CodeMirror-scroll[tabindex="-1"], :is(.sc-esjQYD, .sc-dfVpRl):not([tabindex])')) {
    region.tabIndex = 0;
  }
  const background = editor.querySelector('.graphiql-wrapper.active .CodeMirror');
  if (background) colour(isDark(getComputedStyle(background).backgroundColor)); // its theme is one of its settings
}

function name(wrapper, selector, text) {
  for (const field of wrapper.querySelectorAll(`:is(${selector}):not([aria-label])`)) field.setAttribute('aria-label', text);
}

function isDark(background) {
  const [red, green, blue] = background.match(/\d+/g).map(Number);
  return red + green + blue < 384;
}

/** Lets what is around the editor have its theme. */
function colour(dark) {
  const { classList } = document.documentElement;
  classList.toggle('og-dark', dark);
  classList.toggle('og-light', !dark);
}
