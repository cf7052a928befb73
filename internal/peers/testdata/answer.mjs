// Answers operations over the small graph with graphql-js and plain resolvers, one for each field, written
// from the schema's descriptions. Reads {sdl, graph, requests} as JSON and prints the results as JSON.
import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, graphqlSync, GraphQLError, isInterfaceType, isObjectType, Kind } from 'graphql';
import { compare, Graph } from './graph.mjs';
import { byOrder, matches } from './where.mjs';

const { sdl, graph: data, requests } = JSON.parse(readFileSync(0, 'utf8'));
const schema = buildSchema(sdl);
const graph = new Graph(data);

// What resolvers of organisations are given is an item: a node and the day that it is seen on.

// The arguments of a directive on a field, or undefined.
function directive(field, name) {
  const node = field.astNode.directives.find((d) => d.name.value === name);
  return node && Object.fromEntries(node.arguments.map((a) => [a.name.value, literal(a.value)]));
}
const literal = (value) => (value.kind === Kind.LIST ? value.values.map(literal) : value.value);

// How a field follows edges: the steps, the type of the targets, and whether it is a list.
function relationOf(field) {
  const edge = directive(field, 'edge');
  const path = directive(field, 'path');
  if (!edge && !path) return undefined;
  const steps = edge
    ? [edge]
    : path.steps.map((s) => (s.startsWith('<') ? { type: s.slice(1), to: 'IN' } : { type: s.slice(0, -1), to: 'OUT' }));
  const type = getNamedType(field.type);
  const wrapped = type.getFields().nodes ?? (type.name.match(/(Link|Path)$/) && type.getFields().node);
  const target = wrapped ? getNamedType(wrapped.type) : type;
  return { steps, isPath: !!path, target, many: !!type.getFields().nodes, link: type.name.match(/(Link|Path)$/) };
}

const isKind = (node, type) => (isInterfaceType(type) ? schema.isSubType(type, schema.getType(node.kind)) : node.kind === type.name);

const reading = {
  relation(item, name) {
    const field = schema.getType(item.node.kind).getFields()[name];
    return field && relationOf(field);
  },
  reach(item, name, day) {
    const relation = this.relation(item, name);
    if (relation === undefined) return [];
    return graph
      .follow(item.node, relation.steps, day)
      .filter((r) => isKind(r.node, relation.target))
      .map((r) => ({ item: { node: r.node, day }, edge: r.edge, isPath: relation.isPath }));
  },
  read(item, name) {
    const field = schema.getType(item.node.kind).getFields()[name];
    return field === undefined ? null : property(field)(item);
  },
};

const enumName = (kind) => kind.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
const idOf = (node) => Buffer.from('ods:' + node.odsCode).toString('base64url');

// A resolver of what an organisation itself holds.
function property(field) {
  const measure = directive(field, 'measure');
  switch (true) {
    case field.name === 'id':
      return ({ node }) => idOf(node);
    case field.name === 'code': // all of them are of the ODS
      return ({ node }) => node.odsCode;
    case field.name === 'kind':
      return ({ node }) => enumName(node.kind);
    case measure !== undefined:
      return ({ node, day }) => {
        const points = (node[measure.series] ?? []).filter((p) => p.on <= day).sort((a, b) => compare(b.on, a.on));
        return points[0]?.[measure.value] ?? null;
      };
    case String(field.type).startsWith('['):
      return ({ node }) => node[field.name] ?? [];
    default:
      return ({ node }) => node[field.name] ?? null;
  }
}

// What stands in `edges`, and in the companion of a field that leads to one. The dates of a path are left out.
function edgeOf({ item, edge, isPath }) {
  if (edge === null || isPath) return { node: item };
  return { node: item, validFrom: edge.validFrom, validTo: edge.validTo, origin: edge.origin, source: edge.source, spells: graph.spells(edge) };
}

function connection(reached, { where, orderBy, first, last }) {
  const order = byOrder(reading, orderBy);
  const all = reached.filter((r) => matches(reading, r.item, r.edge, where)).sort((a, b) => order(a.item, b.item));
  let page = all;
  if (first != null) page = all.slice(0, first);
  if (last != null) page = all.slice(Math.max(0, all.length - last));
  return {
    totalCount: all.length,
    nodes: page.map((r) => r.item),
    edges: page.map(edgeOf),
    pageInfo: { hasNextPage: first != null && page.length < all.length, hasPreviousPage: last != null && page.length < all.length },
  };
}

// A resolver of a field that follows edges.
function following(field) {
  const relation = relationOf(field);
  return (item, args) => {
    const reached = reading.reach(item, field.name, args.asOf ?? item.day);
    if (relation.many) return connection(reached, args);
    if (reached.length === 0) return null;
    return relation.link ? edgeOf(reached[0]) : reached[0].item;
  };
}

// A resolver of a root field.
function root(field) {
  const type = getNamedType(field.type);
  const wanted = (node, t) => (node !== undefined && isKind(node, t) ? node : null);
  const item = (node, { asOf }) => node && { node, day: asOf ?? graph.today };
  const byCode = (code) => graph.byCode.get(code.trim().toUpperCase());
  const byID = (id) => graph.nodes.find((n) => idOf(n) === id);
  if (field.name === 'dataset') return () => ({ release: 'r1', title: 'Small', licence: 'none' });
  switch (field.args.find((a) => ['code', 'odsCode', 'odsCodes', 'id', 'ids'].includes(a.name))?.name) {
    case 'code':
      return (_, args) => item(wanted(graph.byCode.get(args.code.trim()), type), args);
    case 'odsCode':
      return (_, args) => item(wanted(byCode(args.odsCode), type), args);
    case 'odsCodes':
      return (_, args) => args.odsCodes.map((code) => item(wanted(byCode(code), type), args));
    case 'id':
      return (_, args) => item(wanted(byID(args.id), type), args);
    case 'ids':
      return (_, args) => args.ids.map((id) => item(wanted(byID(id), type), args));
  }
  const target = getNamedType(type.getFields().nodes.type);
  return (_, args) => {
    const listed = graph.nodes.filter((n) => isKind(n, target) && (args.includeClosed || graph.isOpen(n, args.asOf ?? graph.today)));
    return connection(listed.map((n) => ({ item: item(n, args), edge: null })), args);
  };
}

for (const type of Object.values(schema.getTypeMap())) {
  if (isInterfaceType(type)) type.resolveType = ({ node }) => node.kind;
  if (!isObjectType(type) || type.name.startsWith('__')) continue;
  for (const field of Object.values(type.getFields())) {
    if (type === schema.getQueryType()) field.resolve = root(field);
    else if (!type.getInterfaces().length) field.resolve = undefined; // a plain object: graphql-js reads its members
    else field.resolve = relationOf(field) ? following(field) : property(field);
  }
}

const date = schema.getType('Date');
date.parseValue = (value) => {
  const parsed = new Date(`${value}T00:00:00Z`);
  if (typeof value !== 'string' || Number.isNaN(parsed.valueOf()) || parsed.toISOString().slice(0, 10) !== value) {
    throw new GraphQLError(`${JSON.stringify(value)} is not a date`);
  }
  return value;
};
date.parseLiteral = (node) => date.parseValue(node.kind === Kind.STRING ? node.value : null);

const answers = requests.map(({ query, variables, operationName }) => {
  const { data: answer, errors } = graphqlSync({ schema, source: query, variableValues: variables, operationName });
  return { data: answer, errors: errors?.map(({ message, path }) => ({ message, path })) };
});
console.log(JSON.stringify(answers));
