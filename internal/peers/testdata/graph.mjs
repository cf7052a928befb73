// The small graph, read plainly: nodes by code, and which edges hold on a day. Days are text of the form
// YYYY-MM-DD, which is ordered as the days are; null is no date.

export class Graph {
  constructor({ nodes, edges, today }) {
    this.today = today;
    this.nodes = nodes.map((node) => ({ recordStatus: 'FULL', origin: 'PUBLISHED', ...node }));
    this.byCode = new Map(this.nodes.map((node) => [node.odsCode, node]));
    this.edges = edges.map((edge) => ({
      origin: 'PUBLISHED',
      validFrom: null,
      validTo: null,
      ...edge,
      from: this.byCode.get(edge.from),
      to: this.byCode.get(edge.to),
      source: { release: 'r1', file: 'small.csv', record: edge.from, vintage: null },
    }));
  }

  isOpen(node, day) {
    return holds(node.openedOn, node.closedOn, day);
  }

  // The edges of one step that hold on a day, the preferred first.
  step(node, { type, to }, day) {
    const [near, far] = to === 'OUT' ? ['from', 'to'] : ['to', 'from'];
    return this.edges
      .filter((e) => e.type === type && e[near] === node && holds(e.validFrom, e.validTo, day))
      .filter((e) => this.isOpen(e.from, day) && this.isOpen(e.to, day))
      .sort((a, b) => compare(b.validFrom ?? '', a.validFrom ?? ''))
      .map((edge) => ({ node: edge[far], edge }));
  }

  // What steps reach, each target once.
  follow(node, steps, day) {
    let reached = [{ node, edge: null }];
    for (const step of steps) {
      reached = reached.flatMap((r) => this.step(r.node, step, day));
    }
    return reached.filter((r, i) => reached.findIndex((other) => other.node === r.node) === i);
  }

  // All edges between the same pair, whenever they hold.
  spells({ type, from, to }) {
    return this.edges
      .filter((e) => e.type === type && e.from === from && e.to === to)
      .sort((a, b) => compare(a.validFrom ?? '', b.validFrom ?? ''));
  }
}

export const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const holds = (first, last, day) => (first == null || first <= day) && (last == null || day <= last);
