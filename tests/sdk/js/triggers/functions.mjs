// Lambda's Invoke API on loopback, with functions that are handlers of JavaScript: what SAM local, serverless-offline and LocalStack speak.
import { createServer } from 'node:http';
import { after } from 'node:test';

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations(\?.*)?$/;

/** What a handler returns to be sent as it stands: no JSON of an answer. Of status 0: the connection breaks. */
export class Raw {
  constructor(status, headers, body) {
    Object.assign(this, { status, headers, body });
  }
}

/** What a Lambda runtime answers for a handler that throws. */
export const thrown = (errorMessage, errorType = 'Error') => new Raw(
  200, { 'X-Amz-Function-Error': 'Unhandled' }, JSON.stringify({ errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`, '    at handler'] }));

async function textOf(request) {
  const pieces = [];
  for await (const piece of request) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** A server on loopback at that port, closed after the file's tests. `answer` gets the request, its text and the response. */
export async function listen(port, answer) {
  const server = createServer((request, response) => {
    textOf(request).then((text) => answer(request, text, response)).catch((error) => response.destroy(error));
  });
  after(() => { server.closeAllConnections(); server.close(); });
  await new Promise((resolve, reject) => { server.once('error', reject).listen(port, '127.0.0.1', resolve); });
  return server;
}

/** Functions by name; each keeps the calls that it got: {event, text, headers, query, path}. */
export class Functions {
  #functions = new Map();

  static async open(port) {
    const functions = new Functions();
    await listen(port, (request, text, response) => functions.#answer(request, text, response));
    return functions;
  }

  /** `handler(event, call)` returns the answer, or throws. Returns the list into which the calls go. */
  add(name, handler) {
    const calls = [];
    this.#functions.set(name, { handler, calls });
    return calls;
  }

  async #answer(request, text, response) {
    const found = INVOKE.exec(request.url);
    const named = found && decodeURIComponent(found[1]);
    const name = named?.startsWith('arn:') ? named.split(':')[6] : named;
    const known = request.method === 'POST' && this.#functions.get(name);
    if (!known) {
      response.writeHead(404, { 'Content-Type': 'application/json', 'x-amzn-ErrorType': 'ResourceNotFoundException' })
        .end(JSON.stringify({ Type: 'User', Message: `Function not found: ${named}` }));
      return;
    }
    const call = { event: JSON.parse(text), text, headers: request.headers, named, query: new URLSearchParams(found[2] ?? '') };
    known.calls.push(call);
    if (request.headers['x-amz-invocation-type'] === 'Event') {
      response.writeHead(202).end();
      await known.handler(call.event, call);
      return;
    }
    let answer;
    try {
      answer = await known.handler(call.event, call);
    } catch (error) {
      answer = thrown(error.message, error.name);
    }
    const raw = answer instanceof Raw ? answer : new Raw(200, { 'Content-Type': 'application/json' }, JSON.stringify(answer) ?? 'null');
    if (raw.status === 0) {
      response.destroy();
    } else if (!response.destroyed) {
      response.writeHead(raw.status, raw.headers).end(raw.body);
    }
  }
}
