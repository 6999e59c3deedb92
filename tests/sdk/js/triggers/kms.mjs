// A KMS on loopback with one key: data keys are wrapped by AES-GCM under it, and bound to their encryption context as AWS binds them.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { listen } from './functions.mjs';

const bound = (context = {}) => Buffer.from(JSON.stringify(Object.entries(context).sort()));

export class Kms {
  #secret = randomBytes(32);
  /** What was asked: {operation, request, headers}. */
  calls = [];
  /** Set: the type of error with which it answers. */
  fails = null;

  static async open(port, keyArn) {
    const kms = new Kms();
    kms.keyArn = keyArn;
    await listen(port, (request, text, response) => {
      const operation = request.headers['x-amz-target']?.replace('TrentService.', '');
      const body = JSON.parse(text);
      kms.calls.push({ operation, request: body, headers: request.headers });
      const [status, answer] = kms.#answer(operation, body);
      response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    });
    return kms;
  }

  #answer(operation, request) {
    if (this.fails) {
      return [400, { __type: this.fails, message: 'on purpose' }];
    }
    if (request.KeyId && request.KeyId !== this.keyArn) {
      return [400, { __type: 'NotFoundException', message: `Key '${request.KeyId}' does not exist` }];
    }
    if (operation === 'GenerateDataKey') {
      const size = request.NumberOfBytes ?? { AES_256: 32, AES_128: 16 }[request.KeySpec];
      const Plaintext = randomBytes(size).toString('base64');
      return [200, { KeyId: this.keyArn, Plaintext, CiphertextBlob: this.#wrap(Plaintext, request.EncryptionContext) }];
    }
    if (operation === 'Decrypt') {
      try {
        return [200, { KeyId: this.keyArn, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', Plaintext: this.#unwrap(request) }];
      } catch {
        return [400, { __type: 'InvalidCiphertextException', message: null }];
      }
    }
    return [400, { __type: 'UnknownOperationException' }];
  }

  #wrap(text, context) {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#secret, iv).setAAD(bound(context));
    return Buffer.concat([iv, cipher.update(text, 'base64'), cipher.final(), cipher.getAuthTag()]).toString('base64');
  }

  #unwrap({ CiphertextBlob, EncryptionContext }) {
    const blob = Buffer.from(CiphertextBlob, 'base64');
    const cipher = createDecipheriv('aes-256-gcm', this.#secret, blob.subarray(0, 12)).setAAD(bound(EncryptionContext)).setAuthTag(blob.subarray(-16));
    return Buffer.concat([cipher.update(blob.subarray(12, -16)), cipher.final()]).toString('base64');
  }
}
