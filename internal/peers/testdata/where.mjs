// Filters and orderings, read plainly. `read(item, name)` is the value of a field of an item as the
// schema resolves it; an item is a node with the day that it is seen on.
import { compare } from './graph.mjs';

const operators = {
  eq: (a, b) => a === b,
  in: (a, list) => list.includes(a),
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  contains: (a, b) => a.includes(b),
  startsWith: (a, b) => a.startsWith(b),
  endsWith: (a, b) => a.endsWith(b),
};

// Whether a value meets all of an operator object.
function compares(value, conditions) {
  return Object.entries(conditions).every(([name, wanted]) => {
    if (name === 'isNull') return (value === null) === wanted;
    if (name === 'caseInsensitive') {
      const folded = Object.entries(wanted).map(([k, v]) => [k, fold(v)]);
      return compares(fold(value), Object.fromEntries(folded));
    }
    return value !== null && operators[name](value, wanted);
  });
}

const fold = (v) => (Array.isArray(v) ? v.map(fold) : (v?.toLowerCase() ?? null));

// Whether an item, reached by an edge, meets a filter.
export function matches(schema, item, edge, where) {
  return Object.entries(where ?? {}).every(([name, wanted]) => {
    if (wanted === null) return true; // as if it were left out
    switch (name) {
      case 'AND':
        return wanted.every((w) => matches(schema, item, edge, w));
      case 'OR':
        return wanted.some((w) => matches(schema, item, edge, w));
      case 'NOT':
        return !matches(schema, item, edge, wanted);
      case 'exists':
        return wanted; // the item is there
      case 'edge':
        return Object.entries(wanted).every(([n, w]) => compares(edge[n], w));
    }
    const relation = schema.relation(item, name);
    if (relation === undefined) return compares(schema.read(item, name), wanted);
    const reached = schema.reach(item, name, item.day);
    const meets = (r, w) => matches(schema, r.item, r.edge, w?.node) && matches(schema, r.item, r.edge, { edge: w?.edge ?? {} });
    if (!relation.many) {
      return reached.length > 0 ? matches(schema, reached[0].item, reached[0].edge, wanted) : wanted.exists === false;
    }
    return Object.entries(wanted).every(([quantifier, w]) => {
      const n = reached.filter((r) => meets(r, quantifier === 'count' ? w.where : w)).length;
      switch (quantifier) {
        case 'some':
          return n > 0;
        case 'all':
          return n === reached.length;
        case 'none':
          return n === 0;
        case 'single':
          return n === 1;
        default: {
          const { where: _, ...conditions } = w;
          return compares(n, conditions);
        }
      }
    });
  });
}

// The value that an ordering of one key leads to, and its direction.
function sortKey(schema, item, order) {
  const [[name, wanted]] = Object.entries(order);
  if (typeof wanted === 'string') return [schema.read(item, name), wanted];
  const reached = schema.reach(item, name, item.day);
  if (schema.relation(item, name).many) return [reached.filter((r) => matches(schema, r.item, r.edge, wanted.where?.node)).length, wanted.count];
  if (reached.length > 0) return sortKey(schema, reached[0].item, wanted);
  return [null, 'ASC'];
}

// Compares two items by an ordering; nulls are last, and ties go by code.
export function byOrder(schema, orderBy) {
  return (a, b) => {
    for (const order of orderBy ?? []) {
      const [x, direction] = sortKey(schema, a, order);
      const [y] = sortKey(schema, b, order);
      if (x === null || y === null) {
        if (x !== y) return x === null ? 1 : -1;
      } else if (x !== y) {
        return direction === 'DESC' ? compare(y, x) : compare(x, y);
      }
    }
    return compare(a.node.odsCode, b.node.odsCode);
  };
}
