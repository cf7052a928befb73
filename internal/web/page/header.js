// What both pages show around their editor: what is being served, examples of it, its licence.

const mark = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
  <path d="M12 5.5 5.5 17M12 5.5 18.500 17M5.500 18h13"/>
  <g fill="currentColor" stroke="none"><circle cx="12" cy="5" r="3"/><circle cx="5" cy="18" r="3"/><circle cx="19" cy="18" r="3"/></g></svg>`;

/** What the server says of what it serves, with the examples; without any where it can't say. */
export async function served() {
  try {
    const answer = await fetch(address('playground/examples.json'), { headers: { Accept: 'application/json' } });
    if (answer.ok) return await answer.json();
    return { title: `Nothing can be asked yet (${answer.status}). Reload the page in a moment.`, examples: [] };
  } catch {
    return { title: 'The server can’t be reached.', examples: [] };
  }
}

/** An address below that of the page. */
export function address(path) {
  return new URL(path, document.baseURI).href;
}

/** Shows what is served in the page's header and footer. */
export function show(set) {
  const header = document.querySelector('header');
  header.innerHTML = `<h1>${mark}orggraph</h1>`;
  header.append(element('p', { className: 'og-title', textContent: set.title }));
  if (set.release) {
    const facts = element('p', { className: 'og-facts' });
    facts.style.margin = 0;
    facts.append('release ', element('code', { textContent: set.release }), ` · as of ${longDate(set.asOf)}`);
    header.append(facts);
  }
  const footer = document.querySelector('footer');
  footer.replaceChildren();
  if (set.licence) footer.append(element('p', { textContent: set.licence }));
  footer.append(element('a', { href: address('playground/licences.txt'), textContent: 'Licences of this page' }));
}

/** Adds a menu of the examples to the header; open is called with the one that is chosen. */
export function addExamples(set, open) {
  if (set.examples.length === 0) return;
  const menu = element('details', { className: 'og-examples' });
  const list = element('ul');
  for (const example of set.examples) {
    const button = element('button', { type: 'button' });
    button.append(example.title, element('small', { textContent: `for ${example.for}` }));
    button.addEventListener('click', () => {
      menu.open = false;
      open(example);
    });
    const item = element('li');
    item.append(button);
    list.append(item);
  }
  menu.append(element('summary', { textContent: 'Examples' }), list);
  menu.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  document.addEventListener('click', event => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  document.querySelector('header').append(menu);
}

/** Adds a switch to the header; what is returned says whether it is on. */
export function addSwitch(text, title) {
  const box = element('input', { type: 'checkbox' });
  const label = element('label', { className: 'og-switch', title });
  label.append(box, text);
  document.querySelector('header').append(label);
  return () => box.checked;
}

/** The variables of an example as an editor shows them. */
export function variables(example) {
  return JSON.stringify(example.variables, null, 2);
}

export function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

function longDate(day) {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}
