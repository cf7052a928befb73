// The editor's colours: those of GraphiQL, but for what is hard to read on its backgrounds.
const clear = '#ffffff00';
const surface = { 'editor.background': clear, 'scrollbar.shadow': clear };

const themes = {
  'graphiql-LIGHT': {
    base: 'vs',
    inherit: true,
    colors: surface,
    rules: [{ token: 'argument.identifier.gql', foreground: '#5e5ac0' }],
  },
  'graphiql-DARK': {
    base: 'vs-dark',
    inherit: true,
    colors: { ...surface, 'editorLineNumber.foreground': '#a3adc0' },
    rules: [
      { token: 'argument.identifier.gql', foreground: '#a5a0ff' },
      { token: 'comment', foreground: '#8fc07c' },
    ],
  },
};

export function defineThemes(monaco) {
  for (const [name, theme] of Object.entries(themes)) monaco.editor.defineTheme(name, theme);
}
