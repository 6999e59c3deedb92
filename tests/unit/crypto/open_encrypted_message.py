"""Opens a message of the AWS Encryption SDK by what its developer guide says of format 1, knowing nothing of rockpool's code.

Reads JSON on standard input, {"message": base64, "wrapping_key": base64} or {"message": base64, "data_key": base64}, and prints what is in
the message as JSON. Whatever is not to the letter of the format, or does not authenticate, ends it with an error.
"""

import base64
import json
import struct
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = 0x0178  # AES-256-GCM, HKDF with SHA-256, no signature, no commitment
FINAL_FRAME = 0xFFFFFFFF


class Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, length):
        if self.at + length > len(self.data):
            raise ValueError("the message ends early")
        self.at += length
        return self.data[self.at - length:self.at]

    def number(self, form):
        return struct.unpack(">" + form, self.take(struct.calcsize(">" + form)))[0]

    def field(self):
        return self.take(self.number("H"))


def expect(found, wanted, what):
    if found != wanted:
        raise ValueError(f"{what} is {found!r}, not {wanted!r}")


def read_context(data):
    reader = Reader(data)
    pairs = [(reader.field(), reader.field()) for _ in range(reader.number("H"))] if data else []
    expect(reader.at, len(data), "the length of the encryption context")
    expect(pairs, sorted(pairs), "the order of the encryption context")
    return {name.decode(): value.decode() for name, value in pairs}


def unwrap(wrapping_key, info, ciphertext, context):
    """As the SDK's raw AES keyring does: the name, 4 bytes each of the tag's bits and the vector's bytes, the vector."""
    iv = info[-12:]
    expect(struct.unpack(">II", info[-20:-12]), (128, 12), "tag and vector of the wrapped key")
    return info[:-20].decode(), AESGCM(wrapping_key).decrypt(iv, ciphertext, context)


def main():
    asked = {name: base64.b64decode(value) for name, value in json.load(sys.stdin).items()}
    reader = Reader(asked["message"])
    expect(reader.number("B"), 1, "the version")
    expect(reader.number("B"), 0x80, "the type")
    expect(reader.number("H"), SUITE, "the algorithm suite")
    message_id = reader.take(16)
    context = reader.field()
    expect(reader.number("H"), 1, "the number of encrypted data keys")
    provider, info, wrapped = reader.field().decode(), reader.field(), reader.field()
    expect(reader.number("B"), 2, "the content type")
    expect(reader.number("I"), 0, "what is reserved")
    expect(reader.number("B"), 12, "the length of vectors")
    frame_length = reader.number("I")
    header = reader.data[:reader.at]

    if "wrapping_key" in asked:
        key_name, data_key = unwrap(asked["wrapping_key"], info, wrapped, context)
    else:
        key_name, data_key = info.decode(), asked["data_key"]
    key = AESGCM(HKDF(SHA256(), 32, None, struct.pack(">H", SUITE) + message_id).derive(data_key))
    header_iv, header_tag = reader.take(12), reader.take(16)
    expect(key.decrypt(header_iv, header_tag, header), b"", "the header")

    expect(reader.number("I"), FINAL_FRAME, "the frame")
    sequence = reader.number("I")
    expect(sequence, 1, "the frame's number")
    iv = reader.take(12)
    if iv == header_iv:
        raise ValueError("a vector is used twice")
    length = reader.number("I")
    if length > frame_length:
        raise ValueError("the frame is longer than frames are")
    aad = message_id + b"AWSKMSEncryptionClient Final Frame" + struct.pack(">IQ", sequence, length)
    plaintext = key.decrypt(iv, reader.take(length + 16), aad)
    expect(reader.at, len(reader.data), "the length of the message")
    print(json.dumps({"plaintext": plaintext.decode(), "provider": provider, "key": key_name, "context": read_context(context)}))


main()
