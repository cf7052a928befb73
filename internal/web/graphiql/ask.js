// Asks the endpoint. Errors of GraphQL are an answer, whatever the status is.
import { address } from '../page/header.js';

export async function ask({ operationName, ...parameters }, options) {
  // Just after a change of tabs GraphiQL names the operation of the tab before: one that is not there is not named.
  if (operationName && new RegExp(`\\b${operationName}\\b`).test(parameters.query)) parameters.operationName = operationName;
  const answer = await fetch(address('graphql'), {
    method: 'POST',
    headers: {
      Accept: 'application/graphql-response+json, application/json',
      'Content-Type': 'application/json',
      ...options?.headers,
    },
    body: JSON.stringify(parameters),
  });
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${answer.status} ${answer.statusText}: ${text.slice(0, 200)}`);
  }
}
