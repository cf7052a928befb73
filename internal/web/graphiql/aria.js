// Mends what GraphiQL and its explorer say to assistive technology: a tab holds buttons, which one with the
// role of a tab must not, and some fields have no name.
const mends = [
  ['.graphiql-tabs', tabs => tabs.setAttribute('role', 'list')],
  [
    '.graphiql-tab[role], .graphiql-tab[aria-selected]',
    tab => {
      tab.querySelector('.graphiql-tab-button')?.setAttribute('aria-current', tab.getAttribute('aria-selected'));
      tab.removeAttribute('role');
      tab.removeAttribute('aria-selected');
    },
  ],
  ['.graphiql-explorer-root select:not([aria-label])', field => field.setAttribute('aria-label', 'Kind of operation to add')],
  ['.graphiql-explorer-root input:not([aria-label])', field => field.setAttribute('aria-label', 'Value')],
];

export function mendAria(element) {
  const mend = () => {
    for (const [selector, change] of mends) element.querySelectorAll(selector).forEach(change);
  };
  new MutationObserver(mend).observe(element, { subtree: true, childList: true, attributeFilter: ['aria-selected'] });
}
