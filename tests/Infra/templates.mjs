// Reads Bicep files with the Bicep grammar for tree-sitter and prints them as one JSON document, for the tests in C#.
// Literal values become JSON; anything computed becomes { "=": "its source" }, a call with its arguments too; a loop { "for": "its source", "body": … }.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { Parser, Language } from 'web-tree-sitter';

const folder = process.argv[2];
const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(grammar));

const files = fs.readdirSync(folder, { recursive: true }).filter(f => /\.bicep(param)?$/.test(f)).sort();
console.log(JSON.stringify(Object.fromEntries(files.map(f => [f.split(path.sep).join('/'), read(path.join(folder, f))]))));

function read(file) {
  const text = fs.readFileSync(file, 'utf8');
  // The grammar knows templates only: in a parameter file an assignment is read as the variable that it looks like.
  const root = parser.parse(file.endsWith('param') ? text.replace(/^param (\w+) =/gm, 'var $1 =') : text).rootNode;
  const found = { faults: faults(root), parameters: {}, variables: {}, resources: [], modules: [], outputs: {} };
  for (const node of root.namedChildren) {
    const [name, ...rest] = node.namedChildren.filter(c => c.type !== 'decorators' && c.type !== 'comment');
    if (node.type === 'parameter_declaration') found.parameters[name.text] = { type: rest[0].text, default: rest.length > 1 ? value(rest[1]) : null };
    if (node.type === 'variable_declaration') found.variables[name.text] = value(rest.at(-1));
    if (node.type === 'output_declaration') found.outputs[name.text] = value(rest.at(-1));
    if (node.type === 'resource_declaration') resource(node, null, found.resources);
    if (node.type === 'module_declaration') found.modules.push({ symbol: name.text, file: plain(rest[0]), ...opened(rest[1]) });
  }
  return found;
}

function faults(node) {
  if (node.type === 'ERROR' || node.isMissing) return [`line ${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`];
  return node.hasError ? node.children.flatMap(faults) : [];
}

function resource(node, outer, all) {
  const [symbol, type, content] = node.namedChildren.filter(c => c.type !== 'decorators' && c.type !== 'comment');
  let [kind, version] = plain(type).split('@');
  if (outer && !kind.includes('.')) [kind, version] = [`${outer.type}/${kind}`, version ?? outer.version];
  const { body, ...rest } = opened(content);
  const found = { symbol: symbol.text, type: kind, version, existing: node.children.some(c => c.text === 'existing'), ...rest, body };
  all.push(found);
  let object = content;
  while (object.type !== 'object') object = object.namedChildren.at(-1);
  for (const child of object.namedChildren) {
    const inner = child.type === 'object_property' ? child.namedChildren[0] : child;
    if (inner.type === 'resource_declaration') resource(inner, found, all);
  }
}

/** What stands behind the equals sign: a condition and a loop are taken off. */
function opened(node) {
  if (node.type === 'if_statement') return { condition: node.namedChildren[0].text.slice(1, -1), ...opened(node.namedChildren.at(-1)) };
  if (node.type === 'for_statement') return { loop: loop(node), ...opened(node.childForFieldName('body')) };
  return { body: value(node) };
}

function loop(node) {
  return node.text.slice(1, node.childForFieldName('body').startIndex - node.startIndex).trim().replace(/:$/, '');
}

function value(node) {
  switch (node.type) {
    case 'string': return node.namedChildren.every(c => c.type === 'string_content' || c.type === 'escape_sequence') ? plain(node) : { '=': node.text };
    case 'number': return Number(node.text);
    case 'boolean': return node.text === 'true';
    case 'null': return null;
    case 'array': return node.namedChildren.filter(c => c.type !== 'comment').map(value);
    case 'object': return Object.fromEntries(node.namedChildren
      .filter(c => c.type === 'object_property' && c.namedChildren[0].type !== 'resource_declaration')
      .map(c => [key(c.namedChildren[0]), value(c.namedChildren.at(-1))]));
    case 'for_statement': return { for: loop(node), body: value(node.childForFieldName('body')) };
    case 'call_expression': return { '=': node.text, arguments: node.childForFieldName('arguments').namedChildren.filter(c => c.type !== 'comment').map(value) };
    default: return { '=': node.text };
  }
}

function key(node) {
  return node.type === 'string' ? node.text.slice(1, -1) : node.text;
}

function plain(node) {
  return node.text.slice(1, -1).replaceAll("\\'", "'");
}
