// The page: GraphiQL with the explorer, and around it what both pages have.
import './workers.js';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import '../page/page.css';
import './graphiql.css';

import { explorerPlugin } from '@graphiql/plugin-explorer';
import { pick, useGraphiQL, useGraphiQLActions, useMonaco } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';

import { addExamples, addSwitch, served, show, variables } from '../page/header.js';
import { mendAria } from './aria.js';
import { ask } from './ask.js';
import { defineThemes } from './theme.js';

const plugins = [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];

const set = await served();
show(set);

const wantsCost = addSwitch('cost', 'Let answers tell what they cost, in rows');
const fetcher = (parameters, options) =>
  ask(wantsCost() ? { ...parameters, extensions: { cost: true } } : parameters, options);

let open; // shows an example in the editor
addExamples(set, example => open?.(example));

// Who was here before finds the tabs as they were left.
const first = localStorage.getItem('graphiql:tabState') === null && set.examples[0];
const beginning = first && {
  defaultTabs: set.examples.map(example => ({ query: example.query, variables: variables(example) })),
  initialVariables: variables(first), // GraphiQL shows those of the other tabs by itself
};

const editor = document.getElementById('editor');
mendAria(editor);
createRoot(editor).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={plugins}
    defaultQuery={'{\n  dataset { title release }\n}\n'}
    isHeadersEditorEnabled={false}
    {...beginning}
  >
    <GraphiQL.Toolbar>
      {({ prettify, copy, merge }) => (
        <>
          {prettify}
          {merge}
          {copy}
          <Around />
        </>
      )}
    </GraphiQL.Toolbar>
  </GraphiQL>,
);

/** What is around the editor: the menu of examples reaches into it, and the theme comes out of it. */
function Around() {
  const { addTab, changeTab } = useGraphiQLActions();
  const { tabs, queryEditor, variableEditor, theme } = useGraphiQL(pick('tabs', 'queryEditor', 'variableEditor', 'theme'));

  useEffect(() => {
    const { classList } = document.documentElement;
    classList.toggle('og-dark', theme === 'dark');
    classList.toggle('og-light', theme === 'light');
  }, [theme]);

  const monaco = useMonaco(state => state.monaco);
  useEffect(() => monaco && defineThemes(monaco), [monaco]);
  useEffect(() => queryEditor?.updateOptions({ wordWrap: 'on' }), [queryEditor]);

  useEffect(() => {
    open = example => {
      const index = tabs.findIndex(tab => tab.query === example.query);
      if (index >= 0) {
        changeTab(index);
        return;
      }
      addTab();
      queryEditor.setValue(example.query);
      variableEditor.setValue(variables(example));
    };
  });
  return null;
}
